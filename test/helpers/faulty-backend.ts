/** A backend for worker processes under test: the fake one, but some words in a text make it misbehave. */
import type { Backend, Pair } from '../../gpu-workers/backends/backend.ts';
import { createFakeBackend } from '../../gpu-workers/backends/fake.ts';

const has = (pairs: readonly Pair[], word: string): boolean => pairs.some(({ text }) => text.includes(word));

export function createBackend(): Backend {
  const fake = createFakeBackend();
  return {
    ...fake,
    score: async (pairs) => {
      if (has(pairs, 'POISON')) process.kill(process.pid, 'SIGKILL');
      // Never answered.
      if (has(pairs, 'STUCK')) await new Promise<never>(() => undefined);
      const answer = await fake.score(pairs);
      return has(pairs, 'NONSENSE') ? { ...answer, scores: answer.scores.fill(Number.NaN) } : answer;
    },
  };
}
