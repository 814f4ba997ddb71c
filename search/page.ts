/** Cuts a page out of a kept search: the first one, or the one after a cursor. */
import { badInput } from '../runtime/errors.ts';
import type { RecordedResult } from '../stores/search-records.ts';
import type { SearchContext } from './context.ts';
import { openCursor, sealCursor, sealMatch } from './match-ids.ts';
import { isReadableBy, type KeptSearch, recordLoader, requestKey } from './records.ts';
import { MAX_NEAREST } from './retrieve/nearest-above.ts';
import { isStillShown } from './still-shown.ts';
import type { SearchEdge, SearchPage, SearchRequest } from './types.ts';

/** `position` is how many results lie before the page. */
export function pageOf(
  record: KeptSearch,
  position: number,
  request: SearchRequest,
  context: SearchContext,
): SearchPage {
  const rows = shownRows(record, position, request.first + 1, context);
  const wanted: readonly string[] = request.facets;
  return {
    searchId: record.id,
    vertical: record.vertical,
    text: record.text,
    correctedText: record.correctedText,
    submittedAt: record.submittedAt,
    edges: rows.slice(0, request.first).map((row) => edgeOf(record.id, row.result, row.position, context)),
    hasNextPage: rows.length > request.first,
    hasPreviousPage: position > 0 && record.results.length > 0,
    totalCount: record.totalCount,
    totalCountRelation: record.totalCount < MAX_NEAREST ? 'EXACT' : 'AT_LEAST',
    facets: record.facets.filter((facet) => wanted.includes(facet.field)),
    coverage: record.coverage,
    notices: record.notices,
  };
}

interface Row {
  readonly result: RecordedResult;
  /** 1-based, in the whole list. */
  readonly position: number;
}

/** At most `count` rows behind a position, without people who show less of themselves since. */
function shownRows(
  { results, vertical }: KeptSearch,
  behind: number,
  count: number,
  context: SearchContext,
): readonly Row[] {
  const rows: Row[] = [];
  for (let at = behind; at < results.length && rows.length < count; at++) {
    const result = results[at];
    if (result !== undefined && isStillShown(result, vertical, context)) rows.push({ result, position: at + 1 });
  }
  return rows;
}

function edgeOf(searchId: string, result: RecordedResult, position: number, { services }: SearchContext): SearchEdge {
  const document = { id: result.documentId, version: result.documentVersion };
  return {
    cursor: sealCursor({ searchId, position }, services.signer),
    documentId: document.id,
    documentVersion: document.version,
    matchId: sealMatch({ searchId, document }, services.signer),
    position,
  };
}

/** The page after a cursor: one read, nothing is searched or scored again. Throws BAD_USER_INPUT for a cursor that does not fit. */
export async function pageAfter(cursor: string, request: SearchRequest, context: SearchContext): Promise<SearchPage> {
  const key = openCursor(cursor, context.services.signer);
  if (key === null)
    throw badInput('after is no cursor of this service; pass pageInfo.endCursor or the cursor of an edge unchanged');
  const record = await recordLoader(context).load(key.searchId);
  if (record === null) throw badInput('this search is older than 24 hours, start it again');
  const isSame = record.request.key === requestKey(request) && isReadableBy(context.caller, record);
  if (!isSame) {
    throw badInput(
      'after belongs to another search; text, filter and sort must be those of the search that gave the cursor',
    );
  }
  const missing = request.facets.filter((facet) => !record.request.facets.includes(facet));
  if (missing.length > 0) throw badInput(`facets are counted with the first page; ask for ${missing.join(', ')} there`);
  return pageOf(record, key.position, request, context);
}
