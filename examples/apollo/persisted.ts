/** Apollo Client that sends hashes instead of texts, by GET: the hashes are those of the manifest that its build wrote. */

import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { relayStylePagination } from '@apollo/client/utilities';
import { generatePersistedQueryIdsFromManifest } from '@apollo/persisted-query-lists';
import type { ApolloManifest } from '../persisted/to-manifest.ts';

/** `send` is fetch, unless a test or a worker has its own. */
export function createPersistedClient(url: string, manifest: ApolloManifest, send: typeof fetch = fetch): ApolloClient {
  const hashes = generatePersistedQueryIdsFromManifest({
    loadManifest: async () => ({ operations: [...manifest.operations] }),
  });
  const persisted = new PersistedQueryLink({ ...hashes, useGETForHashedQueries: true });
  // Without a body a browser needs this header to be let through the guard against forged requests.
  const http = new HttpLink({ uri: url, fetch: send, headers: { 'apollo-require-preflight': 'true' } });
  const cache = new InMemoryCache({
    typePolicies: { Query: { fields: { jobSearch: relayStylePagination(['input']) } } },
  });
  return new ApolloClient({ link: ApolloLink.from([persisted, http]), cache });
}
