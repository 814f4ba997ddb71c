/** How many bytes of heap something takes that a test makes and keeps. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Whoever asks holds what the work makes, until behind this. */
export async function heapBytesOf(work: () => Promise<void> | void): Promise<number> {
  for (let time = 0; time < 2; time += 1) collect();
  const before = process.memoryUsage().heapUsed;
  await work();
  collect();
  return process.memoryUsage().heapUsed - before;
}
