/** The lists of saved searches: those of a member, and what one of them has found since it was looked at. */

import { newestFirst } from '../account/new-results.ts';
import type { SavedSearchNewResultsArgs, ViewerSavedSearchesArgs } from '../schema/generated/account.ts';
import type { SearchContext } from '../search/context.ts';
import { isStillFound } from '../search/still-shown.ts';
import { type ToldResult, toldWithout } from '../stores/alerts.ts';
import { type SavedSearch, savedSearchesOf } from '../stores/saved-searches.ts';
import { newestFirstPage } from './newest-first-page.ts';

/** The defaults of schema/account.graphql, for clients that send null. */
const FIRST = { savedSearches: 20, newResults: 10 } as const;

export async function savedSearchPage({ first, after }: Partial<ViewerSavedSearchesArgs>, context: SearchContext) {
  const { services, caller } = context;
  const rows = await savedSearchesOf(services.rows, caller);
  const placeOf = ({ createdAt, id }: SavedSearch) => ({ at: createdAt, id });
  return newestFirstPage(
    { name: 'saved-search', rows, placeOf },
    first ?? FIRST.savedSearches,
    after ?? null,
    services.signer,
  );
}

export async function newResultsPage(
  { id, record }: SavedSearch,
  { first, after }: Partial<SavedSearchNewResultsArgs>,
  context: SearchContext,
) {
  const told = (await toldToCaller(context)).get(id) ?? [];
  const rows = newestFirst(told, (documentId) => isStillFound(documentId, context));
  const placeOf = ({ foundAt, documentId }: ToldResult) => ({ at: foundAt, id: documentId });
  const list = { name: `new-result ${id}`, rows, placeOf };
  const page = newestFirstPage(list, first ?? FIRST.newResults, after ?? null, context.services.signer);
  const nodeOf = ({ documentId }: ToldResult) =>
    ({ __typename: record.vertical === 'jobs' ? 'Job' : 'Person', id: documentId }) as const;
  return {
    ...page,
    edges: page.edges.map(({ node, cursor }) => ({ cursor, node: nodeOf(node), foundAt: node.foundAt })),
    nodes: page.nodes.map(nodeOf),
  };
}

type Told = ReturnType<typeof toldWithout>;
const MEMO = 'newResults';

/** One read a request, however many saved searches it asks for. */
function toldToCaller({ memo, services, caller }: SearchContext): Told {
  const known = memo.get(MEMO) as Told | undefined;
  const told = known ?? toldWithout('alerts-seen', services.rows, caller);
  memo.set(MEMO, told);
  return told;
}

/** After a mutation that changes them. */
export const forgetTold = ({ memo }: SearchContext): boolean => memo.delete(MEMO);
