/** `tandem eval --set FOLDER`: the encoder that serves and the keyword index, side by side on a set of titles. */

import { benchmarkTitles, type SideQuality, type TitleReaders } from '../evaluation/title-benchmark.ts';
import { readTitleSet } from '../evaluation/title-set.ts';
import type { Pools, TextRole } from '../gpu-workers/pools.ts';
import { documentKeywords } from '../ingest/document-keywords.ts';
import { modelFile, readManifest } from '../models/manifest.ts';
import { encoderDocumentText, encoderQueryText } from '../models/templates.ts';
import { contentStems } from '../models/text.ts';
import { deadlineIn } from '../runtime/deadline.ts';
import { seededRandom } from '../runtime/random.ts';
import type { JobDocument } from '../stores/documents.ts';
import { createKeywordBuilder } from '../stores/keyword-builder.ts';
import type { KeywordIndex } from '../stores/keyword-index.ts';
import { withEncoderPool } from './encoder-pool.ts';
import { configOf } from './evaluation-corpus.ts';
import { BOOTSTRAP_SEED } from './evaluation-options.ts';
import { createProgress } from './progress.ts';
import { shown, shownInterval, textTable } from './text-table.ts';

/** Several batches of a worker: its queue stays filled, and progress is seen. */
const TEXTS_A_CALL = 256;
const CALL_TIMEOUT_MS = 300_000;

export async function evaluateTitles(folder: string, dataDir: string | undefined): Promise<void> {
  const set = await readTitleSet(folder);
  const benchmark = await withEncoderPool(configOf(dataDir), (pools) =>
    benchmarkTitles(set, readersOf(pools), () => seededRandom(BOOTSTRAP_SEED)),
  );
  const { encoder, bm25, difference } = benchmark;
  const head = ['', 'ndcg@10', '95 % interval', 'mrr'];
  console.log(textTable([head, rowOf('encoder', encoder), rowOf('bm25', bm25)]));
  console.log(`encoder - bm25 = ${shown(difference.difference)} (95 %: ${shownInterval(difference.interval)})`);
  const models = { encoder: modelFile(readManifest(), 'encoder').version };
  console.log(JSON.stringify({ set: folder, ...benchmark, models }));
}

function rowOf(name: string, { 'ndcg@10': ndcg, interval, mrr }: SideQuality): string[] {
  return [name, shown(ndcg), shownInterval(interval), shown(mrr)];
}

function readersOf(pools: Pools): TitleReaders {
  return {
    embedQueries: (texts) => embed(pools, texts.map(encoderQueryText), 'query'),
    embedDocuments: (texts) => embed(pools, texts.map(titleDocument).map(encoderDocumentText), 'document'),
    indexOf,
    stemsOf: contentStems,
  };
}

async function embed(pools: Pools, texts: readonly string[], role: TextRole): Promise<readonly Float32Array[]> {
  const vectors: Float32Array[] = [];
  const progress = createProgress(`embed ${role}`, texts.length);
  for (let start = 0; start < texts.length; start += TEXTS_A_CALL) {
    const options = { deadline: deadlineIn(CALL_TIMEOUT_MS), lane: 'batch' } as const;
    vectors.push(...(await pools.embed(texts.slice(start, start + TEXTS_A_CALL), role, options)));
    progress.update(vectors.length);
  }
  progress.end();
  return vectors;
}

function indexOf(texts: readonly string[]): KeywordIndex {
  const builder = createKeywordBuilder();
  for (const text of texts) builder.add(documentKeywords(titleDocument(text)));
  return builder.build();
}

/** A job that says nothing but its title: both sides read it with the code that serves. */
function titleDocument(title: string): JobDocument {
  return {
    kind: 'job',
    id: '',
    source: '',
    externalId: '',
    version: '',
    title,
    description: '',
    company: null,
    locations: [],
    workplaceType: null,
    employmentTypes: [],
    seniority: null,
    industry: null,
    jobFunction: null,
    salary: null,
    skills: [],
    postedAt: null,
    expiresAt: null,
    applyUrl: null,
    directApply: false,
    language: null,
  };
}
