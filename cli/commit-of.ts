/** Which commit the running code is of, for records that are compared later. */

import { execFileSync } from 'node:child_process';
import { projectPath } from '../runtime/project-root.ts';

/** Twelve digits, with a plus when tracked files differ from the commit; null where there is no repository. */
export function commitOf(): string | null {
  try {
    const hash = git('rev-parse', '--short=12', 'HEAD');
    return git('status', '--porcelain', '--untracked-files=no') === '' ? hash : `${hash}+`;
  } catch (error) {
    // No git, or a copy without its repository: the record then says that nothing is known.
    if (error instanceof Error) return null;
    throw error;
  }
}

function git(...args: readonly string[]): string {
  const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
  return execFileSync('git', [...args], { cwd: projectPath(), encoding: 'utf8', stdio }).trim();
}
