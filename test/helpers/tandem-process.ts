/** A serving command of `tandem` as a process of its own, from sources, with the deterministic backend. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectPath } from '../../runtime/project-root.ts';

export interface TandemProcess {
  readonly url: string;
  /** All that it and its workers wrote until now. */
  readonly printed: () => string;
  /** Resolves with exit status and signal when the process has ended. */
  readonly end: (signal: NodeJS.Signals) => Promise<readonly [status: number | null, signal: string | null]>;
}

/** Resolves when it listens; throws with what it printed when it ends before. */
export async function startProcess(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<TandemProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', projectPath('cli', 'tandem.ts'), ...args], {
    env: { ...process.env, PORT: '0', TANDEM_BACKEND: 'fake', TANDEM_LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Whatever happens to the test, no process outlives it.
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => printed.push(text.toString()));
  return {
    url: await addressOf(child, args),
    printed: () => printed.join(''),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

function addressOf(child: ChildProcess, args: readonly string[]): Promise<string> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const read = (text: Buffer): void => {
      printed += text;
      const url = /GraphQL\s+(\S+)\/graphql/.exec(printed)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (status) => reject(new Error(`tandem ${args.join(' ')} ended with ${status}: ${printed}`)));
  });
}
