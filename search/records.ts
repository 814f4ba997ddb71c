/** The record of a search: how it is written once, and how pages, matches and traces read it. */
import DataLoader from 'dataloader';
import type { Caller } from '../runtime/caller.ts';
import { ARGUMENT_LIMITS } from '../runtime/limits.ts';
import { SEARCH_RECORD_TTL_MS, type SearchRecord } from '../stores/search-records.ts';
import { mayRead, type Sight, seesAsMuch, sightOf } from './access.ts';
import type { SearchContext } from './context.ts';
import { keptPrivate } from './private-record.ts';
import type { Coverage, Facet, Notice, RankingTrace, SearchRequest, Understanding } from './types.ts';

/** What the record keeps of the request: all that decides the list; a page of another list is refused. */
export interface RecordedRequest extends Sight {
  readonly key: string;
  readonly facets: readonly string[];
  /** `Caller.id` of the only one who may read it, because something of their profile stands in it. */
  readonly member?: string;
}

/** A record with the types of this folder in place of the store's JSON. */
export interface KeptSearch extends SearchRecord {
  readonly request: RecordedRequest;
  readonly understanding: Understanding;
  readonly coverage: Coverage;
  readonly notices: readonly Notice[];
  readonly trace: RankingTrace;
  readonly facets: readonly Facet[];
}

/** Equal for requests that have the same list, whatever page and facets they want. */
export function requestKey(request: SearchRequest): string {
  const { first, after, facets, facetLimit, ...list } = request;
  return JSON.stringify(list, (_, value: unknown) => (isPlainObject(value) ? sortedWithoutNulls(value) : value));
}

/** The request that a record was made by, without what its caller may see: the same list again, whatever page and facets it had. */
export function requestOfKey(key: string): SearchRequest {
  const { tenant, within, seesHidden, ...list } = JSON.parse(key);
  const page = { text: null, language: null, first: ARGUMENT_LIMITS.first, after: null, facets: [], facetLimit: 1 };
  return { ...page, ...list } as SearchRequest;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Null and absent mean the same, and so does any order of fields. */
function sortedWithoutNulls(value: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

type RecordLoader = DataLoader<string, KeptSearch | null>;

/** One read a search and request, whoever asks. */
export function recordLoader(context: SearchContext): RecordLoader {
  const known = context.memo.get('recordLoader') as RecordLoader | undefined;
  if (known !== undefined) return known;
  const loader: RecordLoader = new DataLoader((ids) => Promise.all(ids.map((id) => readRecord(id, context))));
  context.memo.set('recordLoader', loader);
  return loader;
}

async function readRecord(id: string, { services }: SearchContext): Promise<KeptSearch | null> {
  const near = services.memory.records.get(id);
  const isFresh =
    near !== undefined && services.clock.date().getTime() < Date.parse(near.submittedAt) + SEARCH_RECORD_TTL_MS;
  const record = isFresh ? near : await services.searchRecords.get(id);
  return record === null ? null : (keptPrivate(record) as KeptSearch);
}

/** Null when the id is unknown, older than 24 hours, of another tenant, read with another member's profile, or found among what this caller may not see. */
export async function searchRecordOf(searchId: string, context: SearchContext): Promise<KeptSearch | null> {
  const record = await recordLoader(context).load(searchId);
  return record !== null && isReadableBy(context.caller, record) ? record : null;
}

/** Whether a caller may read what was found: also who saved the search, after the scope is gone. */
export function isReadableBy(caller: Caller, { vertical, request }: Pick<KeptSearch, 'vertical' | 'request'>): boolean {
  if (!mayRead(caller, vertical) || (request.member ?? caller.id) !== caller.id) return false;
  return seesAsMuch(sightOf(caller, vertical), request);
}
