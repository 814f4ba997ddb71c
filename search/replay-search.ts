/** Searches again as a kept search was asked, the newest first: what an alert compares with what was there before, and has read. */

import { TandemError } from '../runtime/errors.ts';
import { type AlertList, type AlertSearch, type AlertState, stateAfter, unknownState } from '../stores/alerts.ts';
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../stores/attribute-names.ts';
import type { Vertical } from '../stores/documents.ts';
import type { SavedRecord } from '../stores/saved-searches.ts';
import { callerSeeing, mayRead } from './access.ts';
import type { SearchContext, SearchServices } from './context.ts';
import { keptPrivate } from './private-record.ts';
import { readFitting } from './read-fitting.ts';
import { type KeptSearch, type RecordedRequest, requestOfKey, searchRecordOf } from './records.ts';
import { runSearch } from './search.ts';
import type { SearchRequest } from './types.ts';

/** Of the list of one run; its ids are kept until the next. */
const MAX_LISTED = 2_000;

const DATES = { jobs: JOB_COLUMNS.postedAt, people: PEOPLE_COLUMNS.updatedAt } as const satisfies Record<
  Vertical,
  string
>;

type Asked = Pick<KeptSearch, 'vertical'> & { readonly request: unknown };
type Member = Parameters<typeof callerSeeing>[2];

/** The member with what they might see when they searched; for callers that no store knows. */
export function callerAsKept({ vertical, request }: Asked, member: Member) {
  return callerSeeing(request as RecordedRequest, vertical, member);
}

/**
 * Null for a caller who may not search there any more. A list that lacks anything because something was away is none:
 * throws DEADLINE_EXCEEDED.
 */
export async function replaySearch(saved: SavedRecord, context: SearchContext): Promise<AlertSearch | null> {
  const { vertical, request } = keptPrivate(saved);
  if (!mayRead(context.caller, vertical)) return null;
  // Nobody reads how it was understood, so no LLM is to phrase it.
  const { phrasing: _phrasing, ...services } = context.services;
  const asked = newestFirst(requestOfKey((request as RecordedRequest).key));
  const unphrased = { ...context, services };
  const { searchId, coverage } = await runSearch(asked, unphrased);
  const record = await searchRecordOf(searchId, context);
  if (coverage.degraded || record === null) {
    const why = coverage.reasons.join(', ') || 'its record is gone';
    throw new TandemError('DEADLINE_EXCEEDED', `expected the whole list of a saved search, got a part of it: ${why}`);
  }
  return { list: listOf(record, services), read: (ids) => readFitting(ids, record, asked, unphrased) };
}

function newestFirst(request: SearchRequest): SearchRequest {
  return request.vertical === 'jobs'
    ? { ...request, sort: 'NEWEST', diversify: 'NONE', broaden: false }
    : { ...request, sort: 'RECENTLY_UPDATED', broaden: false };
}

/** Dates are those of now: what was taken out meanwhile has none to be told by, and is left out. */
function listOf(
  { vertical, results, indexVersion }: KeptSearch,
  { indexes }: Pick<SearchServices, 'indexes'>,
): AlertList {
  const snapshot = indexes.current(vertical);
  const { numbers } = snapshot.attributes.numbers(DATES[vertical]);
  const documents = results.slice(0, MAX_LISTED).flatMap(({ documentId: id }) => {
    const position = snapshot.positionOf(id);
    const dateMs = position === undefined ? undefined : numbers[position];
    if (dateMs === undefined) return [];
    return [{ id, dateMs: Number.isNaN(dateMs) ? null : dateMs }];
  });
  return { indexVersion, documents, isCut: results.length > MAX_LISTED };
}

/** Where the alert of a search begins: what was there when it was asked is not new. */
export function stateWhenAsked({
  request,
  results,
  totalCount,
  coverage,
  submittedAt,
  indexVersion,
}: KeptSearch): AlertState {
  const askedMs = Date.parse(submittedAt);
  // A list that is folded, cut or in part a wider search is not all that matched.
  const isWhole = results.length === totalCount && results.length <= MAX_LISTED && !coverage.degraded;
  if (!isWhole || requestOfKey(request.key).broaden) return { ...unknownState(askedMs), ids: idsOf(results) };
  const documents = idsOf(results).map((id) => ({ id, dateMs: null }));
  return stateAfter({ indexVersion, documents, isCut: false }, askedMs, null);
}

const idsOf = (results: KeptSearch['results']): readonly string[] =>
  results.slice(0, MAX_LISTED).map(({ documentId }) => documentId);
