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
import { readHeldOut } from './held-out.ts';
import { readDocuments } from './judged-pairs.ts';
import { withoutNearCopies } from './near-copies.ts';
import { createRandom } from './random.ts';
import { fieldQueries } from './synthetic/field-queries.ts';
import { createKnowledge } from './synthetic/knowledge.ts';
import { readShortForms } from './synthetic/role-words.ts';
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
const perVertical = (['jobs', 'people'] as const).map((vertical) => [
  ...readDocuments(values.shared, vertical, facts).values(),
]);
const tables = readTitleTables(values.shared);
const known = createKnowledge(tables, facts);
const random = createRandom(Number(values.seed));

write(
  'documents',
  perVertical.flat().map((document) => ({
    vertical: document.kind === 'job' ? 'jobs' : 'people',
    id: document.externalId,
    text: encoderDocumentText(document),
  })),
);
write(
  'field-queries',
  withoutNearCopies(
    perVertical.flatMap((documents) => fieldQueries(documents, known, readShortForms(), PASSES, random)),
    readHeldOut(values.shared),
  ),
);
write(
  'titles',
  [...tables.titles].map(([code, titles]) => ({ code, titles, siblings: tables.siblings.get(code) ?? [] })),
);

function write(name: string, lines: readonly object[]): void {
  writeFileSync(join(values.out, `${name}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  console.log(`${name}: ${lines.length}`);
}
