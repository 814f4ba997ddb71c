/** Servers of the inference protocol that others wrote, with our models inside; each needs a Python with its requirements. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { projectPath } from '../../runtime/project-root.ts';
import type { ModelServer } from './model-server.ts';

export interface ThirdParty {
  readonly name: 'Triton' | 'MLServer';
  /** Environment variable that names the Python. */
  readonly variable: string;
  readonly script: string;
}

export const THIRD_PARTIES: readonly ThirdParty[] = [
  { name: 'Triton', variable: 'TRITON_PYTHON', script: 'triton_server.py' },
  { name: 'MLServer', variable: 'MLSERVER_PYTHON', script: 'mlserver_server.py' },
];

const FOLDER = projectPath('test', 'gpu-workers', 'third-party');
/** Triton loads each model in a process of its own: 20 s on 2 cores that others use too. */
const START_TIMEOUT_MS = 120_000;
const END_TIMEOUT_MS = 5_000;
const KEPT_LINES = 20;

/** Null without its Python, and the output says so. */
export async function startThirdParty({ name, variable, script }: ThirdParty): Promise<ModelServer | null> {
  const python = process.env[variable];
  if (python === undefined || python === '') {
    console.log(
      `skipped with ${name}: set ${variable} to a Python with test/gpu-workers/third-party/requirements-*.txt`,
    );
    return null;
  }
  const port = await freePort();
  // It ends when its input ends, so also with us; a process group of its own, so that what it leaves can be ended too.
  const child = spawn(python, [script, String(port)], {
    cwd: FOLDER,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  const isReady = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        if (lines.push(line) > KEPT_LINES) lines.shift();
        if (line === 'READY') resolve();
      });
    }
  });
  const close = async (): Promise<void> => {
    child.stdin.end();
    await Promise.race([exited, pause(END_TIMEOUT_MS, undefined, { ref: false })]);
    killGroup(child);
  };
  const isLate = pause(START_TIMEOUT_MS, 'late', { ref: false });
  const first = await Promise.race([isReady.then(() => 'ready'), exited.then(() => 'ended'), isLate]);
  if (first === 'ready') return { url: `http://127.0.0.1:${port}`, close };
  await close();
  throw new Error(`${name} did not start (${first}): ${lines.join('\n')}`);
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: all of them have ended.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
