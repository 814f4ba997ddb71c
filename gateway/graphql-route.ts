/** POST and GET /graphql: hands an HTTP request to Apollo Server and its answer back. */

import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { RequestScope } from '../subgraphs/request-context.ts';
import { currentRequestId } from './error-format.ts';
import { type Answer, type GatewayRequest, readJson } from './http.ts';
import type { Identify } from './identify.ts';
import { createRequestScope } from './request-scope.ts';

export type AnswerGraphql = (request: GatewayRequest) => Promise<Answer>;

/** `budgetMs`: time of one operation. */
export function createGraphqlRoute(
  server: ApolloServer<RequestScope>,
  identify: Identify,
  budgetMs: number,
): AnswerGraphql {
  return async ({ message, url, requestId, signal }) => {
    const caller = await identify(message.headers);
    const headers = headersOf(message.headers);
    const body = message.method === 'POST' ? await readJson(message) : undefined;
    const answer = await currentRequestId.run(requestId, () =>
      server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: message.method ?? 'GET',
          headers,
          search: url.search,
          body,
        },
        context: async () => createRequestScope(requestId, budgetMs, signal, caller, headers),
      }),
    );
    if (answer.body.kind === 'chunked')
      throw new Error('expected one answer, got a stream: the planner was not told to defer');
    return { status: answer.status ?? 200, headers: Object.fromEntries(answer.headers), body: answer.body.string };
  };
}

function headersOf(headers: Readonly<Record<string, string | string[] | undefined>>): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}
