/** Where the project's own files (models, facts, schema) lie, whether sources or the build is running. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TandemError } from './errors.ts';

/** The nearest folder above this file with a package.json: dist/ has none, so both shapes find the same. */
const projectRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Absolute path of a file of the project. */
export function projectPath(...parts: readonly string[]): string {
  return join(projectRoot, ...parts);
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) {
    throw new TandemError(
      'CONFIG_INVALID',
      'expected a package.json above the program, found none; run it from an unpacked copy of the project',
    );
  }
  return findRoot(parent);
}
