/** A page of what a member has, the newest first; a cursor stays good when rows come or go meanwhile. */

import { badInput } from '../runtime/errors.ts';
import type { Signer } from '../runtime/ids.ts';
import { ARGUMENT_LIMITS } from '../runtime/limits.ts';

/** What the list is ordered by: time, then id. */
interface Place {
  readonly at: string;
  readonly id: string;
}

export interface NewestFirst<T> {
  /** Keeps the cursors of one list from passing for those of another. */
  readonly name: string;
  /** All, in order. */
  readonly rows: readonly T[];
  readonly placeOf: (row: T) => Place;
}

/** Throws BAD_USER_INPUT for a page size outside its limits and for a cursor of another list. */
export function newestFirstPage<T>(list: NewestFirst<T>, first: number, after: string | null, signer: Signer) {
  if (first < 1 || first > ARGUMENT_LIMITS.first)
    throw badInput(`first must be 1 to ${ARGUMENT_LIMITS.first}, got ${first}`);
  const { name, rows, placeOf } = list;
  const rest = after === null ? rows : behind(list, openCursor(name, after, signer));
  const edges = rest.slice(0, first).map((node) => ({ node, cursor: sealCursor(name, placeOf(node), signer) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    totalCount: rows.length,
    pageInfo: {
      hasNextPage: rest.length > edges.length,
      hasPreviousPage: rest.length < rows.length,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

const sealCursor = (name: string, { at, id }: Place, signer: Signer): string => signer.seal(name, [at, id]);

function openCursor(name: string, cursor: string, signer: Signer): Place {
  const [at, id] = signer.open(name, cursor) ?? [];
  if (at === undefined || id === undefined)
    throw badInput('after is no cursor of this list; pass pageInfo.endCursor or the cursor of an edge unchanged');
  return { at, id };
}

/** By the order of the list, and not by the row, which may be gone. */
function behind<T>({ rows, placeOf }: NewestFirst<T>, place: Place): readonly T[] {
  const placeMs = Date.parse(place.at);
  return rows.filter((row) => {
    const { at, id } = placeOf(row);
    const ms = Date.parse(at);
    return ms < placeMs || (ms === placeMs && id > place.id);
  });
}
