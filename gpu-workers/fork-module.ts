/** Runs a module of this folder as a child process. */

import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { moduleEntry } from '../runtime/module-entry.ts';

/** `name` without its ending; the module finds the parameter at place 2 of its arguments. */
export function forkModule(name: string, parameter: string, options: ForkOptions): ChildProcess {
  const { file, args } = moduleEntry(`./${name}`, import.meta.url);
  return fork(file, [...args, parameter], options);
}
