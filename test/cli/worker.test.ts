/** `tandem worker` serves one pool without a parent and says where. */
import { expect, it } from 'vitest';
import { endOf, startWorkerCommand } from '../helpers/worker-command.ts';

it('takes a free port, says its address when it is ready, tells its process, and drains on SIGTERM', {
  timeout: 30_000,
}, async () => {
  const worker = await startWorkerCommand('slm');
  expect(worker.line).toMatch(/^worker of slm ready at http:\/\/127\.0\.0\.1:[1-9]\d*$/);
  expect((await fetch(`${worker.url}/v2/health/ready`)).status).toBe(200);
  expect(await (await fetch(`${worker.url}/v2`)).json()).toMatchObject({ pid: worker.process.pid });
  expect(await endOf(worker, 'SIGTERM')).toBe(0);
  await expect(fetch(`${worker.url}/v2/health/ready`)).rejects.toThrow();
});
