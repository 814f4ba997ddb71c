/** Ranks the documents of a title set for each of its queries: by the encoder, and by the keyword index beside it. */

import type { RandomNumber } from '../runtime/random.ts';
import { cosineOf } from '../stores/cosine.ts';
import type { KeywordIndex } from '../stores/keyword-index.ts';
import { type Comparison, compareRuns } from './compare-runs.ts';
import type { Run, RunRow } from './files.ts';
import { intervalOf, summarise } from './summary.ts';
import type { TitleSet } from './title-set.ts';

/** How the two sides read a text; the command gives them what serves. */
export interface TitleReaders {
  /** One unit vector a text. */
  readonly embedQueries: (texts: readonly string[]) => Promise<readonly Float32Array[]>;
  readonly embedDocuments: (texts: readonly string[]) => Promise<readonly Float32Array[]>;
  /** Positions are those of the texts. */
  readonly indexOf: (texts: readonly string[]) => KeywordIndex;
  readonly stemsOf: (text: string) => readonly string[];
}

export interface SideQuality {
  readonly 'ndcg@10': number;
  readonly interval: readonly [low: number, high: number] | null;
  /** Over the first 100; 0 for a query whose documents all come later. */
  readonly mrr: number;
}

export interface TitleBenchmark {
  readonly queries: number;
  readonly documents: number;
  readonly encoder: SideQuality;
  readonly bm25: SideQuality;
  /** Encoder minus BM25 in nDCG@10. */
  readonly difference: Pick<Comparison, 'difference' | 'interval' | 'shareNotBetter'>;
}

const ROWS = 100;
const METRIC = 'ndcg@10';

export async function benchmarkTitles(
  set: TitleSet,
  readers: TitleReaders,
  random: () => RandomNumber,
): Promise<TitleBenchmark> {
  const encoder = await encoderRun(set, readers);
  const bm25 = keywordRun(set, readers);
  const { queries, difference, interval, shareNotBetter } = compareRuns(
    METRIC,
    { first: encoder, second: bm25 },
    set.judgments,
    random(),
  );
  const sideOf = (run: Run): SideQuality => {
    const { [METRIC]: ndcg, mrr } = summarise(run, set.judgments);
    return { [METRIC]: ndcg, interval: intervalOf(METRIC, run, set.judgments, random()), mrr };
  };
  return {
    queries,
    documents: set.documents.length,
    encoder: sideOf(encoder),
    bm25: sideOf(bm25),
    difference: { difference, interval, shareNotBetter },
  };
}

async function encoderRun({ queries, documents }: TitleSet, readers: TitleReaders): Promise<Run> {
  const rows = await readers.embedDocuments(documents.map(({ text }) => text));
  const asked = await readers.embedQueries(queries.map(({ text }) => text));
  const scores = new Float32Array(documents.length);
  return new Map(
    queries.map(({ id }, index) => {
      const query = asked[index] ?? new Float32Array();
      rows.forEach((row, position) => {
        scores[position] = cosineOf(query, row);
      });
      return [id, best(scores, documents)];
    }),
  );
}

function keywordRun({ queries, documents }: TitleSet, { indexOf, stemsOf }: TitleReaders): Run {
  const index = indexOf(documents.map(({ text }) => text));
  return new Map(
    queries.map(({ id, text }) => {
      // A document without any of the words is not found; its 0 is no place in a list.
      return [id, best(index.score(stemsOf(text), null).scores, documents).filter(({ score }) => score > 0)];
    }),
  );
}

/** The first rows, best first, equal scores in the order of ids. A full sort of 26,000 scores a query would take longer than the scores. */
function best(scores: Float32Array, documents: TitleSet['documents']): readonly RunRow[] {
  const floor = Float32Array.from(scores).sort()[Math.max(0, scores.length - ROWS)] ?? 0;
  const rows: RunRow[] = [];
  scores.forEach((score, position) => {
    if (score >= floor) rows.push({ documentId: documents[position]?.id ?? '', score });
  });
  return rows.sort((a, b) => b.score - a.score || (a.documentId < b.documentId ? -1 : 1)).slice(0, ROWS);
}
