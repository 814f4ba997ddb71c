/** A backend for worker processes under test: the models themselves, until a file of the data directory names a fault of the pool. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Backend, Matrix } from '../../gpu-workers/backends/backend.ts';
import { createOnnxBackend } from '../../gpu-workers/backends/onnx.ts';
import type { PackedRanker } from '../../gpu-workers/backends/packed.ts';
import type { WorkerOptions } from '../../gpu-workers/worker-options.ts';
import type { PoolName } from '../../runtime/pool-names.ts';

export type BackendFault = 'heap' | 'slow' | 'not a number' | 'short' | 'wrong';

export const faultFile = (dataDir: string, pool: PoolName): string => join(dataDir, `fault-${pool}`);
/** Of a slow batch: nobody waits so long. A sound one takes some milliseconds. */
const SLOW_MS = 2_500;

type Spoil = (scores: Float32Array) => Float32Array | Promise<Float32Array>;

const SPOILED: Readonly<Record<BackendFault, Spoil>> = {
  heap: () => {
    const hoard: number[][] = [];
    while (true) hoard.push(new Array<number>(100_000).fill(hoard.length));
  },
  slow: (scores) => pause(SLOW_MS, scores),
  'not a number': (scores) => scores.fill(Number.NaN),
  short: (scores) => scores.slice(1),
  // The best one comes last.
  wrong: (scores) => scores.map((score) => 1 - score),
};

export function createBackend({ dataDir, pool, threads }: WorkerOptions): Backend {
  const sound = createOnnxBackend({ threads });
  const path = faultFile(dataDir, pool);
  const spoil: Spoil = (scores) =>
    existsSync(path) ? SPOILED[readFileSync(path, 'utf8') as BackendFault](scores) : scores;
  return {
    ...sound,
    packed: sound.packed && spoiledRanker(sound.packed, spoil),
    loadMatrix: async (table) => spoiledMatrix(await sound.loadMatrix(table), spoil),
  };
}

function spoiledRanker(ranker: PackedRanker, spoil: Spoil): PackedRanker {
  return {
    ...ranker,
    score: async (batch) => {
      const answer = await ranker.score(batch);
      return { ...answer, scores: await spoil(answer.scores) };
    },
  };
}

function spoiledMatrix(matrix: Matrix, spoil: Spoil): Matrix {
  return {
    ...matrix,
    nearest: async (...wanted) => {
      const found = await matrix.nearest(...wanted);
      return { ...found, scores: await spoil(found.scores) };
    },
  };
}
