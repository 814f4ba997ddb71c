/** The way of a request to the server behind /graphql: who goes away on it pays nothing, and nobody works for it. */

import { beforeEach, expect, it, vi } from 'vitest';
import { OpenedOperations } from '../../gateway/gate/tell-cost.ts';
import { createGraphqlRoute, type GraphqlRouteSettings } from '../../gateway/graphql-route.ts';
import type { GatewayRequest } from '../../gateway/http/http.ts';
import { limitsSetting } from '../../runtime/limits.ts';
import { manualClock } from '../helpers/manual-clock.ts';

const message = { method: 'GET', headers: {}, socket: {} };
const url = new URL('http://gateway/graphql?query={__typename}');

const GONE = new Error('gone');
const settle = vi.fn(async () => ({}));
const executeHTTPGraphQLRequest = vi.fn();
const identify = vi.fn(async () => ({}));
const gate = vi.fn(async () => ({ charge: { settle }, fields: [], sentPoints: 0 }));
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

it('gets everything back at once when its client goes while it is charged', async () => {
  gate.mockImplementationOnce(async () => {
    client.abort(GONE);
    return { charge: { settle }, fields: [], sentPoints: 0 };
  });
  await expect(ask()).rejects.toBe(GONE);
  expect(settle).toHaveBeenCalledExactlyOnceWith(0);
  expect(executeHTTPGraphQLRequest).not.toHaveBeenCalled();
});
