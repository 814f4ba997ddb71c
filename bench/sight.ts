/**
 * What being seen costs: CPU of a request whose traces are off, told its timings, or traced, each in processes of its own that take
 * turns; and beside it what alone the switched-off parts of a request take.
 * Run: npm run bench:sight
 */

import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { parse } from 'graphql';
import { Pool } from 'undici';
import { anonymousCaller } from '../account/viewer.ts';
import { textTable } from '../cli/text-table.ts';
import { observeSubgraph } from '../gateway/observe-subgraph.ts';
import { createRequestScope } from '../gateway/request-scope.ts';
import { systemClock } from '../runtime/clock.ts';
import { projectPath } from '../runtime/project-root.ts';
import { startTracing } from '../runtime/start-tracing.ts';
import { addTimes, TIMINGS_HEADER, timingsOf } from '../runtime/timings.ts';
import { traced } from '../runtime/traces.ts';
import { keepPeopleTexts } from '../subgraphs/people-texts.ts';
import { startGateway } from '../test/gateway/gateway-shapes.ts';
import { createTestServices, testConfig } from '../test/gateway/test-services.ts';
import { median, roundedTo } from './quantiles.ts';

const MODES = ['off', 'timings', 'traces'] as const;
type Mode = (typeof MODES)[number];
const [ROUNDS, WARM, REQUESTS, PARTS] = [5, 300, 1_500, 50_000];
const QUERY = '{ service { version indexVersion } }';

const mode = process.argv[2] as Mode | undefined;
if (mode === undefined) compare();
else console.log(JSON.stringify(await measure(mode)));

interface Measured {
  /** Microseconds of the processor, client included. */
  readonly requestUs: number;
  readonly partsUs: number;
}

function compare(): void {
  const rounds = Array.from({ length: ROUNDS }, () => MODES.map((each) => [each, child(each)] as const)).flat();
  const of = (each: Mode, part: keyof Measured): number =>
    median(rounds.filter(([name]) => name === each).map(([, measured]) => measured[part]));
  const off = of('off', 'requestUs');
  const rows = MODES.map((each) => {
    const us = of(each, 'requestUs');
    return [each, us.toFixed(0), `${((us / off - 1) * 100).toFixed(1)} %`];
  });
  console.log(textTable([['mode', 'CPU of a request, µs', 'beside off'], ...rows]));
  const parts = of('off', 'partsUs');
  console.log(`switched-off parts of a request: ${parts.toFixed(2)} µs, ${((100 * parts) / off).toFixed(2)} % of it`);
  const result = Object.fromEntries(MODES.map((each) => [each, roundedTo(1, of(each, 'requestUs'))]));
  console.log(JSON.stringify({ requestUs: result, partsUs: roundedTo(2, parts) }));
}

function child(each: Mode): Measured {
  const command = ['--import', 'tsx', projectPath('bench', 'sight.ts'), each];
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' })) as Measured;
}

async function measure(each: Mode): Promise<Measured> {
  const sink = createServer((request, response) => request.resume().on('end', () => response.end('{}')));
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  const address = sink.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const traces = each === 'traces' ? { TANDEM_TRACES_URL: `http://127.0.0.1:${port}` } : {};
  const endTracing = await startTracing('bench', traces, {});
  const gateway = await startGateway('in one process', testConfig(), createTestServices().services);
  const client = new Pool(gateway.url, { connections: 1 });
  const headers = { 'content-type': 'application/json', ...(each === 'timings' ? { [TIMINGS_HEADER]: '1' } : {}) };
  const ask = async (): Promise<void> => {
    const { body } = await client.request({
      path: '/graphql',
      method: 'POST',
      headers,
      body: JSON.stringify({ query: QUERY }),
    });
    await body.text();
  };
  const requestUs = await cpuUs(WARM, REQUESTS, ask);
  const partsUs = await cpuUs(WARM, PARTS, partsOfARequest());
  await client.close();
  await gateway.stop();
  await endTracing();
  sink.close();
  return { requestUs, partsUs };
}

async function cpuUs(warm: number, count: number, run: () => Promise<void>): Promise<number> {
  for (let at = 0; at < warm; at += 1) await run();
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
