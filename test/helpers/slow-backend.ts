/** A backend that is ready only when the parent of its worker has gone, for faults in the middle of a start. */
import { once } from 'node:events';
import type { Backend } from '../../gpu-workers/backends/backend.ts';
import { createFakeBackend } from '../../gpu-workers/backends/fake.ts';

export async function createBackend(): Promise<Backend> {
  await once(process, 'disconnect');
  return createFakeBackend();
}
