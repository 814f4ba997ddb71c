/** Occupation titles of the O*NET tables: which titles name one occupation, and which occupations are siblings. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { foldText } from '../models/text.ts';

export interface TitleTables {
  /** Titles of each occupation, by its O*NET-SOC code, as the tables write them. */
  readonly titles: ReadonlyMap<string, readonly string[]>;
  /** Occupation codes of a folded title; several when the title is ambiguous. */
  readonly occupationsOf: (title: string) => readonly string[];
  /** Codes of the nearest other occupations. */
  readonly siblings: ReadonlyMap<string, readonly string[]>;
}

function readTable(sharedFolder: string, name: string): readonly (readonly string[])[] {
  const bytes = readFileSync(join(sharedFolder, 'data', 'tables', `${name}.tsv.gz`));
  const [, ...lines] = gunzipSync(bytes).toString('utf8').trim().split('\n');
  return lines.map((line) => line.split('\t'));
}

function grouped(rows: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, value] of rows) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** Reads `onet_{occupations,alternate_titles,reported_titles,related_occupations}` of the shared folder. */
export function readTitleTables(sharedFolder: string): TitleTables {
  const names = ['onet_occupations', 'onet_alternate_titles', 'onet_reported_titles'];
  const rows = names
    .flatMap((name) => readTable(sharedFolder, name))
    .flatMap(([code, title]) => (code && title ? [[code, title] as const] : []));
  const codes = grouped(rows.map(([code, title]) => [foldText(title), code]));
  const related = readTable(sharedFolder, 'onet_related_occupations').flatMap(([code, other, tier]) =>
    code && other && tier?.startsWith('Primary') ? [[code, other] as const] : [],
  );
  return {
    titles: grouped(rows),
    occupationsOf: (title) => [...new Set(codes.get(foldText(title)) ?? [])],
    siblings: grouped(related),
  };
}
