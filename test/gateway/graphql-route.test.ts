/** The way of a request to the server behind /graphql: who goes away on it pays for what it sent, and nobody works for it. */

import { beforeEach, expect, it, vi } from 'vitest';
import { OpenedOperations } from '../../gateway/gate/tell-cost.ts';
import { createGraphqlRoute, type GraphqlRouteSettings } from '../../gateway/graphql-route.ts';
import type { GatewayRequest } from '../../gateway/http/http.ts';
import type { Deadline } from '../../runtime/deadline.ts';
import { limitsSetting } from '../../runtime/limits.ts';
import type { RequestScope } from '../../subgraphs/request-context.ts';
import { manualClock } from '../helpers/manual-clock.ts';

const message = { method: 'GET', headers: {}, socket: {} };
const url = new URL('http://gateway/graphql?query={__typename}');

const GONE = new Error('gone');
const settle = vi.fn(async () => ({}));
const executeHTTPGraphQLRequest = vi.fn();
const identify = vi.fn(async () => ({}));
const operation = {
  text: null,
  fields: [],
  sentPoints: 3,
  payer: { isKnown: false },
  charge: { settle, headers: {} },
  register: () => undefined,
};
const gate = vi.fn(async () => operation);
const route = createGraphqlRoute({
  clock: manualClock(),
  server: { executeHTTPGraphQLRequest },
  identify,
  gate,
  till: { payer: () => ({}), payRefusal: async (error: unknown) => error },
  opened: new OpenedOperations(),
  limits: limitsSetting.parse(''),
  budgetMs: 1_000,
} as unknown as GraphqlRouteSettings);

let client: AbortController;
beforeEach(() => {
  vi.clearAllMocks();
  client = new AbortController();
});

function ask(): Promise<unknown> {
  const { signal } = client;
  return route({ message, url, requestId: 'r', signal, allowSlowBody: () => undefined } as unknown as GatewayRequest);
}

it('is not charged when its client goes while it is asked who calls', async () => {
  identify.mockImplementationOnce(async () => {
    client.abort(GONE);
    return {};
  });
  await expect(ask()).rejects.toBe(GONE);
  expect(gate).not.toHaveBeenCalled();
});

it('is not watched any longer when it is answered', async () => {
  let deadline: Deadline | undefined;
  executeHTTPGraphQLRequest.mockImplementationOnce(async ({ context }: { context: () => Promise<RequestScope> }) => {
    ({ deadline } = await context());
    return { headers: new Map(), body: { kind: 'complete', string: '{}' } };
  });
  await ask();
  client.abort(GONE);
  expect(deadline?.signal.aborted).toBe(false);
});

it('gets back at once all but what it sent when its client goes while it is charged', async () => {
  gate.mockImplementationOnce(async () => {
    client.abort(GONE);
    return operation;
  });
  await expect(ask()).rejects.toBe(GONE);
  expect(settle).toHaveBeenCalledExactlyOnceWith(3);
  expect(executeHTTPGraphQLRequest).not.toHaveBeenCalled();
});
