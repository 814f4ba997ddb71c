/** A backend for worker processes under test: the fake one, but some words in a text make it misbehave. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Backend, Pair } from '../../gpu-workers/backends/backend.ts';
import { createFakeBackend } from '../../gpu-workers/backends/fake.ts';

/** Never given back. */
const hoard: Buffer[] = [];
const HOARD_BYTES = 300 * 1024 * 1024;
const SLOW_MS = 200;

const has = (pairs: readonly Pair[], word: string): boolean => pairs.some(({ text }) => text.includes(word));

export function createBackend(): Backend {
  const fake = createFakeBackend();
  return {
    ...fake,
    score: async (pairs) => {
      if (has(pairs, 'POISON')) process.kill(process.pid, 'SIGKILL');
      // Never answered.
      if (has(pairs, 'STUCK')) await new Promise<never>(() => undefined);
      if (has(pairs, 'SLOW')) await pause(SLOW_MS);
      if (has(pairs, 'HOARD')) hoard.push(Buffer.alloc(HOARD_BYTES, 1));
      const answer = await fake.score(pairs);
      return has(pairs, 'NONSENSE') ? { ...answer, scores: answer.scores.fill(Number.NaN) } : answer;
    },
  };
}
