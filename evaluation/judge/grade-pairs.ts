/** Has a judge grade pairs batch by batch, keeps each batch at once, and stops when nothing but failures comes. */

import { badInput, type TandemError } from '../../runtime/errors.ts';
import { stableId } from '../../runtime/ids.ts';
import type { GradeLog, GradeRow } from './grade-log.ts';
import { gradeOf, type Judge, type JudgeInput, type Verdict } from './judge.ts';

/** What is graded: texts, and the names under which the grade is kept. */
export interface GradablePair {
  readonly qid: string;
  /** As in the input file. */
  readonly documentId: string;
  readonly input: JudgeInput;
}

/** A pair without its texts, with the judge's grade 0..4. */
export type Graded<Pair extends GradablePair> = Omit<Pair, 'input'> & { readonly judge: number };

export interface GradingFailure {
  readonly qid: string;
  readonly documentId: string;
  readonly reason: string;
}

export interface GradingRun<Pair extends GradablePair> {
  readonly graded: readonly Graded<Pair>[];
  readonly failures: readonly GradingFailure[];
  /** Pairs that an earlier run graded. */
  readonly reused: number;
}

/** An endpoint that is away or refuses the key fails every pair alike; one hard document does not. */
const MAX_FAILURES_IN_A_ROW = 16;

/** A pair and the key of its grade in the log. */
interface KeyedPair {
  readonly pair: GradablePair;
  readonly key: string;
}

/**
 * Pairs in the log are not graded again; failed ones are not logged, so that the next run tries them once more.
 * `onProgress` hears how many of the pairs not yet in the log are done, first 0. Throws BAD_USER_INPUT when 16 pairs
 * in a row failed or no pair has a grade; what was graded is in the log.
 */
export async function gradePairs<Pair extends GradablePair>(
  pairs: readonly Pair[],
  judge: Judge,
  log: GradeLog,
  onProgress: (done: number, total: number) => void,
): Promise<GradingRun<Pair>> {
  const keyed = pairs.map((pair) => ({ pair, key: stableId(judge.version, pair.input.query, pair.input.document) }));
  const rows = new Map(log.known);
  const open = keyed.filter(({ key }) => !rows.has(key));
  const failures: GradingFailure[] = [];
  let failedInARow = 0;
  onProgress(0, open.length);
  for (let start = 0; start < open.length; start += judge.batchSize) {
    const batch = open.slice(start, start + judge.batchSize);
    const outcomes = await gradeBatch(batch, judge);
    const added = outcomes.filter((outcome) => 'pair' in outcome);
    if (added.length > 0) await log.add(added);
    for (const row of added) rows.set(row.pair, row);
    for (const outcome of outcomes) {
      failedInARow = 'pair' in outcome ? 0 : failedInARow + 1;
      if (!('pair' in outcome)) failures.push(outcome);
    }
    onProgress(start + batch.length, open.length);
    if (failedInARow >= MAX_FAILURES_IN_A_ROW) throw nothingButFailures(judge, failures, failedInARow);
  }
  const graded = keyed.flatMap(({ pair, key }) => gradedPair(pair, rows.get(key)));
  if (graded.length === 0 && failures.length > 0) throw nothingButFailures(judge, failures, failures.length);
  return { graded, failures, reused: keyed.length - open.length };
}

/** A row of the log for each verdict with a grade, else why there is none; in the order of the batch. */
async function gradeBatch(batch: readonly KeyedPair[], judge: Judge): Promise<readonly (GradeRow | GradingFailure)[]> {
  const verdicts = await judge.grade(batch.map(({ pair }) => pair.input));
  return batch.map(({ pair: { qid, documentId }, key }, index) => {
    const verdict = verdicts[index] ?? missingVerdict(batch.length, verdicts.length);
    if (verdict.kind === 'failed') return { qid, documentId, reason: verdict.reason };
    const probabilities = [...verdict.probabilities];
    return { qid, document: documentId, judge: judge.version, pair: key, probabilities, reason: verdict.reason };
  });
}

function gradedPair<Pair extends GradablePair>(
  { input: _, ...judged }: Pair,
  row: GradeRow | undefined,
): readonly Graded<Pair>[] {
  return row === undefined ? [] : [{ ...judged, judge: gradeOf(row.probabilities) }];
}

function missingVerdict(expected: number, came: number): Verdict {
  return { kind: 'failed', reason: `expected ${expected} verdicts of the judge, got ${came}` };
}

function nothingButFailures(judge: Judge, failures: readonly GradingFailure[], count: number): TandemError {
  const last = failures.at(-1)?.reason ?? '';
  return badInput(
    `expected grades of the judge ${judge.version}, got ${count} failures in a row, the last: ${last}. With --out, what was graded before is kept; run the same command again when the cause is gone`,
  );
}
