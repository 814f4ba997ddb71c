/**
 * Type-ahead and spelling over 16,000 jobs: time of one beginning and of one text, and what the words of the index weigh.
 * Run: npm run bench:suggest [-- --jobs FILE] [--size 16000] [--calls 2000]
 */

import { parseArgs } from 'node:util';
import { textTable } from '../cli/text-table.ts';
import { foldText } from '../models/text.ts';
import { seededRandom } from '../runtime/random.ts';
import { complete } from '../search/suggest/complete.ts';
import { highlightTyped } from '../search/suggest/highlight-typed.ts';
import { SUGGESTION_KINDS } from '../search/suggest/suggestion.ts';
import { suggestionEntries } from '../search/suggest/suggestion-entries.ts';
import { buildSuggestionIndex } from '../search/suggest/suggestion-index.ts';
import { gatherKnowledge } from '../search/understand/knowledge.ts';
import { correctSpelling } from '../search/understand/spelling.ts';
import { spellingKnowledge } from '../search/understand/spelling-knowledge.ts';
import { loadFacts } from '../stores/facts-files.ts';
import { callTimes, TIME_HEADINGS } from './call-times.ts';
import { jobSnapshot, readJobs } from './job-snapshot.ts';
import { roundedTo } from './quantiles.ts';

const FIRST = 10;
const LONGEST_TYPED = 14;
const LIMITS_MS = { 'type-ahead': 15, spelling: 5 } as const;

const { values: options } = parseArgs({
  options: {
    jobs: { type: 'string' },
    size: { type: 'string', default: '16000' },
    calls: { type: 'string', default: '2000' },
  },
});
const facts = loadFacts(foldText);
const random = seededRandom(1);
const snapshot = jobSnapshot(await readJobs(options.jobs, Number(options.size), facts), facts);
const memoryBefore = process.memoryUsage().heapUsed;
const startMs = performance.now();
const index = buildSuggestionIndex(suggestionEntries(snapshot, Date.now()));
const buildMs = performance.now() - startMs;
const megabytes = (process.memoryUsage().heapUsed - memoryBefore) / 1e6;
const knowledge = gatherKnowledge(snapshot);
const correct = (text: string) => correctSpelling(text, spellingKnowledge(text, facts, knowledge, snapshot));
const kinds = new Set(SUGGESTION_KINDS);
const texts = index.entries.map(({ text }) => text);
const pick = (): string => texts[Math.floor(random() * texts.length)] ?? '';
const begun = (): string => pick().slice(0, 1 + Math.floor(random() * LONGEST_TYPED));

const rows = [
  row('type-ahead', 'type-ahead', begun, suggestTo),
  row('type-ahead, one slip', 'type-ahead', () => withSlip(begun()), suggestTo),
  row('spelling', 'spelling', pick, correct),
  row('spelling, a slip a word', 'spelling', () => pick().split(' ').map(withSlip).join(' '), correct),
];
console.log(
  textTable([
    ['', 'limit ms', ...TIME_HEADINGS],
    ...rows.map(({ what, limitMs, times }) => [what, ...[limitMs, ...Object.values(times)].map(String)]),
  ]),
);
console.log(
  JSON.stringify({
    jobs: snapshot.size,
    entries: index.entries.length,
    words: index.sorted.words.length,
    buildMs: roundedTo(0, buildMs),
    heapMegabytes: roundedTo(0, megabytes),
    isMet: rows.every(({ limitMs, times: { p95Ms } }) => p95Ms !== null && p95Ms < limitMs),
    rows: rows.map(({ what, limitMs, times }) => ({ what, limitMs, ...times })),
  }),
);

function suggestTo(prefix: string): unknown {
  const typed = foldText(prefix).split(' ');
  return typed[0] === ''
    ? []
    : complete(index, typed, kinds, FIRST).map(({ entry }) => highlightTyped(entry.text, typed));
}

function row(what: string, limit: keyof typeof LIMITS_MS, next: () => string, work: (text: string) => unknown) {
  return { what, limitMs: LIMITS_MS[limit], times: callTimes(Number(options.calls), next, work) };
}

/** Two neighbouring letters change places. */
function withSlip(text: string): string {
  const at = Math.floor(random() * (text.length - 1));
  return text.length < 4 ? text : text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
}
