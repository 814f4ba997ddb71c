/** A score as stores outside the process keep it: a short key, and half floats behind the second at which they end. */

import { createHash } from 'node:crypto';
import { decodeHalfs, encodeHalfs } from './half-floats.ts';
import type { ScoreKey } from './scores.ts';

/** 128 bits: no two keys of a store meet in practice. */
export const SCORE_HASH_BYTES = 16;
const HEAD_BYTES = 4;
const HALF_BYTES = 2;

export function scoreHash(scope: string, { documentId, documentVersion }: ScoreKey): Buffer {
  return createHash('sha256')
    .update(`${scope}\u0000${documentId}\u0000${documentVersion}`)
    .digest()
    .subarray(0, SCORE_HASH_BYTES);
}

/** Seconds since 1970. */
export const secondsOf = (milliseconds: number): number => Math.floor(milliseconds / 1_000);

export function packScores(scores: Float32Array, endSecond: number): Buffer {
  const halfs = encodeHalfs(scores);
  const value = Buffer.alloc(HEAD_BYTES + halfs.byteLength);
  value.writeUInt32LE(endSecond, 0);
  halfs.forEach((half, index) => {
    value.writeUInt16LE(half, HEAD_BYTES + HALF_BYTES * index);
  });
  return value;
}

/** Null when there is no value, when it is over, and when it is none of ours: no whole half floats, or no p's. */
export function unpackScores(value: Buffer | null | undefined, nowSecond: number): Float32Array | null {
  if (!value || value.length <= HEAD_BYTES || value.length % HALF_BYTES !== 0) return null;
  if (endSecondOf(value) <= nowSecond) return null;
  const halfs = new Uint16Array((value.length - HEAD_BYTES) / HALF_BYTES);
  const scores = decodeHalfs(halfs.map((_, index) => value.readUInt16LE(HEAD_BYTES + HALF_BYTES * index)));
  return scores.every((score) => score >= 0 && score <= 1) ? scores : null;
}

export const endSecondOf = (value: Buffer): number => value.readUInt32LE(0);
