/** Scores in lmdb: half floats with the second at which they end, under a hash of scope, document and version. */

import { createHash } from 'node:crypto';
import type { Database } from 'lmdb';
import type { Clock } from '../runtime/clock.ts';
import { decodeHalfs, encodeHalfs } from './half-floats.ts';
import type { LmdbEnvironment } from './open-lmdb.ts';
import type { ScoreKey, ScoreLifetime, ScoreStore } from './scores.ts';
import { lifetimeMs } from './scores.ts';

export interface LmdbScoresOptions extends ScoreLifetime {
  readonly clock: Clock;
  /** Beyond it, scores that still hold make room too. */
  readonly maxEntries: number;
}

/** 128 bits: no two keys of a store meet in practice. */
const KEY_BYTES = 16;
const HEAD_BYTES = 4;
/** Looked at for each entry written, so that the sweep passes over the table faster than it fills. */
const SWEPT_PER_ENTRY = 2;

function keyOf(scope: string, { documentId, documentVersion }: ScoreKey): Buffer {
  return createHash('sha256')
    .update(`${scope}\u0000${documentId}\u0000${documentVersion}`)
    .digest()
    .subarray(0, KEY_BYTES);
}

const secondsOf = (milliseconds: number): number => Math.floor(milliseconds / 1_000);

export function createLmdbScores(environment: LmdbEnvironment, options: LmdbScoresOptions): ScoreStore {
  const table = environment.openDB<Buffer, Buffer>({ name: 'scores', encoding: 'binary', keyEncoding: 'binary' });
  const nowMs = (): number => options.clock.date().getTime();
  const sweep = createSweep(table, options.maxEntries);
  return {
    getMany: async (scope, keys) => {
      const now = secondsOf(nowMs());
      return keys.map((key) => {
        const value = table.get(keyOf(scope, key));
        return value !== undefined && value.readUInt32LE(0) > now ? readScores(value) : null;
      });
    },
    putMany: async (scope, entries) => {
      const now = nowMs();
      await table.transaction(() => {
        for (const { key, scores } of entries) {
          table.put(keyOf(scope, key), writeScores(scores, secondsOf(now + lifetimeMs(options))));
        }
        sweep(secondsOf(now), entries.length * SWEPT_PER_ENTRY);
      });
    },
    close: async () => {
      await table.committed;
    },
  };
}

function writeScores(scores: Float32Array, endSecond: number): Buffer {
  const halfs = encodeHalfs(scores);
  const value = Buffer.alloc(HEAD_BYTES + halfs.byteLength);
  value.writeUInt32LE(endSecond, 0);
  halfs.forEach((half, index) => {
    value.writeUInt16LE(half, HEAD_BYTES + 2 * index);
  });
  return value;
}

function readScores(value: Buffer): Float32Array {
  const halfs = new Uint16Array((value.length - HEAD_BYTES) / 2);
  return decodeHalfs(halfs.map((_, index) => value.readUInt16LE(HEAD_BYTES + 2 * index)));
}

/** Goes round the table a few entries at a time. Keys are hashes, so that what goes when it is full is a random choice. */
function createSweep(table: Database<Buffer, Buffer>, maxEntries: number): (nowSecond: number, looks: number) => void {
  let last: Buffer = Buffer.alloc(KEY_BYTES);
  return (nowSecond, looks) => {
    const isFull = (table.getStats() as { readonly entryCount: number }).entryCount > maxEntries;
    const seen = [...table.getRange({ start: last, limit: looks })];
    for (const { key, value } of seen) if (isFull || value.readUInt32LE(0) <= nowSecond) table.remove(key);
    const end = seen.at(-1)?.key;
    last = seen.length < looks || end === undefined ? Buffer.alloc(KEY_BYTES) : Buffer.from(end);
  };
}
