/** urql for Tandem: a normalised cache that joins the pages of one search, and the caller's key in every request. */

import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';

/** Objects without an id of their own are part of what they stand in. */
const part = (): null => null;

export function createUrqlClient(url: string, key?: string): Client {
  const cache = cacheExchange({
    keys: { JobSearchConnection: part, JobSearchEdge: part, Company: part, Coverage: part },
    resolvers: { Query: { jobSearch: relayPagination(), peopleSearch: relayPagination() } },
  });
  return new Client({
    url,
    exchanges: [cache, fetchExchange],
    preferGetMethod: false,
    fetchOptions: () => ({ headers: key === undefined ? {} : { authorization: `Bearer ${key}` } }),
  });
}
