/**
 * Writes every document as the encoder and the ranker's item side read it, and synthetic queries, for the Python side.
 * Run: npx tsx training/export-documents.ts [--shared ../shared] [--out training/work] [--seed 1]
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { encoderDocumentText } from '../models/templates.ts';
import { foldText } from '../models/text.ts';
import { loadFacts } from '../stores/facts-files.ts';
import { fieldQueries } from './field-queries.ts';
import { readDocuments } from './judged-pairs.ts';
import { createRandom } from './random.ts';
import { readTitleTables } from './title-tables.ts';

const PASSES = 2;

const { values } = parseArgs({
  options: {
    shared: { type: 'string', default: '../shared' },
    out: { type: 'string', default: 'training/work' },
    seed: { type: 'string', default: '1' },
  },
});

mkdirSync(values.out, { recursive: true });
const facts = loadFacts(foldText);
const documents = (['jobs', 'people'] as const).flatMap((vertical) => [
  ...readDocuments(values.shared, vertical, facts).values(),
]);
const tables = readTitleTables(values.shared);

write(
  'documents',
  documents.map((document) => ({
    vertical: document.kind === 'job' ? 'jobs' : 'people',
    id: document.externalId,
    text: encoderDocumentText(document),
  })),
);
write('field-queries', fieldQueries(documents, tables, PASSES, createRandom(Number(values.seed))));
write(
  'titles',
  [...tables.titles].map(([code, titles]) => ({ code, titles, siblings: tables.siblings.get(code) ?? [] })),
);

function write(name: string, lines: readonly object[]): void {
  writeFileSync(join(values.out, `${name}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  console.log(`${name}: ${lines.length}`);
}
