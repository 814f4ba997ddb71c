/**
 * How long nothing else runs in a server while it takes up changes to an index: columns of demo jobs, repeated under new ids,
 * and 100 changes to them. Run: npm run bench:join -- [--sizes 16000,500000] [--changes 100]
 */

import { setImmediate as breathe } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { JOB_LAYOUT, jobAttributes } from '../ingest/job-attributes.ts';
import { foldText } from '../models/text.ts';
import { projectPath } from '../runtime/project-root.ts';
import { createAttributeBuilder } from '../stores/attribute-builder.ts';
import { JOB_COLUMNS } from '../stores/attribute-names.ts';
import { loadFacts } from '../stores/facts-files.ts';
import { createKeywordBuilder } from '../stores/keyword-builder.ts';
import { joinSnapshot, type SegmentContents } from '../stores/load-snapshot.ts';
import { readDescription, readDocuments } from '../stores/segment-files.ts';
import { median } from './quantiles.ts';

const ROUNDS = 7;
const demo = projectPath('data', 'demo', 'index', 'jobs');

const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '16000,500000' }, changes: { type: 'string', default: '100' } },
});
const description = await readDescription(demo);
const rows = await demoRows();
const results = [];
for (const size of values.sizes.split(',').map(Number)) results.push(await measure(size, Number(values.changes)));
console.table(results);
console.log(JSON.stringify({ results }));

type Row = ReturnType<typeof jobAttributes>;

async function demoRows(): Promise<readonly Row[]> {
  const facts = loadFacts(foldText);
  const found: Row[] = [];
  for await (const document of readDocuments(demo))
    if (document.kind === 'job') found.push(jobAttributes(document, facts));
  return found;
}

/** Documents `first` to `first + size - 1`. */
function contentsOf(first: number, size: number): SegmentContents {
  const attributes = createAttributeBuilder(JOB_LAYOUT);
  const keywords = createKeywordBuilder();
  const ids = Array.from({ length: size }, (_, at) => `d${first + at}`);
  ids.forEach((id, at) => {
    const row = rows[at % rows.length];
    if (row === undefined) throw new RangeError('expected demo jobs, got none');
    const own = { [JOB_COLUMNS.id]: [id], [JOB_COLUMNS.documentVersion]: [`v${id}`] };
    attributes.add({ ...row, labels: { ...row.labels, ...own } });
    keywords.add([]);
  });
  return {
    description: { ...description, size },
    attributes: attributes.build(),
    keywords: keywords.build(),
    ids,
    documentVersions: ids.map((id) => `v${id}`),
    positions: new Map(ids.map((id, position) => [id, position])),
  };
}

async function measure(size: number, count: number) {
  const base = contentsOf(0, size);
  const changes = contentsOf(size - count / 2, count);
  const removed = Uint32Array.from({ length: count / 2 }, (_, at) => size - count / 2 + at);
  const rounds: { readonly stallMs: number; readonly totalMs: number }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push(await longestStall(() => joinSnapshot(base, removed, changes)));
  const of = (pick: (round: (typeof rounds)[number]) => number): number =>
    Math.round(median(rounds.map(pick)) * 10) / 10;
  return { documents: size, stallMs: of(({ stallMs }) => stallMs), totalMs: of(({ totalMs }) => totalMs) };
}

/** The longest time between two turns of the event loop while the work runs. */
async function longestStall(work: () => Promise<unknown>): Promise<{ stallMs: number; totalMs: number }> {
  await breathe();
  const startMs = performance.now();
  let [lastMs, stallMs, isRunning] = [startMs, 0, true];
  const done = work().finally(() => {
    isRunning = false;
  });
  while (isRunning) {
    await breathe();
    const nowMs = performance.now();
    stallMs = Math.max(stallMs, nowMs - lastMs);
    lastMs = nowMs;
  }
  await done;
  return { stallMs, totalMs: performance.now() - startMs };
}
