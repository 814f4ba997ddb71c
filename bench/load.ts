/**
 * How long a page takes at a steady rate of fresh texts: p50, p95, p99, and each stage by the server's own histograms.
 * Run: npm run bench:load [-- --rate 4] [--seconds 20] [--url http://127.0.0.1:4000]
 *   [--repeat 0.5]             share of searches that repeat an earlier text, which the caches answer
 *   [--burst 4]                so many times the rate for 10 s in the middle; prints depth over time, writes --plot FILE.svg
 * A setting such as TANDEM_RANKER goes to the server from the environment.
 */

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { freshTexts } from '../cli/search-texts.ts';
import { textTable } from '../cli/text-table.ts';
import { seededRandom } from '../runtime/random.ts';
import { depthPlot } from './depth-plot.ts';
import { openLoop } from './generate-load.ts';
import { mean, quantile, roundedTo } from './quantiles.ts';
import { type Answered, createSearchClient } from './search-client.ts';
import { measuredServer } from './server.ts';
import { readStages, type StageTime, stageTimes } from './stage-times.ts';

const BURST_SECONDS = 10;
const WARM_UP_SEARCHES = 10;
const SLICE_MS = 2_000;
/** p95 that rankings aim at, for the dashed line of the plot: two thirds of TANDEM_TARGET_P95_MS are the ranker's. */
const TARGET_MS = 300;

const STAGE_HEAD = ['stage', 'times', 'mean ms', 'p95 at most ms'];
const SLICE_HEAD = ['from s', 'searches', 'mean depth', 'least', 'p95 ms', 'refused'];

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '20' },
    url: { type: 'string' },
    repeat: { type: 'string', default: '0' },
    burst: { type: 'string', default: '1' },
    plot: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const [rate, burst] = [Number(values.rate), Number(values.burst)];
const seconds = burst > 1 ? Math.max(3 * BURST_SECONDS, Number(values.seconds)) : Number(values.seconds);
const random = seededRandom(Number(values.seed));
const texts = freshTexts(random);
const asked: string[] = [];

const server = await measuredServer(values.url);
const client = createSearchClient(server.url);
try {
  for (let count = 0; count < WARM_UP_SEARCHES; count++)
    await client.send(texts.next().value, 'interactive', performance.now());
  const before = await readStages(server.url);
  const startMs = performance.now();
  const answers = await openLoop(client.send, { rateAt, seconds, nextText, random });
  console.log(textTable([STAGE_HEAD, ...stageTimes(before, await readStages(server.url)).map(stageRow)]));
  if (burst > 1) console.log(`\n${textTable([SLICE_HEAD, ...sliceRows(answers, startMs)])}\n`);
  if (values.plot !== undefined) writeFileSync(values.plot, plotOf(answers, startMs));
  console.log(JSON.stringify(summary(answers)));
} finally {
  await client.close();
  await server.stop();
}

function rateAt(elapsedMs: number): number {
  const burstFromMs = ((seconds - BURST_SECONDS) / 2) * 1_000;
  const isBurst = elapsedMs >= burstFromMs && elapsedMs < burstFromMs + BURST_SECONDS * 1_000;
  return isBurst ? rate * burst : rate;
}

function nextText(): string {
  const earlier = asked[Math.floor(random() * asked.length)];
  if (earlier !== undefined && random() < Number(values.repeat)) return earlier;
  const text = texts.next().value;
  asked.push(text);
  return text;
}

function summary(answers: readonly Answered[]) {
  const pages = answers.filter(({ kind }) => kind === 'complete' || kind === 'degraded');
  const times = pages.map(({ latencyMs }) => latencyMs);
  const share = (kind: Answered['kind']): number | null =>
    roundedTo(3, answers.filter((answer) => answer.kind === kind).length / answers.length);
  return {
    rate,
    p50Ms: roundedTo(1, quantile(times, 0.5)),
    p95Ms: roundedTo(1, quantile(times, 0.95)),
    p99Ms: roundedTo(1, quantile(times, 0.99)),
    degradedShare: share('degraded'),
    refusedShare: share('refused'),
    failedShare: share('failed'),
    meanDepth: roundedTo(1, mean(depthsOf(pages))),
    searches: answers.length,
    burst,
    repeat: Number(values.repeat),
  };
}

function depthsOf(answers: readonly Answered[]): readonly number[] {
  return answers.flatMap(({ depth }) => (depth === null ? [] : [depth]));
}

function stageRow({ stage, count, meanMs, p95AtMostMs }: StageTime): readonly string[] {
  return [stage, String(count), meanMs.toFixed(1), String(p95AtMostMs)];
}

function sliceRows(answers: readonly Answered[], startMs: number): readonly (readonly string[])[] {
  const starts = Array.from({ length: (seconds * 1_000) / SLICE_MS }, (_, index) => index * SLICE_MS);
  return starts.map((fromMs) => {
    const sent = ({ plannedMs }: Answered): number => plannedMs - startMs;
    return sliceRow(
      fromMs,
      answers.filter((answer) => sent(answer) >= fromMs && sent(answer) < fromMs + SLICE_MS),
    );
  });
}

function sliceRow(fromMs: number, slice: readonly Answered[]): readonly string[] {
  const pages = slice.filter(({ depth }) => depth !== null);
  const depths = depthsOf(pages);
  const latencies = pages.map(({ latencyMs }) => latencyMs);
  const refused = slice.filter(({ kind }) => kind === 'refused').length;
  const least = depths.length === 0 ? null : Math.min(...depths);
  const numbers = [fromMs / 1_000, slice.length, mean(depths), least, quantile(latencies, 0.95), refused];
  return numbers.map((value) => value?.toFixed(0) ?? '-');
}

function plotOf(answers: readonly Answered[], startMs: number): string {
  const searches = answers.flatMap(({ plannedMs, depth, latencyMs }) =>
    depth === null ? [] : [{ atMs: plannedMs - startMs, depth, latencyMs }],
  );
  return depthPlot(`A running server at ${rate} searches a second, ${burst} times in the middle`, searches, TARGET_MS);
}
