/** A backend for worker processes under test: the fake one, sound until a file of the data directory names a fault. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Scores } from '../../gpu-workers/backends/answers.ts';
import type { Backend } from '../../gpu-workers/backends/backend.ts';
import { createFakeBackend } from '../../gpu-workers/backends/fake.ts';

export type BackendFault = 'heap' | 'slow' | 'not a number' | 'short' | 'wrong';

export const faultFile = (dataDir: string): string => join(dataDir, 'fault');
/** Of a slow batch; a sound one takes a few milliseconds. */
export const SLOW_MS = 700;

const SPOILED: Readonly<Record<BackendFault, (scores: Float32Array) => Float32Array | Promise<Float32Array>>> = {
  heap: () => {
    const hoard: number[][] = [];
    while (true) hoard.push(new Array<number>(100_000).fill(hoard.length));
  },
  slow: (scores) => pause(SLOW_MS, scores),
  'not a number': (scores) => scores.fill(Number.NaN),
  short: (scores) => scores.slice(1),
  // The best text comes last.
  wrong: (scores) => scores.map((score) => 1 - score),
};

export function createBackend({ dataDir }: { readonly dataDir: string }): Backend {
  const fake = createFakeBackend();
  const score = async (...pairs: Parameters<Backend['score']>): Promise<Scores> => {
    const answer = await fake.score(...pairs);
    const path = faultFile(dataDir);
    if (!existsSync(path)) return answer;
    return { ...answer, scores: await SPOILED[readFileSync(path, 'utf8') as BackendFault](answer.scores) };
  };
  return { ...fake, packed: null, score };
}
