/** The server that a load benchmark measures: one of its own on a free port with the demo corpus, or one that runs already. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { badInput } from '../runtime/errors.ts';
import { projectPath } from '../runtime/project-root.ts';
import { type HeldMemory, isHeldMemory, TELL_MEMORY } from './tell-memory.ts';

export interface MeasuredServer {
  readonly url: string;
  /** Null for one that runs already. */
  readonly pid: number | null;
  /** Null unless it loaded bench/tell-memory.ts. */
  readonly heldMemory: (() => Promise<HeldMemory>) | null;
  readonly stop: () => Promise<void>;
}

const START_MS = 180_000;
const STOP_MS = 10_000;

const MEMORY_ARGUMENTS = ['--expose-gc', '--import', projectPath('bench', 'tell-memory.ts')];

/** Only addresses of this machine are measured. Throws BAD_USER_INPUT for others, and when the server does not start. */
export async function measuredServer(
  url: string | undefined,
  settings: Readonly<Record<string, string>> = {},
  tellsMemory = false,
): Promise<MeasuredServer> {
  if (url === undefined) return startServer(settings, tellsMemory);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname))
    throw badInput(`--url must be on this machine, got ${url}`);
  return { url: url.replace(/\/$/, ''), pid: null, heldMemory: null, stop: async () => undefined };
}

async function startServer(settings: Readonly<Record<string, string>>, tellsMemory: boolean): Promise<MeasuredServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'));
  const child = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', ...(tellsMemory ? MEMORY_ARGUMENTS : [])],
      ...['cli/tandem.ts', 'start', '--port', '0', '--data-dir', folder],
    ],
    {
      cwd: projectPath(),
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'pipe', 'inherit', ...(tellsMemory ? (['ipc'] as const) : [])],
    },
  );
  const stop = async (): Promise<void> => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const url = await urlOf(child);
    await untilReady(url);
    return { url, pid: child.pid ?? null, heldMemory: tellsMemory ? () => askMemory(child) : null, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Loaders talk over the same channel. */
function askMemory(child: ChildProcess): Promise<HeldMemory> {
  return new Promise((resolve, reject) => {
    const end = (code: number | null): void => reject(badInput(`the server ended with code ${code}`));
    child.once('exit', end);
    const read = (message: unknown): void => {
      if (!isHeldMemory(message)) return;
      child.off('message', read).off('exit', end);
      resolve(message);
    };
    child.on('message', read);
    child.send(TELL_MEMORY);
  });
}

/** The box that it prints names its address. */
function urlOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(() => reject(badInput(`the server did not start in ${START_MS} ms`)), START_MS);
    child.once('exit', (code) => reject(badInput(`the server ended with code ${code} before it listened`)));
    child.stdout?.on('data', (part: Buffer) => {
      printed += part.toString();
      const [, url] = /(http:\/\/[^\s/]+)\/graphql/.exec(printed) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

async function untilReady(url: string): Promise<void> {
  const endMs = performance.now() + START_MS;
  while (performance.now() < endMs) {
    const { ok } = await fetch(`${url}/readyz`);
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw badInput(`the server at ${url} was not ready in ${START_MS} ms`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exit;
  clearTimeout(timer);
}
