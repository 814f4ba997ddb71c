/** Says which documents that a search has found a good page of it would show: those that it names, and those that the ranker finds relevant. */

import { TandemError } from '../runtime/errors.ts';
import type { AlertReading } from '../stores/alerts.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import { asSeenBy } from './access.ts';
import type { SearchContext } from './context.ts';
import { startExecution, timed } from './execution.ts';
import { gradeOf, isRelevant } from './rank/grade.ts';
import type { RankedCandidate } from './rank/order-candidates.ts';
import { namedIn } from './rank/present-named-first.ts';
import { rankMatches } from './rank/rank-matches.ts';
import { readQuestion } from './read-question.ts';
import type { KeptSearch } from './records.ts';
import type { Candidate } from './retrieve/candidate.ts';
import type { SearchRequest } from './types.ts';

/**
 * As a page of `request` is ranked, though of `ids` alone and the best of retrieval first; ids that are not among the results
 * of `record` any more are left out. Where no page is ranked (no text, a name) all fit. Throws DEADLINE_EXCEEDED when the
 * ranker read none of them.
 */
export async function readFitting(
  ids: readonly string[],
  record: KeptSearch,
  request: SearchRequest,
  context: SearchContext,
): Promise<AlertReading> {
  const { indexes, manifest } = context.services;
  const snapshot = indexes.current(record.vertical);
  const found = candidatesOf(ids, record, snapshot);
  if (found.length === 0) return { fitting: [], unread: [] };
  const asked = asSeenBy(context.caller, { ...request, sort: 'RELEVANCE' } as SearchRequest);
  const { understood, question, execution } = await readQuestion(asked, snapshot, startExecution(context));
  const isNamed = namedIn(understood, snapshot);
  const [named, others] = parted(found, ({ position }) => isNamed?.[position] === 1);
  const ranking = await timed('rank', execution, () =>
    rankMatches(question, asked, { candidates: others }, snapshot, execution),
  );
  const { planned, ranked, candidates, reasons } = ranking;
  if (planned > 0 && ranked === 0) {
    const why = reasons.join(', ');
    throw new TandemError(
      'DEADLINE_EXCEEDED',
      `expected the ranker to read what a saved search newly finds, got ${why}`,
    );
  }
  const [read, unread] = planned === 0 ? [candidates, []] : parted(candidates, ({ relevance }) => relevance !== null);
  const fits = ({ relevance }: RankedCandidate): boolean =>
    relevance === null || isRelevant(gradeOf(manifest, relevance));
  const idsOf = (some: readonly Candidate[]) => some.map(({ position }) => snapshot.ids[position] ?? '');
  return { fitting: [...idsOf(named), ...idsOf(read.filter(fits))], unread: idsOf(unread) };
}

function candidatesOf(ids: readonly string[], { results }: KeptSearch, snapshot: IndexSnapshot): readonly Candidate[] {
  const wanted = new Set(ids);
  const found = results.flatMap(({ documentId, retrievalScore: score }) => {
    const position = wanted.has(documentId) ? snapshot.positionOf(documentId) : undefined;
    return position === undefined ? [] : [{ position, score }];
  });
  return found.sort((a, b) => b.score - a.score);
}

function parted<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
