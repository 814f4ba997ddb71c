/** A worker that cannot load an index version is told of, and keeps no other one from it. */
import { expect, it } from 'vitest';
import { createPreparedIndexes } from '../../gpu-workers/prepared-indexes.ts';
import type { WorkerClient } from '../../gpu-workers/worker-client.ts';
import { TandemError } from '../../runtime/errors.ts';

const lost = new TandemError('WORKER_UNAVAILABLE', 'worker did not answer');
/** Never answers, as a client breaks off when its signal says so. */
const hangs: WorkerClient['load'] = (_model, _parameters, signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(lost)));

function open() {
  const lines: { readonly worker?: string; readonly version?: string; readonly err?: Error }[] = [];
  const note = (line: object): void => void lines.push(line);
  const logger = { warn: note, error: note } as unknown as Parameters<typeof createPreparedIndexes>[1];
  return { lines, indexes: createPreparedIndexes((vertical) => `index-${vertical}`, logger, 1) };
}

it('a load that takes too long is logged with its worker and version, and the others go on', async () => {
  const { lines, indexes } = open();
  const loaded: string[] = [];
  const loads: WorkerClient['load'] = async (model) => void loaded.push(model);
  const workers = [
    { name: 'slow', client: { load: hangs } },
    { name: 'quick', client: { load: loads } },
  ];
  await indexes.add(workers, 'jobs', 'v1');
  expect(loaded).toEqual(['index-jobs']);
  expect(lines).toMatchObject([{ worker: 'slow', vertical: 'jobs', version: 'v1' }]);
  expect(lines[0]?.err?.message).toContain('expected it loaded within 1 ms');
});

it('a worker that died is logged, and one that has no such index is an error of the caller', async () => {
  const { lines, indexes } = open();
  const rejecting = (error: Error) => [{ name: 'w', client: { load: () => Promise.reject(error) } }];
  await indexes.add(rejecting(lost), 'jobs', 'v1');
  expect(lines).toMatchObject([{ worker: 'w', err: lost }]);
  const missing = new TandemError('INDEX_MISSING', 'not there');
  await expect(indexes.add(rejecting(missing), 'jobs', 'v2')).rejects.toBe(missing);
});
