/** Runs a module of this folder as a child process, from the sources as from the build. */

import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { projectPath } from '../runtime/project-root.ts';

/** `name` without its ending; the module finds the parameter at place 2 of its arguments. Sources need tsx registered in the child. */
export function forkModule(name: string, parameter: string, options: ForkOptions): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const module = new URL(`./${name}.${isSource ? 'ts' : 'js'}`, import.meta.url);
  const entry = isSource ? projectPath('gpu-workers', 'worker-entry.mjs') : fileURLToPath(module);
  return fork(entry, [...(isSource ? [module.href] : []), parameter], options);
}
