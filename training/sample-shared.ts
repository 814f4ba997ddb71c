/**
 * Writes a small copy of the shared folder and of our own grades: what a smoke run of all steps reads.
 * Run: npx tsx training/sample-shared.ts --out FOLDER [--shared ../shared] [--mined training] [--share 0.02] [--others 150] [--seed 1]
 */

import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { badInput } from '../runtime/errors.ts';
import type { Vertical } from '../stores/documents.ts';
import { judgmentFile, MINED_FOLDER, queryFiles, type Split } from './judged-pairs.ts';
import { createRandom } from './random.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    shared: { type: 'string', default: '../shared' },
    mined: { type: 'string', default: MINED_FOLDER },
    share: { type: 'string', default: '0.02' },
    others: { type: 'string', default: '150' },
    seed: { type: 'string', default: '1' },
  },
});
/** Fewer queries than that of a file say nothing. */
const LEAST_QUERIES = 2;
const SPLITS: readonly Split[] = ['train', 'mined', 'dev'];
/** Folders that are small enough to be read as they are. */
const WHOLE = ['data/tables'];

const random = createRandom(Number(values.seed));
const out = values.out;
if (out === undefined) throw badInput('expected --out FOLDER, got none');
const [shared, mined] = [join(out, 'shared'), join(out, 'mined')];
for (const vertical of ['jobs', 'people'] as const) sample(vertical);
for (const folder of WHOLE) symlinkSync(resolve(values.shared, folder), made(join(shared, folder)));

function sample(vertical: Vertical): void {
  const [from, to] = [
    queryFiles(values.shared, vertical, 'mined', values.mined),
    queryFiles(shared, vertical, 'mined', mined),
  ];
  const [devFrom, devTo] = [queryFiles(values.shared, vertical, 'dev'), queryFiles(shared, vertical, 'dev')];
  const kept = new Set([...copyQueries(from, to), ...copyQueries(devFrom, devTo)]);
  const documents = new Set<string>();
  for (const split of SPLITS) {
    const rows = lines(judgmentFile(values.shared, vertical, split, values.mined)).filter((line) =>
      kept.has(fields(line)[0]),
    );
    for (const row of rows) documents.add(fields(row)[1]);
    write(judgmentFile(shared, vertical, split, mined), rows);
  }
  const file = join('data', `${vertical}.jsonl.gz`);
  const all = gunzipSync(readFileSync(join(values.shared, file)))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  const chance = Number(values.others) / all.length;
  const rows = all.filter((line) => documents.has(String(JSON.parse(line).id)) || random.chance(chance));
  writeFileSync(made(join(shared, file)), gzipSync(`${rows.join('\n')}\n`));
  console.log(`${vertical}: ${kept.size} queries, ${rows.length} documents`);
}

/** Ids of the queries that were drawn. */
function copyQueries(from: readonly string[], to: readonly string[]): readonly string[] {
  return from.flatMap((file, index) => {
    const all = lines(file);
    const share = Math.max(Number(values.share), LEAST_QUERIES / all.length);
    const rows = all.filter(() => random.chance(share));
    write(to[index] ?? '', rows);
    return rows.map((line) => String(JSON.parse(line).qid));
  });
}

function fields(row: string): readonly [string, string] {
  const [first = '', second = ''] = row.split('\t');
  return [first, second];
}

function lines(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

function write(file: string, rows: readonly string[]): void {
  writeFileSync(made(file), rows.map((row) => `${row}\n`).join(''));
}

/** The path, its folder made. */
function made(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  return path;
}
