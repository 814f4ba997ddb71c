/** What Node runs for a module of ours in another process or thread, from the sources as from the build. */

import { fileURLToPath } from 'node:url';
import { projectPath } from './project-root.ts';

export interface ModuleEntry {
  readonly file: string;
  /** Before those of the module itself, which finds its own from place 2 on. */
  readonly args: readonly string[];
}

/** `name` without its ending, as `importedFrom`, the `import.meta.url` of a module of ours, would import it. Sources need tsx registered. */
export function moduleEntry(name: string, importedFrom: string): ModuleEntry {
  const isSource = importedFrom.endsWith('.ts');
  const module = new URL(`${name}.${isSource ? 'ts' : 'js'}`, importedFrom);
  return isSource
    ? { file: projectPath('runtime', 'source-entry.mjs'), args: [module.href] }
    : { file: fileURLToPath(module), args: [] };
}
