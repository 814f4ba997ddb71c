/** Scores in lmdb, packed; writing some sweeps some that are over. */

import type { Database } from 'lmdb';
import type { Clock } from '../runtime/clock.ts';
import type { LmdbEnvironment } from './open-lmdb.ts';
import { endSecondOf, packScores, SCORE_HASH_BYTES, scoreHash, secondsOf, unpackScores } from './packed-scores.ts';
import { lifetimeMs, type ScoreLifetime, type ScoreStore } from './scores.ts';

export interface LmdbScoresOptions extends ScoreLifetime {
  readonly clock: Clock;
  /** Beyond it, scores that still hold make room too. */
  readonly maxEntries: number;
}

/** Looked at for each entry written, so that the sweep passes over the table faster than it fills. */
const SWEPT_PER_ENTRY = 2;

export function createLmdbScores(environment: LmdbEnvironment, options: LmdbScoresOptions): ScoreStore {
  const table = environment.openDB<Buffer, Buffer>({ name: 'scores', encoding: 'binary', keyEncoding: 'binary' });
  const nowMs = (): number => options.clock.date().getTime();
  const sweep = createSweep(table, options.maxEntries);
  return {
    getMany: async (scope, keys) => {
      const now = secondsOf(nowMs());
      return keys.map((key) => unpackScores(table.get(scoreHash(scope, key)), now));
    },
    putMany: async (scope, entries) => {
      const now = nowMs();
      await table.transaction(() => {
        for (const { key, scores } of entries) {
          table.put(scoreHash(scope, key), packScores(scores, secondsOf(now + lifetimeMs(options))));
        }
        sweep(secondsOf(now), entries.length * SWEPT_PER_ENTRY);
      });
    },
    close: async () => {
      await table.committed;
    },
  };
}

/** Goes round the table a few entries at a time. Keys are hashes, so that what goes when it is full is a random choice. */
function createSweep(table: Database<Buffer, Buffer>, maxEntries: number): (nowSecond: number, looks: number) => void {
  let last: Buffer = Buffer.alloc(SCORE_HASH_BYTES);
  return (nowSecond, looks) => {
    const isFull = (table.getStats() as { readonly entryCount: number }).entryCount > maxEntries;
    const seen = [...table.getRange({ start: last, limit: looks })];
    for (const { key, value } of seen) if (isFull || endSecondOf(value) <= nowSecond) table.remove(key);
    const end = seen.at(-1)?.key;
    last = seen.length < looks || end === undefined ? Buffer.alloc(SCORE_HASH_BYTES) : Buffer.from(end);
  };
}
