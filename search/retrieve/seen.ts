/** Leaves out what the caller knows already, as the events tell. */
import { isAnonymous } from '../../runtime/caller.ts';
import { seenDocuments } from '../../stores/activity.ts';
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import { memberKey } from '../../stores/rows.ts';
import type { SearchContext } from '../context.ts';
import type { SearchRequest } from '../types.ts';
import { type FilterPart, noneOf } from './filters.ts';

/** Of schema/jobs.graphql: ids travel with the filter to the workers, 25 bytes each. */
const MAX_SEEN = 2_000;
const ID_COLUMNS = { jobs: JOB_COLUMNS.id, people: PEOPLE_COLUMNS.id } as const;

/** Nothing unless the request asks for it. */
export async function seenParts(
  { filter, vertical }: SearchRequest,
  { services, caller }: Pick<SearchContext, 'services' | 'caller'>,
): Promise<readonly FilterPart[]> {
  // What anonymous callers saw is nobody's.
  if (filter.excludeSeen !== true || isAnonymous(caller)) return [];
  const snapshot = services.indexes.current(vertical);
  const seen = await seenDocuments(services.rows, memberKey(caller));
  const ids = [...new Set(seen.map(({ documentId }) => documentId))];
  const present = ids.filter((id) => snapshot.positionOf(id) !== undefined);
  return noneOf(ID_COLUMNS[vertical], present.slice(0, MAX_SEEN));
}
