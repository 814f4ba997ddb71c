/** POST and GET /graphql: has an operation pass the gate, hands it to Apollo Server and its answer back. */

import { type ApolloServer, HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import type { Clock } from '../runtime/clock.ts';
import type { Limits } from '../runtime/limits.ts';
import { addTimes, timingsOf } from '../runtime/timings.ts';
import type { RequestScope } from '../subgraphs/request-context.ts';
import type { Identify } from './callers/identify.ts';
import { createRequestScope } from './callers/request-scope.ts';
import { answeredCoverage } from './calls/answered-coverage.ts';
import type { OpenedOperation, OperationGate } from './gate/operation-gate.ts';
import { type Sent, sentOf, type Till } from './gate/pay-refusals.ts';
import type { OpenedOperations } from './gate/tell-cost.ts';
import { currentRequestId } from './http/error-format.ts';
import type { Answer, AnswerRequest, GatewayRequest } from './http/http.ts';
import { readJson } from './http/parse-json.ts';
import { cacheHeaders } from './operations/cache-policy.ts';
import { bodyParameters, bodyWithText, queryParameters, queryWithText } from './operations/graphql-parameters.ts';

export interface GraphqlRouteSettings {
  readonly clock: Clock;
  readonly server: ApolloServer<RequestScope>;
  readonly identify: Identify;
  readonly gate: OperationGate;
  readonly till: Till;
  readonly opened: OpenedOperations;
  readonly limits: Limits;
  /** Time of one operation. */
  readonly budgetMs: number;
}

export function createGraphqlRoute(settings: GraphqlRouteSettings): AnswerRequest {
  const { clock, server, till, opened } = settings;
  return async (asked) => {
    const { message, url, requestId, signal } = asked;
    const startedMs = clock.nowMs();
    const sent = sentOf(message);
    const { scope, headers, body, operation } = await enter(asked, settings, sent).catch(async (error: unknown) => {
      throw await till.payRefusal(error, sent);
    });
    addTimes(timingsOf(scope), { gate: clock.nowMs() - startedMs });
    opened.add(scope, operation);
    // Who goes away gets back at once what nobody worked for: its next request shall not be refused for it.
    signal.addEventListener('abort', () => void opened.settle(scope, null), { once: true });
    const request = { method: message.method ?? 'GET', headers, search: url.search, body };
    try {
      signal.throwIfAborted();
      const answer = await currentRequestId.run(requestId, () =>
        server.executeHTTPGraphQLRequest({
          httpGraphQLRequest: withText(request, operation, url.searchParams),
          context: async () => scope,
        }),
      );
      return answerOf(answer, message.method, operation, scope);
    } finally {
      // What the server refused before it became an operation has cost nothing.
      await opened.settle(scope, null);
      scope.deadline.end();
    }
  };
}

/** Up to the gate. */
async function enter({ message, url, requestId, signal }: GatewayRequest, settings: GraphqlRouteSettings, sent: Sent) {
  const { identify, gate, till, limits, budgetMs } = settings;
  const caller = await identify(message.headers);
  const headers = headersOf(message.headers);
  const body = message.method === 'POST' ? await readJson(message, limits) : undefined;
  const parameters = message.method === 'POST' ? bodyParameters(body) : queryParameters(url.searchParams, limits);
  signal.throwIfAborted();
  const operation = await gate({ method: message.method, parameters, caller, payer: till.payer(caller, sent) });
  return { scope: createRequestScope(requestId, budgetMs, signal, caller, headers), headers, body, operation };
}

/** A GET of a persisted query changes nothing and shows a foreign page nothing, so browsers need not ask first. */
function withText(request: HTTPGraphQLRequest, { text, isPersisted }: OpenedOperation, query: URLSearchParams) {
  if (text === null) return request;
  if (request.method === 'POST') return { ...request, body: bodyWithText(bodyParameters(request.body), text) };
  if (isPersisted) request.headers.set('apollo-require-preflight', 'persisted');
  return { ...request, search: queryWithText(query, text) };
}

function answerOf(
  answer: HTTPGraphQLResponse,
  method: string | undefined,
  operation: OpenedOperation,
  scope: RequestScope,
): Answer {
  if (answer.body.kind === 'chunked')
    throw new Error('expected one answer, got a stream: the planner was not told to defer');
  const status = answer.status ?? 200;
  // The library writes errors first.
  const hasErrors = answer.body.string.startsWith('{"errors"');
  if (status === 200) operation.register();
  const { maxAge, payer, charge } = operation;
  const { degraded: isDegraded } = answeredCoverage(scope);
  const keeping = cacheHeaders({ method, status, hasErrors, isDegraded, maxAge, isKnown: payer.isKnown });
  const headers = { ...Object.fromEntries(answer.headers), ...keeping, ...charge.headers };
  return { status, headers, body: answer.body.string };
}

function headersOf(headers: Readonly<Record<string, string | string[] | undefined>>): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}
