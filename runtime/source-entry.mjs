// Runs a module from TypeScript sources: processes and threads of Node 20 need tsx registered before they can import them.
import { register } from 'tsx/esm/api';

register();
const [source] = process.argv.splice(2, 1);
await import(source);
