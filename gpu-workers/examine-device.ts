/** Whether a device can run models on this machine, tried in a process of its own. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Device } from '../runtime/devices.ts';
import { TandemError } from '../runtime/errors.ts';
import { forkModule } from './fork-module.ts';

/** What the process says; null when the device works. */
export interface DeviceAnswer {
  readonly problem: string | null;
}

/** The first session on a GPU may have to compile what it runs. */
const PATIENCE_MS = 60_000;

/** Throws DEVICE_UNAVAILABLE with the reason when it cannot. */
export async function examineDevice(device: Device): Promise<void> {
  const problem = await problemOf(device);
  if (problem !== null) throw new TandemError('DEVICE_UNAVAILABLE', problem);
}

async function problemOf(device: Device): Promise<string | null> {
  // Drivers write what they miss to the standard outputs; the answer says it too.
  const child = forkModule('device-process', device, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  const answered = once(child, 'message').then(([answer]: DeviceAnswer[]) => answer?.problem ?? null);
  try {
    return await Promise.race([answered, problemOfSilence(child, device)]);
  } catch (error) {
    return `expected a process that tries ${device}, got: ${String(error)}; start it again`;
  } finally {
    clearTimeout(patience);
  }
}

/** Resolves after all messages: a busy parent hears that the process has ended before it reads what that said. */
async function problemOfSilence(child: ChildProcess, device: Device): Promise<string> {
  const [[code, signal]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  return `expected ${device} to open a session within ${PATIENCE_MS / 1_000} s, the process that tried it ended with ${signal ?? code}; look at its driver, or set TANDEM_DEVICE=cpu`;
}
