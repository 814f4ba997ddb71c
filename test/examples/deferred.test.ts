/** The example of @defer with Apollo Client, run against the streaming endpoint of a gateway. */

import '../helpers/fake-the-search.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStreamingClient, showPage } from '../../examples/streaming/deferred.ts';
import { type RunningGateway, startGateway } from '../gateway/gateway-shapes.ts';
import { createTestServices, testConfig } from '../gateway/test-services.ts';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await startGateway('in one process', testConfig(), createTestServices().services);
});
afterAll(() => gateway.stop());

it('Apollo Client shows the page first, and the reasons when they come', async () => {
  const shown: (readonly string[])[] = [];
  await showPage(createStreamingClient(`${gateway.url}/graphql/stream`), 'nurse', (lines) => shown.push(lines));
  expect(shown[0]).toEqual(['Nurse 0', 'Nurse 1', 'Nurse 2']);
  expect(shown.at(-1)).toEqual(['Nurse 0', 'Nurse 1', 'Nurse 2'].map((title) => `${title}: Title fits.`));
});
