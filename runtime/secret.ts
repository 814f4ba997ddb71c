/** The key that signs ids and cursors: given, or made once and kept in the data directory. */

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRET_BYTES = 32;

/** `given` wins. A kept secret is readable by the owner alone; two processes that start together agree on the first one. */
export function signingSecret(dataDir: string, given: string | undefined): string {
  if (given !== undefined) return given;
  const path = join(dataDir, 'secret');
  if (!existsSync(path)) writeOnce(path, dataDir);
  return readFileSync(path, 'utf8').trim();
}

function writeOnce(path: string, dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(path, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
