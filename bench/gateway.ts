/**
 * What a page of twenty hits costs the gateway, and requests a second beside Apollo Gateway as it comes, with distinct and
 * with identical queries. All gateways run at once, each in its process, and take turns: ratios are medians over the rounds.
 * Run: npm run bench:gateway [-- --rounds 5] [--seconds 2] [--connections 2] [--only 'stock in process,hive in process']
 * More connections than two may be refused by our admission on a machine that others share.
 * `alone`: subgraphs are functions that answer at no cost, so that CPU time is the gateway's with HTTP and without searching.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Agent, request } from 'undici';
import { textTable } from '../cli/text-table.ts';
import { projectPath } from '../runtime/project-root.ts';
import { PAGE_OPERATION, VARIABLES } from './gateway-page.ts';
import { startPageSubgraphs } from './gateway-subgraphs.ts';
import type { FromTarget } from './gateway-target.ts';
import { TARGETS, type Target } from './gateway-targets.ts';
import { median, roundedTo } from './quantiles.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '2' },
    only: { type: 'string', default: TARGETS.join() },
  },
});
const [rounds, seconds, connections] = [values.rounds, values.seconds, values.connections].map(Number) as [
  number,
  number,
  number,
];

/** Ratios are to those that are measured. */
const measured = TARGETS.filter((target) => values.only.split(',').includes(target));

const QUERIES = ['distinct', 'identical'] as const;
type Queries = (typeof QUERIES)[number];

interface Slice {
  readonly target: Target;
  readonly queries: Queries;
  readonly round: number;
  readonly requestsPerSecond: number;
  readonly cpuMsPerPage: number;
}

interface Running {
  readonly target: Target;
  readonly url: string;
  readonly child: ChildProcess;
}

const agent = new Agent({ connections, pipelining: 1 });
let sent = 0;

const subgraphs = await startPageSubgraphs();
const running: Running[] = [];
try {
  for (const target of measured) running.push(await startProcess(target));
  for (const one of running) await slice(one, 'distinct', -1);
  const slices: Slice[] = [];
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? running : [...running].reverse();
    for (const queries of QUERIES) for (const one of order) slices.push(await slice(one, queries, round));
  }
  report(slices);
} finally {
  for (const { child } of running) child.disconnect();
  subgraphs.stop();
  await agent.close();
}

async function startProcess(target: Target): Promise<Running> {
  const child = fork(projectPath('bench', 'gateway-target.ts'), [target, subgraphs.url], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [message] = (await once(child, 'message')) as [FromTarget];
  if (!('url' in message)) throw new Error(`expected the address of ${target}`);
  return { target, child, url: message.url };
}

async function slice({ target, url, child }: Running, queries: Queries, round: number): Promise<Slice> {
  const startMs = performance.now();
  const startCpuMs = await cpuMsOf(child);
  const counts = await Promise.all(
    Array.from({ length: connections }, () => askUntil(url, queries, startMs + seconds * 1_000)),
  );
  const pages = counts.reduce((sum, count) => sum + count, 0);
  const elapsedMs = performance.now() - startMs;
  const cpuMsPerPage = ((await cpuMsOf(child)) - startCpuMs) / pages;
  return { target, queries, round, requestsPerSecond: (pages * 1_000) / elapsedMs, cpuMsPerPage };
}

async function cpuMsOf(child: ChildProcess): Promise<number> {
  const answer = once(child, 'message') as Promise<[FromTarget]>;
  child.send('cpu');
  const [message] = await answer;
  return 'cpuMs' in message ? message.cpuMs : Number.NaN;
}

/** One connection, one request after the other; how many pages came. */
async function askUntil(url: string, queries: Queries, endMs: number): Promise<number> {
  let pages = 0;
  while (performance.now() < endMs) {
    const text = queries === 'distinct' ? `ward ${sent++}` : 'ward';
    const { statusCode, body } = await request(url, {
      method: 'POST',
      dispatcher: agent,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: PAGE_OPERATION, variables: VARIABLES(text) }),
    });
    const answer = await body.text();
    if (statusCode !== 200 || !answer.includes(`Nurse for ${text} 19`) || answer.startsWith('{"errors"'))
      throw new Error(`expected a page for ${text}, got ${statusCode} ${answer.slice(0, 300)}`);
    pages += 1;
  }
  return pages;
}

function report(slices: readonly Slice[]): void {
  const of = (target: Target, queries: Queries): readonly Slice[] =>
    slices.filter((one) => one.target === target && one.queries === queries);
  const cpuOf = (target: Target, queries: Queries): number =>
    median(of(target, queries).map((one) => one.cpuMsPerPage));
  const ratio = (target: Target, queries: Queries, base: Target): number => {
    const bases = of(base, queries);
    return median(
      of(target, queries).map((one, round) => one.requestsPerSecond / (bases[round]?.requestsPerSecond ?? Number.NaN)),
    );
  };
  const rows = measured.flatMap((target) =>
    QUERIES.map((queries) => [
      `${target}, ${queries}`,
      median(of(target, queries).map((one) => one.requestsPerSecond)).toFixed(0),
      cpuOf(target, queries).toFixed(2),
      ratio(target, queries, 'stock over HTTP').toFixed(2),
      ratio(target, queries, 'stock in process').toFixed(2),
    ]),
  );
  console.log(textTable([['gateway', 'pages/s', 'CPU ms/page', 'x stock HTTP', 'x stock in process'], ...rows]));
  const summary = (engine: 'apollo' | 'hive', queries: Queries) => ({
    cpuMsPerPage: roundedTo(3, cpuOf(`${engine} alone`, queries)),
    ratioStockHttp: roundedTo(2, ratio(`${engine} over HTTP`, queries, 'stock over HTTP')),
    ratioStockInProcess: roundedTo(2, ratio(`${engine} in process`, queries, 'stock in process')),
    ratioInProcessStockHttp: roundedTo(2, ratio(`${engine} in process`, queries, 'stock over HTTP')),
  });
  const both = (engine: 'apollo' | 'hive') => ({
    ...summary(engine, 'distinct'),
    identical: summary(engine, 'identical'),
  });
  console.log(JSON.stringify({ ...both('apollo'), hive: both('hive') }));
}
