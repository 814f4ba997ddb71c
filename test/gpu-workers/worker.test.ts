/** One worker process by itself: its states, and how it ends. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { WorkerOptions } from '../../gpu-workers/worker-options.ts';
import { projectPath } from '../../runtime/project-root.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const SLOW_BACKEND = new URL('../helpers/slow-backend.ts', import.meta.url).href;

/** The kinds of messages until one of `last` came. */
async function messagesUntil(child: ChildProcess, last: readonly string[]): Promise<readonly string[]> {
  const kinds: string[] = [];
  while (!last.includes(kinds.at(-1) ?? '')) {
    const [message] = (await once(child, 'message')) as [{ readonly kind: string }];
    kinds.push(message.kind);
  }
  return kinds;
}

function startWorker(backend: string): ChildProcess {
  const options: WorkerOptions = {
    pool: 'slm',
    name: 'slm-test',
    listen: `unix:${join(temporaryFolder(), 'worker')}`,
    dataDir: 'nowhere',
    backend,
    device: 'cpu',
    threads: 1,
    logLevel: 'silent',
    ranker: 'packed',
  };
  const source = new URL('../../gpu-workers/worker.ts', import.meta.url).href;
  const child = fork(projectPath('runtime', 'source-entry.mjs'), [source, JSON.stringify(options)], {
    execArgv: [],
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** The options are the last argument of the process. */
function socketPathOf({ spawnargs }: ChildProcess): string {
  return (JSON.parse(spawnargs.at(-1) ?? '{}') as WorkerOptions).listen.slice('unix:'.length);
}

const exitOf = async (child: ChildProcess): Promise<unknown> => (await once(child, 'exit'))[0];

describe('a worker process', () => {
  it('warms up, is ready, answers heartbeats, and ends on SIGTERM', async () => {
    const child = startWorker('fake');
    expect(await messagesUntil(child, ['ready', 'failed'])).toEqual(['warming', 'ready']);
    child.send({ kind: 'ping' });
    expect(await messagesUntil(child, ['pong'])).toEqual(['pong']);
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
  });

  it('ends when its parent is gone', async () => {
    const child = startWorker('fake');
    await messagesUntil(child, ['ready', 'failed']);
    child.disconnect();
    expect(await exitOf(child)).toBe(0);
  });

  it('ends when its parent is gone while it still loads its models, and leaves no folder of sockets', async () => {
    const child = startWorker(SLOW_BACKEND);
    const folder = dirname(socketPathOf(child));
    await messagesUntil(child, ['warming']);
    child.disconnect();
    expect(await exitOf(child)).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });

  it('ends at once when it is asked to while it still loads its models', async () => {
    const child = startWorker(SLOW_BACKEND);
    await messagesUntil(child, ['warming']);
    child.send({ kind: 'drain' });
    expect(await exitOf(child)).toBe(0);
  });

  it('that cannot open its backend says so and ends', async () => {
    const child = startWorker(new URL('./no-such-backend.ts', import.meta.url).href);
    const exit = exitOf(child);
    expect(await messagesUntil(child, ['ready', 'failed'])).toEqual(['warming', 'failed']);
    expect(await exit).toBe(1);
  });
});
