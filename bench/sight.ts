/**
 * What being seen costs: CPU of a request with traces off, told its timings, and traced; and beside it what the switched-off
 * parts of a request take by themselves. The least of all rounds, as other programs run here too.
 * Run: npm run bench:sight
 */

import { loadavg } from 'node:os';
import { parse } from 'graphql';
import { Pool } from 'undici';
import { anonymousCaller } from '../account/viewer.ts';
import { textTable } from '../cli/text-table.ts';
import { createRequestScope } from '../gateway/callers/request-scope.ts';
import { observeSubgraph } from '../gateway/calls/observe-subgraph.ts';
import { systemClock } from '../runtime/clock.ts';
import { startTracing } from '../runtime/start-tracing.ts';
import { addTimes, TIMINGS_HEADER, timingsOf } from '../runtime/timings.ts';
import { traced } from '../runtime/traces.ts';
import { keepPeopleTexts } from '../subgraphs/people-texts.ts';
import { startGateway } from '../test/gateway/gateway-shapes.ts';
import { createTestServices, testConfig } from '../test/gateway/test-services.ts';
import { startTraceCollector } from '../test/helpers/trace-collector.ts';
import { roundedTo } from './quantiles.ts';

const [ROUNDS, WARM, REQUESTS, PARTS] = [7, 300, 300, 5_000];
const QUERY = '{ service { version indexVersion } }';

const sink = await startTraceCollector();
const gateway = await startGateway('in one process', testConfig(), createTestServices().services);
const client = new Pool(gateway.url, { connections: 1 });
const [plain, timed, parts] = [ask({}), ask({ [TIMINGS_HEADER]: '1' }), partsOfARequest()];
for (const run of [plain, timed, parts]) await cpuUs(WARM, run);
const times: Record<'off' | 'timings' | 'parts' | 'traces', number[]> = { off: [], timings: [], parts: [], traces: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  times.off.push(await cpuUs(REQUESTS, plain));
  times.timings.push(await cpuUs(REQUESTS, timed));
  times.parts.push(await cpuUs(PARTS, parts));
}
// Last, as they cannot be switched off again.
const endTracing = await startTracing('bench', { TANDEM_TRACES_URL: sink.url }, {});
await cpuUs(WARM, plain);
for (let round = 0; round < ROUNDS; round += 1) times.traces.push(await cpuUs(REQUESTS, plain));
await client.close();
await gateway.stop();
await endTracing();
sink.close();

const off = Math.min(...times.off);
const rows = Object.entries(times).map(([name, us]) => [
  name,
  Math.min(...us).toFixed(1),
  `${((100 * Math.min(...us)) / off).toFixed(1)} %`,
]);
console.log(textTable([['', 'CPU, µs', 'of a request with traces off'], ...rows]));
console.log(
  `load of the machine: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}`,
);
console.log(
  JSON.stringify(Object.fromEntries(Object.entries(times).map(([name, us]) => [name, roundedTo(1, Math.min(...us))]))),
);

/** The client's part is counted too. */
function ask(more: Readonly<Record<string, string>>): () => Promise<void> {
  const headers = { 'content-type': 'application/json', ...more };
  const body = JSON.stringify({ query: QUERY });
  return async () => {
    const answer = await client.request({ path: '/graphql', method: 'POST', headers, body });
    await answer.body.text();
  };
}

/** Microseconds of the processor each. */
async function cpuUs(count: number, run: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  for (let at = 0; at < count; at += 1) await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

/** The spans, times and looks at texts that one request of one subgraph makes, with nothing between them. */
function partsOfARequest(): () => Promise<void> {
  const document = parse(QUERY);
  const subgraph = observeSubgraph({ name: 'account', call: async () => ({ data: {} }) }, systemClock);
  const { signal } = new AbortController();
  const scope = createRequestScope('r', 60_000, signal, anonymousCaller);
  return async () => {
    const memo = new Map();
    await traced('request', { 'http.route': '/graphql' }, async () => {
      const timings = timingsOf({ memo });
      addTimes(timings, { gate: 1 });
      keepPeopleTexts(document, undefined);
      addTimes(timings, { admit: 1 });
      await subgraph.call({ query: QUERY, scope: { ...scope, memo } });
      keepPeopleTexts(document, undefined);
      addTimes(timings, { total: 1 });
    });
  };
}
