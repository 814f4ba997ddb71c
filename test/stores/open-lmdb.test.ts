/** A data directory may be open more than once in one process. */
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { projectPath } from '../../runtime/project-root.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** In a process of its own: two environments that wait for each other stop all that runs there. */
it('goes on writing while it is opened and closed again in the same process', () => {
  const program = projectPath('test', 'helpers', 'open-twice.ts');
  const times = '200';
  const written = execFileSync(process.execPath, ['--import', 'tsx', program, temporaryFolder(), times], {
    encoding: 'utf8',
    timeout: 15_000,
    killSignal: 'SIGKILL',
  });
  expect(written).toBe(times);
});
