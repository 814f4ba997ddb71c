/** The judged pairs of a measurement with the texts that a judge reads. */

import { normaliseJob } from '../../ingest/normalise-job.ts';
import { normalisePerson } from '../../ingest/normalise-person.ts';
import { readLines } from '../../ingest/read-lines.ts';
import { validateJob, validatePerson } from '../../ingest/validate.ts';
import type { TandemDocument, Vertical } from '../../stores/documents.ts';
import type { Facts } from '../../stores/facts.ts';
import type { EvaluationQuery } from '../files.ts';
import type { Grades } from '../metrics.ts';
import type { GradablePair, Graded } from './grade-pairs.ts';

export interface PairToGrade extends GradablePair {
  readonly vertical: Vertical;
  /** Empty when the queries file names none. */
  readonly category: string;
  /** The grade that counts as right, 0..4. */
  readonly gold: number;
}

/** A pair with the grade that counts and the judge's. */
export type GradedPair = Graded<PairToGrade>;

export interface PairSources {
  readonly queries: readonly EvaluationQuery[];
  readonly judgments: ReadonlyMap<string, Grades>;
  /** JSON Lines of documents by vertical, as ingest reads them. */
  readonly corpus: Readonly<Partial<Record<Vertical, string>>>;
  readonly facts: Facts;
  /** What the judge reads of a document for a query. */
  readonly documentText: (document: TandemDocument, query: string) => string;
}

export interface PairsToGrade {
  readonly pairs: readonly PairToGrade[];
  /** Judged pairs whose document the corpus does not have. */
  readonly missing: number;
}

/** In the order of queries and judgments. Queries that name no vertical are about jobs. Throws BAD_USER_INPUT for files that cannot be read. */
export async function readPairs({ corpus, facts, documentText, ...sources }: PairSources): Promise<PairsToGrade> {
  const judged = judgedPairs(sources);
  const documents = new Map<string, TandemDocument>();
  for (const [vertical, file] of Object.entries(corpus) as [Vertical, string][]) {
    const wanted = new Set(judged.flatMap((pair) => (pair.vertical === vertical ? [pair.documentId] : [])));
    for await (const document of documentsOf(file, vertical, wanted, facts)) {
      documents.set(`${vertical}/${document.externalId}`, document);
    }
  }
  const queryTexts = new Map(sources.queries.map(({ qid, text }) => [qid, text]));
  const pairs = judged.flatMap((pair) => {
    const document = documents.get(`${pair.vertical}/${pair.documentId}`);
    const query = queryTexts.get(pair.qid) ?? '';
    return document === undefined ? [] : [{ ...pair, input: { query, document: documentText(document, query) } }];
  });
  return { pairs, missing: judged.length - pairs.length };
}

function judgedPairs({
  queries,
  judgments,
}: Pick<PairSources, 'queries' | 'judgments'>): readonly Omit<PairToGrade, 'input'>[] {
  return queries.flatMap(({ qid, vertical = 'jobs', category = '' }) =>
    [...(judgments.get(qid) ?? [])].map(([documentId, gold]) => ({ qid, vertical, category, documentId, gold })),
  );
}

/** The wanted documents as ingest makes them; lines that ingest refuses are passed over. */
async function* documentsOf(
  file: string,
  vertical: Vertical,
  wanted: ReadonlySet<string>,
  facts: Facts,
): AsyncGenerator<TandemDocument> {
  for await (const { text } of readLines(file)) {
    if (vertical === 'jobs') {
      const checked = validateJob(text);
      if (checked.kind === 'valid' && wanted.has(String(checked.value.id)))
        yield normaliseJob(checked.value, 'evaluation', facts);
    } else {
      const checked = validatePerson(text);
      if (checked.kind === 'valid' && wanted.has(String(checked.value.id)))
        yield normalisePerson(checked.value, 'evaluation', facts);
    }
  }
}
