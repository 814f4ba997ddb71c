/** Where the value of each setting came from: the settings file, the environment over it, the command line over both. */

import { editDistance } from './edit-distance.ts';
import { TandemError } from './errors.ts';
import { readSettingsFile } from './settings-file.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
export type Overrides = Readonly<Record<string, string | number>>;

export interface GivenSetting {
  readonly value: string | number;
  readonly origin: 'file' | 'environment' | 'command line';
}

/** The setting that names the settings file. */
const FILE_SETTING = 'TANDEM_CONFIG';
const PREFIX = 'TANDEM_';

/** Those of `names` that are given somewhere; an empty value counts as not given. Throws CONFIG_INVALID for unknown names and for a file that is none. */
export function givenSettings(
  names: readonly string[],
  environment: Environment,
  overrides: Overrides = {},
): ReadonlyMap<string, GivenSetting> {
  refuseUnknown(
    Object.keys(environment).filter((name) => name.startsWith(PREFIX)),
    names,
    'in the environment',
  );
  const path = environment[FILE_SETTING] ?? '';
  const file = path === '' ? {} : readSettingsFile(path);
  const inFile = names.filter((name) => name !== FILE_SETTING);
  refuseUnknown(Object.keys(file), inFile, `in ${path}`);
  const sources = [
    ['file', file],
    ['environment', environment],
    ['command line', overrides],
  ] as const;
  return new Map(
    sources.flatMap(([origin, values]) => names.flatMap((name) => entryOf(name, values[name] ?? '', origin))),
  );
}

function entryOf(
  name: string,
  value: string | number,
  origin: GivenSetting['origin'],
): readonly (readonly [string, GivenSetting])[] {
  return value === '' ? [] : [[name, { value, origin }]];
}

function refuseUnknown(given: readonly string[], known: readonly string[], where: string): void {
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const list = unknown.map((name) => suggestion(name, known)).join(', ');
  throw new TandemError('CONFIG_INVALID', `unknown setting ${list} ${where}; the settings are ${known.join(', ')}`);
}

function suggestion(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === null ? name : `${name} (did you mean ${nearest}?)`;
}

/** Case and the prefix do not count, as both are forgotten most; every third letter may be a slip. */
function nearestName(name: string, known: readonly string[]): string | null {
  const bare = (text: string): string => text.toUpperCase().replace(PREFIX, '');
  const limit = Math.max(1, Math.floor(bare(name).length / 3));
  const near = known
    .map((candidate) => ({ candidate, slips: editDistance(bare(name), bare(candidate), limit) }))
    .filter(({ slips }) => slips <= limit)
    .sort((a, b) => a.slips - b.slips);
  return near[0]?.candidate ?? null;
}
