/**
 * Looks for held-out queries and titles and near copies of them among those that models are trained on; exits with 1 when ours have one.
 * Run: npx tsx training/check-leakage.ts [--shared ../shared] [--work training/work]
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectPath } from '../runtime/project-root.ts';
import { filesIn, queryFolder, readHeldOut, readHeldOutTitles, readMarkedTexts, readTexts } from './held-out.ts';
import { type NamedText, nearCopies } from './near-copies.ts';

const SHARED_TRAINING = /_train(?:_more)?\.jsonl$/;
/** Written queries and inputs of our own; those that only measure are no training. */
const OWN_FILES: readonly (readonly [folder: string, names: RegExp])[] = [
  ['training/queries', /\.jsonl$/],
  ['training/safety', /-train\.jsonl$/],
];
/** What the exports wrote, where they were run. */
const EXPORTED = ['field-queries.jsonl', 'generated-queries.jsonl'];
const MARKED = 'training/understanding/marked-queries.tsv';

const { values } = parseArgs({
  options: {
    shared: { type: 'string', default: '../shared' },
    work: { type: 'string', default: 'training/work' },
  },
});
const heldOut = readHeldOut(values.shared);
if (heldOut.length > 0) process.exitCode = report(heldOut);
else console.log(`nothing to compare: the held-out queries lie in ${queryFolder(values.shared)}, which is not there`);

/** Exit code; only copies among our own queries fail, the shared ones were made by others. */
function report(others: readonly NamedText[]): number {
  const own = [
    ...OWN_FILES.flatMap(([folder, names]) => filesIn(projectPath(folder), names)),
    ...EXPORTED.map((name) => join(values.work, name)).filter((file) => existsSync(file)),
  ];
  console.log(`held-out queries: ${others.length}`);
  for (const file of filesIn(queryFolder(values.shared), SHARED_TRAINING))
    reportFile(file, readTexts(file), others, 'shared');
  const titles = filesIn(projectPath('training/titles'), /\.jsonl$/);
  const copies = [
    ...own.map((file) => reportFile(file, readTexts(file), others, 'ours')),
    reportFile(MARKED, readMarkedTexts(projectPath(MARKED)), others, 'ours'),
    ...titles.map((file) => reportFile(file, readTexts(file), readHeldOutTitles(values.shared), 'ours')),
  ];
  const found = copies.reduce((sum, count) => sum + count, 0);
  console.log(found === 0 ? 'no near copy among ours' : `${found} near copies among ours: take them out`);
  return found === 0 ? 0 : 1;
}

function reportFile(file: string, texts: readonly NamedText[], others: readonly NamedText[], whose: string): number {
  const copies = nearCopies(texts, others);
  console.log(`${whose} ${file}: ${texts.length} queries, ${copies.length} near copies`);
  for (const { query, heldOut: other, how } of copies)
    console.log(`  ${query.name} "${query.text}" ~ ${other.name} "${other.text}" (${how})`);
  return copies.length;
}
