/** Loaded into a server that a benchmark starts: tells over the channel of its parent what it holds after a collection. */

import { readdirSync } from 'node:fs';

/** What the parent sends. */
export const TELL_MEMORY = 'tell memory';

export interface HeldMemory {
  /** Bytes of live objects, and of buffers beside them. */
  readonly heapBytes: number;
  readonly bufferBytes: number;
  readonly descriptors: number;
}

export const isHeldMemory = (message: unknown): message is HeldMemory =>
  typeof message === 'object' && message !== null && 'heapBytes' in message;

/** Objects that wait for a finalizer are gone only behind the next one. */
const COLLECTIONS = 3;

async function collected(): Promise<HeldMemory> {
  for (let count = 0; count < COLLECTIONS; count += 1) {
    globalThis.gc?.();
    await new Promise(setImmediate);
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heapBytes: heapUsed, bufferBytes: arrayBuffers, descriptors: readdirSync('/proc/self/fd').length };
}

process.on('message', async (message) => {
  if (message === TELL_MEMORY) process.send?.(await collected());
});
