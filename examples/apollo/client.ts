/** Apollo Client for Tandem: pages of one search become one list, and refused requests are tried again when the server says. */

import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, ServerError } from '@apollo/client';
import { RetryLink } from '@apollo/client/link/retry';
import { relayStylePagination } from '@apollo/client/utilities';

/** One list for each input; `first` and `after` only say which part of it. */
const cacheSettings = {
  typePolicies: {
    Query: {
      fields: { jobSearch: relayStylePagination(['input']), peopleSearch: relayStylePagination(['input']) },
    },
  },
};

const retries = new RetryLink({
  attempts: (count, _operation, error) => count < 3 && ServerError.is(error) && [429, 503].includes(error.statusCode),
  delay: (_count, _operation, error) =>
    1_000 * Number((ServerError.is(error) && error.response.headers.get('retry-after')) || 1),
});

export function createApolloClient(url: string, key?: string): ApolloClient {
  const http = new HttpLink({
    uri: url,
    headers: {
      // Errors of a whole request then come with their HTTP status, which the retries look at.
      accept: 'application/json',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
  });
  return new ApolloClient({ link: ApolloLink.from([retries, http]), cache: new InMemoryCache(cacheSettings) });
}
