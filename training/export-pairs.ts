/**
 * Writes graded, varied and generated pairs as token ids, and the texts of queries, for the Python side, worded by the templates that serve.
 * Run: npx tsx training/export-pairs.ts [--shared ../shared] [--mined training] [--out training/work] [--seed 1]
 *   --candidates FILE  instead: candidate-pairs, the pairs without a grade of mine_candidates.py
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { queryTerms } from '../models/best-sentences.ts';
import {
  ENCODER_MAX_TOKENS,
  encoderDocumentText,
  encoderQueryText,
  type PreparedDocument,
  prepareDocument,
  RANKER_MAX_QUERY_TOKENS,
  RANKER_MAX_TOKENS,
  rankerText,
} from '../models/templates.ts';
import { foldText, words } from '../models/text.ts';
import { loadTokenizer } from '../models/tokenizer.ts';
import type { TandemDocument, Vertical } from '../stores/documents.ts';
import { loadFacts } from '../stores/facts-files.ts';
import { constraintPairs } from './constraint-pairs.ts';
import { readHeldOut } from './held-out.ts';
import {
  type JudgedPair,
  MINED_FOLDER,
  queryFiles,
  readAskedTitles,
  readDocuments,
  readJudgedPairs,
  readLines,
  readQueries,
  type Split,
} from './judged-pairs.ts';
import { withoutNearCopies } from './near-copies.ts';
import { createRandom, type Random } from './random.ts';
import { varyQuery } from './vary-query.ts';

/** How often each training query is varied. */
const VARIANTS = 3;
const GENERATED_QUERIES = 3000;

const { values } = parseArgs({
  options: {
    shared: { type: 'string', default: '../shared' },
    mined: { type: 'string', default: MINED_FOLDER },
    out: { type: 'string', default: 'training/work' },
    seed: { type: 'string', default: '1' },
    candidates: { type: 'string' },
  },
});

type UngradedPair = Omit<JudgedPair, 'grade'> & { readonly grade: null };

const tokenizer = loadTokenizer(new URL('../models/minilm', import.meta.url).pathname);
const prepared = new WeakMap<TandemDocument, PreparedDocument>();
mkdirSync(values.out, { recursive: true });
const facts = loadFacts(foldText);
const jobs = readDocuments(values.shared, 'jobs', facts);
const people = readDocuments(values.shared, 'people', facts);
if (values.candidates === undefined) exportAll(createRandom(Number(values.seed)));
else write('candidate-pairs', readCandidates(values.candidates).map(pairLine));

function exportAll(random: Random): void {
  const read = (split: Split): readonly JudgedPair[] => [
    ...readJudgedPairs(values.shared, 'jobs', split, jobs, values.mined),
    ...readJudgedPairs(values.shared, 'people', split, people, values.mined),
  ];
  const [train, mined, dev] = [read('train'), read('mined'), read('dev')];
  write('train-pairs', train.map(pairLine));
  write('mined-pairs', mined.map(pairLine));
  write('dev-pairs', dev.map(pairLine));
  write('train-texts', textLines([...train, ...mined]));
  write('dev-texts', textLines(dev));
  for (let variant = 1; variant <= VARIANTS; variant++)
    write(`train-pairs-varied-${variant}`, varied(train, random).map(pairLine));
  const generated = constraintPairs(
    [...jobs.values()].flatMap((document) => (document.kind === 'job' ? document : [])),
    [...people.values()].flatMap((document) => (document.kind === 'person' ? document : [])),
    GENERATED_QUERIES,
    random,
  );
  const queries = [...new Map(generated.map(({ query }) => [query.qid, query])).values()];
  const kept = withoutNearCopies(queries, readHeldOut(values.shared));
  const known = new Set(kept.map(({ qid }) => qid));
  write('generated-queries', kept);
  write('generated-pairs', generated.filter(({ query }) => known.has(query.qid)).map(pairLine));
  write('train-queries', [...queryLines('jobs'), ...queryLines('people')]);
}

function write(name: string, lines: readonly object[]): void {
  writeFileSync(join(values.out, `${name}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  console.log(`${name}: ${lines.length}`);
}

/** Pairs of training queries and documents that nobody graded. */
function readCandidates(file: string): readonly UngradedPair[] {
  const queries = { jobs: readTrainingQueries('jobs'), people: readTrainingQueries('people') };
  return readLines(file)
    .map((line) => JSON.parse(line))
    .map(({ vertical, qid, document: id }: { vertical: Vertical; qid: string; document: string }) => {
      const text = queries[vertical].get(qid);
      const document = (vertical === 'jobs' ? jobs : people).get(id);
      if (text === undefined || document === undefined)
        throw new Error(`${file} names ${qid} or ${id}, which is not there`);
      return { query: { qid, vertical, text }, document, grade: null };
    });
}

function readTrainingQueries(vertical: Vertical): ReadonlyMap<string, string> {
  return readQueries(queryFiles(values.shared, vertical, 'mined', values.mined));
}

/** Every query that may be trained on, graded or not, as the encoder reads it, with the role that it asks for. */
function queryLines(vertical: Vertical): readonly object[] {
  return readAskedTitles(queryFiles(values.shared, vertical, 'mined', values.mined)).map(({ text, ...query }) => {
    return { vertical, ...query, text: encoderQueryText(text) };
  });
}

function pairLine({ query, document, grade }: JudgedPair | UngradedPair): object {
  const ready = prepared.get(document) ?? prepareDocument(document);
  prepared.set(document, ready);
  const text = rankerText(ready, queryTerms(query.text), words(query.text).length);
  const ids = tokenizer.encodePair(query.text, text, RANKER_MAX_TOKENS, RANKER_MAX_QUERY_TOKENS);
  return { vertical: query.vertical, qid: query.qid, document: document.externalId, grade, ids: [...ids] };
}

/** The same pairs in the same order, each query typed in another way. */
function varied(pairs: readonly JudgedPair[], random: Random): readonly JudgedPair[] {
  const texts = new Map<string, string>();
  return pairs.map((pair) => {
    const text = texts.get(pair.query.qid) ?? varyQuery(pair.query.text, pair.query.vertical, random);
    texts.set(pair.query.qid, text);
    return { ...pair, query: { ...pair.query, text } };
  });
}

/** Each query and document once, as the encoder reads it. */
function textLines(pairs: readonly JudgedPair[]): readonly object[] {
  const texts = new Map<string, string>();
  for (const { query, document } of pairs) {
    texts.set(query.qid, encoderQueryText(query.text));
    if (!texts.has(document.externalId)) texts.set(document.externalId, encoderDocumentText(document));
  }
  return [...texts].map(([id, text]) => ({ id, text, ids: [...tokenizer.encode(text, ENCODER_MAX_TOKENS)] }));
}
