/** Fulfils the contract of account: objects by global id, who calls, what they did and keep, and what serves. */

import { savedSearch } from '../account/saved-searches.ts';
import { type ServiceInfo, serviceInfo } from '../account/service.ts';
import { isAnonymous } from '../runtime/caller.ts';
import { badInput } from '../runtime/errors.ts';
import { ARGUMENT_LIMITS } from '../runtime/limits.ts';
import type { Company, Job, Person, Resolvers, Search } from '../schema/generated/account.ts';
import type { SearchContext } from '../search/context.ts';
import { lastingRecordOf } from '../search/lasting-record.ts';
import { objectKindOf } from '../search/objects.ts';
import { type SavedSearch, savedSearchesOf } from '../stores/saved-searches.ts';
import { preferencesOf } from '../stores/viewer-preferences.ts';
import { accountMutations } from './account-mutations.ts';
import { savedSearchPage } from './saved-search-page.ts';
import { DateTime } from './scalars.ts';

/** The default of schema/account.graphql, for clients that send null. */
const DEFAULT_FIRST = 20;

/** Of a document or an employer this is a stub: the subgraph that owns the type adds its fields. */
type NodeStub =
  | (Job & { readonly __typename: 'Job' })
  | (Person & { readonly __typename: 'Person' })
  | (Company & { readonly __typename: 'Company' })
  | (Search & { readonly __typename: 'Search' })
  | (SavedSearch & { readonly __typename: 'SavedSearch' });

/** `versions` stay the same while a process runs. */
export function accountResolvers(versions: Pick<ServiceInfo, 'version' | 'schemaHash' | 'rankerVersion'>): Resolvers {
  return {
    DateTime,
    Query: {
      node: (_root, { id }, context) => nodeOf(id, context),
      nodes: (_root, { ids }, context) => nodesOf(ids, context),
      viewer: (_root, _args, { caller }) => (isAnonymous(caller) ? null : caller),
      service: (_root, _args, { services }) => serviceInfo(services.indexes, versions),
    },
    Mutation: accountMutations,
    Viewer: {
      savedSearches: async (viewer, { first, after }, { services }) =>
        savedSearchPage(
          await savedSearchesOf(services.rows, viewer),
          first ?? DEFAULT_FIRST,
          after ?? null,
          services.signer,
        ),
      preferences: (viewer, _args, { services }) => preferencesOf(services.rows, viewer),
    },
    ViewerPreferences: {
      profile: async ({ profileId }, _args, context) =>
        profileId !== null && (await objectKindOf(profileId, context)) === 'Person' ? { id: profileId } : null,
    },
    SavedSearch: {
      search: ({ record }) => record,
      __resolveReference: ({ id }, { services, caller }) => savedSearch(services.rows, caller, id),
    },
    Search: { __resolveReference: ({ id }, context) => searchOf(id, context) },
    Node: { __resolveType: (node) => (node as NodeStub).__typename },
  };
}

async function nodesOf(ids: readonly string[], context: SearchContext): Promise<readonly (NodeStub | null)[]> {
  if (ids.length > ARGUMENT_LIMITS.nodes)
    throw badInput(`ids may have ${ARGUMENT_LIMITS.nodes} entries, got ${ids.length}`, {
      limit: ARGUMENT_LIMITS.nodes,
      got: ids.length,
    });
  return Promise.all(ids.map((id) => nodeOf(id, context)));
}

async function nodeOf(id: string, context: SearchContext): Promise<NodeStub | null> {
  const kind = await objectKindOf(id, context);
  if (kind === 'Search') return searchOf(id, context);
  if (kind !== null) return { __typename: kind, id };
  const saved = await savedSearch(context.services.rows, context.caller, id);
  return saved && { __typename: 'SavedSearch', ...saved };
}

async function searchOf(
  id: string,
  context: SearchContext,
): Promise<(Search & { readonly __typename: 'Search' }) | null> {
  const record = await lastingRecordOf(id, context);
  return record && { __typename: 'Search', ...record };
}
