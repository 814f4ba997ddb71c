// Starts a worker from TypeScript sources: child processes of Node 20 need tsx registered before they can import them.
import { register } from 'tsx/esm/api';

register();
const [source, options] = process.argv.splice(2);
process.argv.push(options);
await import(source);
