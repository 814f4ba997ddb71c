/** Real workers without a parent: `tandem worker` as a process of its own, with the deterministic backend. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { PoolName } from '../../runtime/pool-names.ts';
import { projectPath } from '../../runtime/project-root.ts';

export interface WorkerCommand {
  readonly process: ChildProcess;
  /** The one line that it printed, and the address in it. */
  readonly line: string;
  readonly url: string;
}

/** Resolves when it is ready; it ends with the test. */
export async function startWorkerCommand(pool: PoolName, args: readonly string[] = []): Promise<WorkerCommand> {
  const parameters = ['--import', 'tsx', projectPath('cli', 'tandem.ts'), 'worker', pool, ...args];
  const process_ = spawn(process.execPath, parameters, {
    env: { ...process.env, TANDEM_BACKEND: 'fake', TANDEM_LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void process_.kill('SIGKILL'));
  const [line] = (await once(createInterface({ input: process_.stdout }), 'line')) as [string];
  return { process: process_, line, url: /\S+$/.exec(line)?.[0] ?? '' };
}

export async function endOf({ process: child }: WorkerCommand, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, 'exit');
  child.kill(signal);
  return ((await exit) as [number | null])[0];
}
