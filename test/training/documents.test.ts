/** The table of training/README.md tells of every file, each once, and of no other. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { projectPath } from '../../runtime/project-root.ts';

/** Folders that have one row: written inputs and grades, one file like the other. */
const TOLD_AS_FOLDERS = ['judgments/', 'queries/', 'safety/', 'understanding/'];
const NO_ROW = ['README.md', 'LOG.md', '.gitignore', 'requirements.txt'];

function filesOfTraining(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', '.'], {
    cwd: projectPath('training'),
    encoding: 'utf8',
  });
  const files = listed.split('\n').filter((file) => file !== '' && !NO_ROW.includes(file));
  return [...new Set(files.map((file) => TOLD_AS_FOLDERS.find((folder) => file.startsWith(folder)) ?? file))].sort();
}

/** Paths in the first column of every table. */
function rowsOfReadme(): readonly string[] {
  const lines = readFileSync(projectPath('training', 'README.md'), 'utf8').split('\n');
  const cells = lines.filter((line) => line.startsWith('| `')).map((line) => line.split('|')[1] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')).sort();
}

it('every file of training has one row, and every row is of a file', () => {
  expect(rowsOfReadme()).toEqual(filesOfTraining());
});
