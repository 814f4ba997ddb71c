/** What a process that tries a device says counts, in whatever order its end and its message are heard of. */
import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { examineDevice } from '../../gpu-workers/examine-device.ts';
import { forkModule } from '../../gpu-workers/fork-module.ts';

vi.mock(import('../../gpu-workers/fork-module.ts'), () => ({ forkModule: vi.fn() }));

let child: EventEmitter;
beforeEach(() => {
  child = Object.assign(new EventEmitter(), { kill: () => true });
  vi.mocked(forkModule).mockReturnValue(child as ChildProcess);
});

type Heard = readonly [event: string, ...what: readonly unknown[]];
const EXIT: Heard = ['exit', 0, null];
const WORKS: Heard = ['message', { problem: null }];
const FAILS: Heard = ['message', { problem: 'no driver' }];
const GONE: Heard = ['disconnect'];

/** Each event is heard in a turn of its own, as from a real process. */
async function examine(heard: readonly Heard[]): Promise<void> {
  const examined = examineDevice('webgpu');
  const settled = examined.catch(() => undefined);
  for (const [event, ...what] of heard) {
    await new Promise(setImmediate);
    child.emit(event, ...what);
  }
  await settled;
  return examined;
}

it.each([
  ['before its end', [WORKS, EXIT, GONE]],
  ['after its end', [EXIT, WORKS, GONE]],
])('a device that works is taken when that is heard %s', async (_, heard) => {
  await expect(examine(heard)).resolves.toBeUndefined();
});

it.each([
  ['the reason that was heard late', [EXIT, FAILS, GONE], 'no driver'],
  ['the status of a process that said nothing', [GONE, ['exit', 3, null]], 'ended with 3'],
  ['the signal that ended it', [['exit', null, 'SIGSEGV'], GONE], 'ended with SIGSEGV'],
  ['why there is no process', [['error', new Error('no memory')]], 'no memory'],
] as const)('one that does not is refused with %s', async (_, heard, told) => {
  await expect(examine(heard)).rejects.toMatchObject({
    code: 'DEVICE_UNAVAILABLE',
    message: expect.stringContaining(told),
  });
});
