/** Forgets in this process, and in the stores that it reaches, what erased members asked: each erasure once. */
import { type Erasure, erasures } from '../stores/erasures.ts';
import type { SearchServices } from './context.ts';

type Forgetful = Pick<SearchServices, 'rows' | 'searchRecords' | 'twinTexts' | 'memory' | 'clock'>;

/** An erasure is looked for as often. */
const LOOK_EVERY_MS = 5_000;

/** Call it often. Rejects with STORE_UNAVAILABLE when a shared store is away; the next call does what this one did not. */
export function createErasureWatch(services: Forgetful): () => Promise<void> {
  const done = new Set<string>();
  let nextMs = 0;
  return async () => {
    const nowMs = services.clock.nowMs();
    if (nowMs < nextMs) return;
    nextMs = nowMs + LOOK_EVERY_MS;
    for (const erasure of await erasures(services.rows)) {
      const name = `${erasure.askedBy} ${erasure.untilMs}`;
      if (done.has(name)) continue;
      await forget(erasure, services);
      done.add(name);
    }
  };
}

/** Caches of texts say of none whose it is, so they go as a whole: they fill again by themselves. */
async function forget({ askedBy, untilMs }: Erasure, { searchRecords, twinTexts, memory }: Forgetful): Promise<void> {
  await searchRecords.removeOf(askedBy, untilMs);
  await twinTexts?.removeOf(askedBy);
  for (const cache of [memory.records, memory.readings, memory.embeddings, memory.cosines, memory.phrases])
    cache.clear();
}
