/** Reads the settings file that TANDEM_CONFIG names: lines NAME=value, as `node --env-file` takes them. */

import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { TandemError } from './errors.ts';

/** Values by name, as they are written. Throws CONFIG_INVALID when it cannot be read or a line is none of a setting. */
export function readSettingsFile(path: string): Readonly<Record<string, string>> {
  const text = textOf(path);
  const number = text.split('\n').findIndex((line) => !/^\s*(#.*|(export\s+)?\w+\s*=.*)?$/s.test(line));
  if (number < 0) return parseEnv(text) as Record<string, string>;
  // The line is not repeated: it may be half of a secret.
  throw new TandemError('CONFIG_INVALID', `expected NAME=value in line ${number + 1} of ${path}, found no such line`);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TandemError('CONFIG_INVALID', `TANDEM_CONFIG: expected a file that can be read, got ${why}`, {}, error);
  }
}
