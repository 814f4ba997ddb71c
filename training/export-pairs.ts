/**
 * Writes the graded pairs as token ids for the Python side, worded by the templates that serve.
 * Run: npx tsx training/export-pairs.ts [--shared ../shared] [--out training/work]
 */
import { createWriteStream, mkdirSync } from 'node:fs';
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
import { words } from '../models/text.ts';
import { loadTokenizer, type Tokenizer } from '../models/tokenizer.ts';
import { type JudgedPair, readDocuments, readJudgedPairs } from './judged-pairs.ts';

const { values } = parseArgs({
  options: { shared: { type: 'string', default: '../shared' }, out: { type: 'string', default: 'training/work' } },
});

const tokenizer = loadTokenizer(new URL('../models/minilm', import.meta.url).pathname);
mkdirSync(values.out, { recursive: true });
for (const split of ['train', 'dev'] as const) exportSplit(split);

function exportSplit(split: 'train' | 'dev'): void {
  const pairsOut = createWriteStream(join(values.out, `${split}-pairs.jsonl`));
  const textsOut = createWriteStream(join(values.out, `${split}-texts.jsonl`));
  for (const vertical of ['jobs', 'people'] as const) {
    const pairs = readJudgedPairs(values.shared, vertical, split, readDocuments(values.shared, vertical));
    const startedAt = performance.now();
    for (const line of pairLines(pairs, tokenizer)) pairsOut.write(`${JSON.stringify(line)}\n`);
    for (const line of textLines(pairs, tokenizer)) textsOut.write(`${JSON.stringify(line)}\n`);
    console.log(`${split} ${vertical}: ${pairs.length} pairs in ${Math.round(performance.now() - startedAt)} ms`);
  }
  pairsOut.end();
  textsOut.end();
}

function* pairLines(pairs: readonly JudgedPair[], tokenizer: Tokenizer): Generator<object> {
  const prepared = new Map<string, PreparedDocument>();
  for (const { query, document, grade } of pairs) {
    const ready = prepared.get(document.id) ?? prepareDocument(document);
    prepared.set(document.id, ready);
    const text = rankerText(ready, queryTerms(query.text), words(query.text).length);
    const ids = tokenizer.encodePair(query.text, text, RANKER_MAX_TOKENS, RANKER_MAX_QUERY_TOKENS);
    yield { vertical: query.vertical, qid: query.qid, document: document.id, grade, ids: [...ids] };
  }
}

/** Each query and document once, as the encoder reads it. */
function* textLines(pairs: readonly JudgedPair[], tokenizer: Tokenizer): Generator<object> {
  const texts = new Map<string, string>();
  for (const { query, document } of pairs) {
    texts.set(query.qid, encoderQueryText(query.text));
    if (!texts.has(document.id)) texts.set(document.id, encoderDocumentText(document));
  }
  for (const [id, text] of texts) yield { id, ids: [...tokenizer.encode(text, ENCODER_MAX_TOKENS)] };
}
