/**
 * What joining the work of many requests brings: searches of a large index and packed scoring, one at a time and 32 at once,
 * through a pool and its worker process; and what a lone search pays for the pool.
 * Run: npm run bench:batching -- [--size 500000] [--k 100] [--rounds 20]
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { waitForWorkers } from '../cli/wait-for-workers.ts';
import { createPools } from '../gpu-workers/create-pools.ts';
import type { Pools, WorkOptions } from '../gpu-workers/pools.ts';
import { requestFor } from '../gpu-workers/work-items.ts';
import { connectWorker } from '../gpu-workers/worker-client.ts';
import { bootstrapDemo } from '../ingest/bootstrap-demo.ts';
import { modelFile, readManifest } from '../models/manifest.ts';
import { systemClock } from '../runtime/clock.ts';
import { loadConfig } from '../runtime/config.ts';
import { deadlineIn } from '../runtime/deadline.ts';
import { projectPath } from '../runtime/project-root.ts';
import { createLogger, createMetrics } from '../runtime/telemetry.ts';
import { createMemoryDocuments } from '../stores/documents-memory.ts';
import { publishVersion, readPointer } from '../stores/segment-pointer.ts';
import { writeBareSegment } from './bare-segment.ts';
import { megabytes, peakMemory } from './process-memory.ts';
import { DIMENSIONS, queriesOf } from './synthetic-vectors.ts';

const AT_ONCE = 32;
const ITEMS_A_SEARCH = 250;
const PATIENCE_MS = 120_000;

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '500000' },
    k: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '20' },
  },
});
const [size, k, rounds] = [Number(values.size), Number(values.k), Number(values.rounds)];
const manifest = readManifest();
const dataDir = mkdtempSync(join(tmpdir(), 'tandem-batching-'));
const workers: ChildProcess[] = [];
try {
  await measure();
} finally {
  for (const worker of workers) worker.kill('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  await bootstrapDemo(dataDir, createMemoryDocuments());
  const people = (await readPointer(dataDir, 'people'))?.current ?? '';
  const version = await writeBareSegment(dataDir, size);
  await publishVersion(dataDir, 'jobs', version);
  const [ebr, slm] = [await startWorker('ebr'), await startWorker('slm')];
  const config = loadConfig(process.env, {
    TANDEM_EBR_WORKERS: ebr,
    TANDEM_SLM_WORKERS: slm,
    TANDEM_DATA_DIR: dataDir,
  });
  const pools = await createPools({
    config,
    dataDir,
    clock: systemClock,
    metrics: createMetrics(),
    logger: createLogger('warn'),
  });
  try {
    await waitForWorkers(pools, PATIENCE_MS);
    await pools.prepareIndex('jobs', version);
    await pools.prepareIndex('people', people, true);
    const retrieval = await measureRetrieval(pools, version, ebr);
    const scoring = await measureScoring(pools, people);
    console.log(JSON.stringify({ ...retrieval, ...scoring, size }));
  } finally {
    await pools.close();
  }
}

async function measureRetrieval(pools: Pools, version: string, address: string) {
  const queries = queriesOf(AT_ONCE, 3);
  const requestOf = (at: number) => ({
    vertical: 'jobs' as const,
    indexVersion: version,
    query: queries.slice(at * DIMENSIONS, (at + 1) * DIMENSIONS),
    k,
    filter: null,
  });
  const one = (at: number) => pools.nearest(requestOf(at), work());
  const client = connectWorker('bench', address);
  const direct = async (): Promise<void> => {
    await client.infer(requestFor([{ kind: 'search', request: requestOf(0) }]), AbortSignal.timeout(PATIENCE_MS));
  };
  const [together, alone, lone, bare] = await inTurns([
    () => all(one),
    async () => {
      for (let at = 0; at < AT_ONCE; at++) await one(at);
    },
    () => one(0),
    direct,
  ]);
  client.close();
  const peakBytes = peakMemory(workers[0]?.pid ?? 0);
  const [joined, single] = [(AT_ONCE * 1_000) / together, (AT_ONCE * 1_000) / alone];
  console.log(
    `the ${k} nearest of ${size} documents: ${AT_ONCE} at once ${joined.toFixed(0)} searches/s, one at a time ${single.toFixed(0)}: ${(joined / single).toFixed(1)} ×`,
  );
  console.log(
    `a lone search: ${lone.toFixed(2)} ms through the pool, ${bare.toFixed(2)} ms asked of the worker: ${(lone / bare).toFixed(2)} ×; the worker has ${megabytes(peakBytes)} MB at most`,
  );
  return { k, retrievalGain: joined / single, loneSearchRatio: lone / bare, peakBytes };
}

async function measureScoring(pools: Pools, version: string) {
  const { slots = 1 } = modelFile(manifest, 'item-encoder');
  const one = (at: number) => {
    const positions = Array.from({ length: ITEMS_A_SEARCH }, (_, item) => (at * 7 + item * 3) % 2_000);
    return pools.scoreItems(`remote backend engineer ${at}`, { indexVersion: version, positions, slots }, work());
  };
  const [together, alone] = await inTurns([
    () => all(one),
    async () => {
      for (let at = 0; at < AT_ONCE; at++) await one(at);
    },
  ]);
  const rate = (ms: number): number => (AT_ONCE * ITEMS_A_SEARCH * 1_000) / ms;
  console.log(
    `packed scoring through the pool: ${AT_ONCE} searches at once ${rate(together).toFixed(0)} items/s, one at a time ${rate(alone).toFixed(0)}`,
  );
  return { scoringItemsPerSecond: rate(together), scoringGain: alone / together };
}

function all(one: (at: number) => Promise<unknown>): Promise<unknown> {
  return Promise.all(Array.from({ length: AT_ONCE }, (_, at) => one(at)));
}

/** Milliseconds of the fastest of the rounds each, measured in turns. */
async function inTurns<const R extends readonly (() => Promise<unknown>)[]>(
  runs: R,
): Promise<{ readonly [At in keyof R]: number }> {
  const fastest = runs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    for (const [at, run] of runs.entries()) {
      const startMs = performance.now();
      await run();
      fastest[at] = Math.min(fastest[at] ?? 0, performance.now() - startMs);
    }
  }
  return fastest as unknown as { readonly [At in keyof R]: number };
}

function work(): WorkOptions {
  return { deadline: deadlineIn(PATIENCE_MS), lane: 'interactive' };
}

/** Its address, when it is ready. */
async function startWorker(pool: 'ebr' | 'slm'): Promise<string> {
  const socket = join(dataDir, `${pool}.socket`);
  const command = [projectPath('dist', 'cli', 'tandem.js'), 'worker', pool, '--socket', socket, '--data-dir', dataDir];
  const worker = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  workers.push(worker);
  for await (const line of createInterface({ input: worker.stdout })) {
    const [, address] = /ready at (.*)$/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`the worker of ${pool} ended before it was ready; run "npm run prepare" first`);
}
