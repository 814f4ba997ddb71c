/**
 * Our keyword search beside MiniSearch over the same jobs, stems and weights of fields in one run: time of the first ten of a
 * text, and how many of the ten both name. Texts are titles and pieces of descriptions; with a slip, both look for near words.
 * Run: npm run bench:keywords [-- --jobs FILE] [--size 16424] [--calls 300]
 */

import { parseArgs } from 'node:util';
import MiniSearch from 'minisearch';
import { textTable } from '../cli/text-table.ts';
import { contentStems, foldText } from '../models/text.ts';
import { seededRandom } from '../runtime/random.ts';
import { scoreTolerantly } from '../search/retrieve/near-words.ts';
import type { JobDocument } from '../stores/documents.ts';
import { loadFacts } from '../stores/facts-files.ts';
import { BM25_B, BM25_K1 } from '../stores/inverted-index.ts';
import { callTimes, TIME_HEADINGS } from './call-times.ts';
import { jobSnapshot, readJobs } from './job-snapshot.ts';
import { mean, roundedTo } from './quantiles.ts';

const FIRST = 10;
const PIECE_WORDS = 8;
/** As in ingest/document-keywords.ts. */
const BOOST = { title: 6, named: 2, body: 1 } as const;

const { values: options } = parseArgs({
  options: {
    jobs: { type: 'string' },
    size: { type: 'string', default: '16424' },
    calls: { type: 'string', default: '300' },
  },
});
const facts = loadFacts(foldText);
const random = seededRandom(1);
const jobs = await readJobs(options.jobs, Number(options.size), facts);
const { keywords, size } = jobSnapshot(jobs, facts);
const library = libraryOf(jobs);

type Search = (text: string) => readonly number[];
const ours: Search = (text) => firstOf(keywords.score(contentStems(text), null).scores);
const oursTolerant: Search = (text) => firstOf(scoreTolerantly(contentStems(text), keywords, null).scores);
const theirs: Search = (text) =>
  library
    .search(text)
    .slice(0, FIRST)
    .map(({ id }) => Number(id));
const theirsTolerant: Search = (text) => {
  const isUnknown = (term: string): boolean => keywords.documentFrequency(term) === 0;
  const fuzzy = (term: string) => (isUnknown(term) ? (term.length < 9 ? 1 : 2) : false);
  return library
    .search(text, { prefix: isUnknown, fuzzy })
    .slice(0, FIRST)
    .map(({ id }) => Number(id));
};

const pick = (): JobDocument => jobs[Math.floor(random() * jobs.length)] ?? pick();
const title = (): string => pick().title;
const piece = (): string => {
  const all = pick().description.split(/\s+/);
  const from = Math.floor(random() * Math.max(1, all.length - PIECE_WORDS));
  return all.slice(from, from + PIECE_WORDS).join(' ');
};
const rows = [
  compare('titles', title, ours, theirs),
  compare('pieces of text', piece, ours, theirs),
  compare('titles with a slip', () => withSlip(title()), oursTolerant, theirsTolerant),
];
console.log(
  textTable([
    ['', ...TIME_HEADINGS, ...TIME_HEADINGS.map((heading) => `MiniSearch ${heading}`), 'p50 by theirs', 'shared of 10'],
    ...rows.map(({ what, times, library: other, ratio, shared }) => [
      what,
      ...[...Object.values(times), ...Object.values(other), ratio, shared].map(String),
    ]),
  ]),
);
console.log(JSON.stringify({ jobs: size, library: 'minisearch', rows }));

function compare(what: string, next: () => string, own: Search, other: Search) {
  const texts = Array.from({ length: Number(options.calls) }, next);
  const at = () => texts[Math.floor(random() * texts.length)] ?? '';
  const [times, theirTimes] = [callTimes(texts.length, at, own), callTimes(texts.length, at, other)];
  const shared = texts.map((text) => {
    const named = new Set(other(text));
    return own(text).filter((position) => named.has(position)).length;
  });
  const ratio = roundedTo(2, (times.p50Ms ?? Number.NaN) / (theirTimes.p50Ms ?? Number.NaN));
  return { what, times, library: theirTimes, ratio, shared: roundedTo(1, mean(shared)) };
}

/** Positions of the best, best first. */
function firstOf(scores: Float32Array): readonly number[] {
  const best: number[] = [];
  const at = (position: number | undefined): number => (position === undefined ? 0 : (scores[position] ?? 0));
  scores.forEach((score, position) => {
    if (score <= 0 || (best.length === FIRST && score <= at(best.at(-1)))) return;
    const place = best.findIndex((other) => at(other) < score);
    best.splice(place < 0 ? best.length : place, 0, position);
    if (best.length > FIRST) best.pop();
  });
  return best;
}

function libraryOf(documents: readonly JobDocument[]): MiniSearch {
  const made = new MiniSearch({
    fields: ['title', 'named', 'body'],
    tokenize: (text) => [...contentStems(text)],
    processTerm: (term) => term,
    searchOptions: { boost: BOOST, bm25: { k: BM25_K1, b: BM25_B, d: 0 } },
  });
  made.addAll(
    documents.map(({ title, company, locations, skills, industry, jobFunction, description }, id) => ({
      id,
      title,
      named: [company?.name, ...locations.map(({ name }) => name), ...skills].join(' '),
      body: [industry, jobFunction, description].join(' '),
    })),
  );
  return made;
}

/** Two neighbouring letters of the longest word change places. */
function withSlip(text: string): string {
  const word = text.split(' ').reduce((longest, one) => (one.length > longest.length ? one : longest), '');
  const at = 1 + Math.floor(random() * Math.max(1, word.length - 2));
  return text.replace(word, word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2));
}
