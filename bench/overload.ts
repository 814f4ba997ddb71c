/**
 * What a server does with 2 and 5 times what it can: pages that still come, how long they take, who is refused and how.
 * Run: npm run bench:overload [-- --seconds 20] [--clients 6] [--batch 0.3] [--url http://127.0.0.1:4000]
 *   --batch is the share of searches that state the lane of batch work. The generator shares the processors with the server.
 */

import { parseArgs } from 'node:util';
import { freshTexts } from '../cli/search-texts.ts';
import type { Lane } from '../runtime/lane.ts';
import { seededRandom } from '../runtime/random.ts';
import { closedLoop, openLoop } from './generate-load.ts';
import { quantile, roundedTo } from './quantiles.ts';
import { type Answered, createSearchClient } from './search-client.ts';
import { measuredServer } from './server.ts';

const WARM_UP_SECONDS = 5;
const FACTORS = [2, 5] as const;

interface Overload {
  readonly factor: number;
  /** Pages a second, by those of the closed loop. */
  readonly goodputShare: number;
  /** p99 of interactive pages by that of one client alone. */
  readonly p99Share: number;
  readonly refusedShare: number;
  /** Of the refused. */
  readonly retryAfterShare: number;
  readonly failedShare: number;
  readonly pageShare: Readonly<Record<Lane, number>>;
}

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    clients: { type: 'string', default: '6' },
    batch: { type: 'string', default: '0.3' },
    url: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const [seconds, clients, batchShare] = [Number(values.seconds), Number(values.clients), Number(values.batch)];
const random = seededRandom(Number(values.seed));
const texts = freshTexts(random);
const nextText = (): string => texts.next().value;
const nextLane = (): Lane => (random() < batchShare ? 'batch' : 'interactive');

const server = await measuredServer(values.url);
const client = createSearchClient(server.url);
try {
  await closedLoop(client.send, { clients: 1, seconds: WARM_UP_SECONDS, nextText });
  const alone = await closedLoop(client.send, { clients: 1, seconds: seconds / 2, nextText });
  const unloadedP99Ms = p99Of(alone);
  const capacity =
    pagesOf(await closedLoop(client.send, { clients, seconds: seconds / 2, nextText })).length / (seconds / 2);
  console.log(
    `alone: p99 ${unloadedP99Ms.toFixed(0)} ms of ${alone.length} pages; ${clients} clients: ${capacity.toFixed(1)} pages/s`,
  );
  const results: Overload[] = [];
  for (const factor of FACTORS) results.push(await overload(factor, capacity, unloadedP99Ms));
  console.log('load   goodput  p99/alone  refused  with Retry-After  failed  pages interactive  batch');
  for (const result of results) console.log(rowOf(result));
  const by = (numberOf: (result: Overload) => number) =>
    Object.fromEntries(results.map((result) => [result.factor, roundedTo(3, numberOf(result))]));
  console.log(
    JSON.stringify({
      capacity: roundedTo(2, capacity),
      goodputShare: by((result) => result.goodputShare),
      p99Share: by((result) => result.p99Share),
      refusedShare: by((result) => result.refusedShare),
      retryAfterShare: by((result) => result.retryAfterShare),
      failedShare: by((result) => result.failedShare),
      interactivePageShare: by((result) => result.pageShare.interactive),
      batchPageShare: by((result) => result.pageShare.batch),
      unloadedP99Ms: roundedTo(1, unloadedP99Ms),
    }),
  );
} finally {
  await client.close();
  await server.stop();
}

async function overload(factor: number, capacity: number, unloadedP99Ms: number): Promise<Overload> {
  const rateAt = (): number => capacity * factor;
  const startMs = performance.now();
  const answers = await openLoop(client.send, { rateAt, seconds, nextText, nextLane, random });
  const elapsedSeconds = Math.max(seconds, (performance.now() - startMs) / 1_000);
  const refused = answers.filter(({ kind }) => kind === 'refused');
  const failed = answers.filter(({ kind }) => kind === 'failed');
  return {
    factor,
    goodputShare: pagesOf(answers).length / elapsedSeconds / capacity,
    p99Share: p99Of(answers) / unloadedP99Ms,
    refusedShare: refused.length / answers.length,
    retryAfterShare: refused.filter(({ hasRetryAfter }) => hasRetryAfter).length / Math.max(1, refused.length),
    failedShare: failed.length / answers.length,
    pageShare: { interactive: pageShare(answers, 'interactive'), batch: pageShare(answers, 'batch') },
  };
}

function pagesOf(answers: readonly Answered[]): readonly Answered[] {
  return answers.filter(({ kind }) => kind === 'complete' || kind === 'degraded');
}

function p99Of(answers: readonly Answered[]): number {
  const times = pagesOf(answers).flatMap(({ lane, latencyMs }) => (lane === 'interactive' ? [latencyMs] : []));
  return quantile(times, 0.99) ?? Number.NaN;
}

function pageShare(answers: readonly Answered[], lane: Lane): number {
  const ofLane = answers.filter((answer) => answer.lane === lane);
  return pagesOf(ofLane).length / Math.max(1, ofLane.length);
}

function rowOf(result: Overload): string {
  const { factor, goodputShare, p99Share, refusedShare, retryAfterShare, failedShare, pageShare: pages } = result;
  const shares = [goodputShare, p99Share, refusedShare, retryAfterShare, failedShare, pages.interactive, pages.batch];
  const widths = [9, 11, 9, 18, 8, 19, 7];
  return `${factor} x`.padEnd(5) + shares.map((share, index) => share.toFixed(2).padStart(widths[index] ?? 8)).join('');
}
