/** A page of a member's saved searches; a cursor stays good when searches are saved or deleted meanwhile. */

import { badInput } from '../runtime/errors.ts';
import type { Signer } from '../runtime/ids.ts';
import { ARGUMENT_LIMITS } from '../runtime/limits.ts';
import type { SavedSearch } from '../stores/saved-searches.ts';

const CURSOR = 'saved-search';

/** Throws BAD_USER_INPUT for a page size outside its limits and for a cursor of another list. `saved`: all, newest first. */
export function savedSearchPage(saved: readonly SavedSearch[], first: number, after: string | null, signer: Signer) {
  if (first < 1 || first > ARGUMENT_LIMITS.first)
    throw badInput(`first must be 1 to ${ARGUMENT_LIMITS.first}, got ${first}`);
  const rest = after === null ? saved : behind(saved, openCursor(after, signer));
  const edges = rest.slice(0, first).map((node) => ({ node, cursor: signer.seal(CURSOR, [node.createdAt, node.id]) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    totalCount: saved.length,
    pageInfo: {
      hasNextPage: rest.length > edges.length,
      hasPreviousPage: rest.length < saved.length,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

interface Place {
  readonly createdAt: string;
  readonly id: string;
}

function openCursor(cursor: string, signer: Signer): Place {
  const [createdAt, id] = signer.open(CURSOR, cursor) ?? [];
  if (createdAt === undefined || id === undefined)
    throw badInput('after is no cursor of saved searches; pass pageInfo.endCursor or the cursor of an edge unchanged');
  return { createdAt, id };
}

/** By the order of the list, and not by the row, which may be gone. */
function behind(saved: readonly SavedSearch[], place: Place): readonly SavedSearch[] {
  const placeMs = Date.parse(place.createdAt);
  return saved.filter(({ createdAt, id }) => {
    const ms = Date.parse(createdAt);
    return ms < placeMs || (ms === placeMs && id > place.id);
  });
}
