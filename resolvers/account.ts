/** Fulfils the contract of account: objects by global id, who calls, and what serves. */

import { type ServiceInfo, serviceInfo } from '../account/service.ts';
import { badInput } from '../runtime/errors.ts';
import type { Job, Person, Resolvers, Search } from '../schema/generated/account.ts';
import type { SearchContext } from '../search/context.ts';
import { objectKindOf } from '../search/objects.ts';
import { searchRecordOf } from '../search/records.ts';
import { DateTime } from './scalars.ts';

const MAX_NODES = 100;

/** A stub of a document: the subgraph that owns the type adds its fields. */
type NodeStub =
  | (Job & { readonly __typename: 'Job' })
  | (Person & { readonly __typename: 'Person' })
  | (Search & { readonly __typename: 'Search' });

/** `versions` stay the same while a process runs. */
export function accountResolvers(versions: Pick<ServiceInfo, 'version' | 'schemaHash' | 'rankerVersion'>): Resolvers {
  return {
    DateTime,
    Query: {
      node: (_root, { id }, context) => nodeOf(id, context),
      nodes: (_root, { ids }, context) => nodesOf(ids, context),
      viewer: (_root, _args, { caller }) => caller,
      service: (_root, _args, { services }) => serviceInfo(services.indexes, versions),
    },
    Search: { __resolveReference: ({ id }, context) => searchOf(id, context) },
    Node: { __resolveType: (node) => (node as NodeStub).__typename },
  };
}

async function nodesOf(ids: readonly string[], context: SearchContext): Promise<readonly (NodeStub | null)[]> {
  if (ids.length > MAX_NODES)
    throw badInput(`ids may have ${MAX_NODES} entries, got ${ids.length}`, { limit: MAX_NODES, got: ids.length });
  return Promise.all(ids.map((id) => nodeOf(id, context)));
}

async function nodeOf(id: string, context: SearchContext): Promise<NodeStub | null> {
  const kind = await objectKindOf(id, context);
  if (kind === 'Job' || kind === 'Person') return { __typename: kind, id };
  return kind === 'Search' ? searchOf(id, context) : null;
}

async function searchOf(
  id: string,
  context: SearchContext,
): Promise<(Search & { readonly __typename: 'Search' }) | null> {
  const record = await searchRecordOf(id, context);
  return (
    record && {
      __typename: 'Search',
      id: record.id,
      text: record.text,
      correctedText: record.correctedText,
      submittedAt: record.submittedAt,
    }
  );
}
