/**
 * Type-ahead and spelling over 16,000 jobs: time of one beginning and of one text, and what the words of the index weigh.
 * Run: npm run bench:suggest [-- --jobs FILE]
 */

import { parseArgs } from 'node:util';
import { textTable } from '../cli/text-table.ts';
import { generateJobs } from '../data/demo/generate.ts';
import { documentKeywords } from '../ingest/document-keywords.ts';
import { JOB_LAYOUT, jobAttributes } from '../ingest/job-attributes.ts';
import { normaliseJob } from '../ingest/normalise-job.ts';
import { readLines } from '../ingest/read-lines.ts';
import { validateJob } from '../ingest/validate.ts';
import { foldText } from '../models/text.ts';
import { seededRandom } from '../runtime/random.ts';
import { complete } from '../search/suggest/complete.ts';
import { highlightTyped } from '../search/suggest/highlight-typed.ts';
import { SUGGESTION_KINDS } from '../search/suggest/suggestion.ts';
import { suggestionEntries } from '../search/suggest/suggestion-entries.ts';
import { buildSuggestionIndex } from '../search/suggest/suggestion-index.ts';
import { gatherKnowledge } from '../search/understand/knowledge.ts';
import { correctSpelling } from '../search/understand/spelling.ts';
import { spellingKnowledge } from '../search/understand/understand.ts';
import { createAttributeBuilder } from '../stores/attribute-builder.ts';
import { loadFacts } from '../stores/facts-files.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import { createKeywordBuilder } from '../stores/keyword-builder.ts';
import { quantile, roundedTo } from './quantiles.ts';

const JOBS = 16_000;
const CALLS = 2_000;
const WARM_UP_CALLS = 200;
const FIRST = 10;
const LONGEST_TYPED = 14;

const { values: options } = parseArgs({ options: { jobs: { type: 'string' } } });
const facts = loadFacts(foldText);
const random = seededRandom(1);
const snapshot = await snapshotOf(options.jobs);
const memoryBefore = process.memoryUsage().heapUsed;
const [index, buildMs] = timed(() => buildSuggestionIndex(suggestionEntries(snapshot, Date.now())));
const megabytes = (process.memoryUsage().heapUsed - memoryBefore) / 1e6;
const knowledge = gatherKnowledge(snapshot);
const correct = (text: string) => correctSpelling(text, spellingKnowledge(text, facts, knowledge, snapshot));
const kinds = new Set(SUGGESTION_KINDS);
const texts = index.entries.map(({ text }) => text);
const pick = (): string => texts[Math.floor(random() * texts.length)] ?? '';
const begun = (): string => pick().slice(0, 1 + Math.floor(random() * LONGEST_TYPED));

const rows = [
  row('type-ahead', begun, suggestTo),
  row('type-ahead, one slip', () => withSlip(begun()), suggestTo),
  row('spelling', pick, correct),
  row('spelling, a slip a word', () => pick().split(' ').map(withSlip).join(' '), correct),
];
console.log(
  textTable([
    ['', 'p50 ms', 'p95 ms', 'most ms'],
    ...rows.map(({ what, ...ms }) => [what, ...Object.values(ms).map(String)]),
  ]),
);
console.log(
  JSON.stringify({
    jobs: snapshot.size,
    entries: index.entries.length,
    words: index.sorted.words.length,
    buildMs: roundedTo(0, buildMs),
    heapMegabytes: roundedTo(0, megabytes),
    times: rows,
  }),
);

function suggestTo(prefix: string): unknown {
  const typed = foldText(prefix).split(' ');
  return typed[0] === ''
    ? []
    : complete(index, typed, kinds, FIRST).map(({ entry }) => highlightTyped(entry.text, typed));
}

function row(what: string, next: () => string, work: (text: string) => unknown) {
  for (let call = 0; call < WARM_UP_CALLS; call++) work(next());
  const times = Array.from({ length: CALLS }, () => {
    const text = next();
    return timed(() => work(text))[1];
  });
  const at = (share: number): number | null => roundedTo(2, quantile(times, share));
  return { what, p50Ms: at(0.5), p95Ms: at(0.95), mostMs: at(1) };
}

function timed<T>(work: () => T): readonly [T, number] {
  const beforeMs = performance.now();
  return [work(), performance.now() - beforeMs];
}

/** Two neighbouring letters change places. */
function withSlip(text: string): string {
  const at = Math.floor(random() * (text.length - 1));
  return text.length < 4 ? text : text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
}

/** Lines of a file, or of the demo's generator with as many seeds as it takes. */
async function* linesOf(file: string | undefined): AsyncGenerator<string> {
  if (file !== undefined) for await (const { text } of readLines(file)) yield text;
  else for (let seed = 1; ; seed++) for (const job of generateJobs(seed)) yield JSON.stringify(job);
}

async function snapshotOf(file: string | undefined): Promise<IndexSnapshot> {
  const [attributes, keywords] = [createAttributeBuilder(JOB_LAYOUT), createKeywordBuilder()];
  const ids: string[] = [];
  for await (const line of linesOf(file)) {
    if (ids.length === JOBS) break;
    const checked = validateJob(line);
    if (checked.kind !== 'valid') continue;
    const job = normaliseJob(checked.value, 'bench', facts);
    attributes.add(jobAttributes(job, facts));
    keywords.add(documentKeywords(job));
    ids.push(job.id);
  }
  return {
    vertical: 'jobs',
    version: 'bench',
    segments: ['bench'],
    indexedAt: null,
    encoderVersion: 'none',
    itemVersion: null,
    size: ids.length,
    documentCount: ids.length,
    ids,
    documentVersions: ids,
    positionOf: (id) => ids.indexOf(id),
    attributes: attributes.build(),
    keywords: keywords.build(),
  };
}
