/**
 * Joins files of written inputs for the safety head into one to train on: each text once, nothing that a file which only measures has.
 * Run: npx tsx training/collect-safety.ts --out training/safety/written-train.jsonl FILE…
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { foldText } from '../models/text.ts';
import { projectPath } from '../runtime/project-root.ts';
import { filesIn, readHeldOut, readTexts } from './held-out.ts';
import { withoutNearCopies } from './near-copies.ts';

interface SafetyLine {
  readonly text: string;
  readonly safety: string;
  readonly category: string;
  readonly phrasing: string;
}

const { values, positionals } = parseArgs({
  options: {
    out: { type: 'string', default: 'training/safety/written-train.jsonl' },
    shared: { type: 'string', default: '../shared' },
  },
  allowPositionals: true,
});

const folder = projectPath('training', 'safety');
const known = filesIn(folder, /-train\.jsonl$/)
  .filter((file) => file !== projectPath(values.out))
  .flatMap(readTexts);
const seen = new Set(known.map(({ text }) => foldText(text)));
const lines = positionals.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SafetyLine),
);
const fresh = lines.filter(({ text }) => {
  const folded = foldText(text);
  const isNew = folded !== '' && !seen.has(folded);
  seen.add(folded);
  return isNew;
});
const measuring = [...filesIn(folder, /-test\.jsonl$/).flatMap(readTexts), ...readHeldOut(values.shared)];
const kept = withoutNearCopies(fresh, measuring);
writeFileSync(projectPath(values.out), kept.map((line) => `${JSON.stringify(line)}\n`).join(''));
console.log(`${lines.length} read, ${fresh.length} of them new, ${kept.length} no near copy of an input that measures`);
