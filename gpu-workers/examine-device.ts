/** Whether a device can run models on this machine, tried in a process of its own. */

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

function problemOf(device: Device): Promise<string | null> {
  // Drivers write what they miss to the standard outputs; the answer says it too.
  const child = forkModule('device-process', device, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  return new Promise((resolve) => {
    const end = (problem: string | null): void => {
      clearTimeout(patience);
      resolve(problem);
    };
    child.on('message', (answer: DeviceAnswer) => end(answer.problem));
    child.on('error', (error) => end(`expected a process that tries ${device}, got: ${error.message}; start it again`));
    child.on('exit', (code, signal) =>
      end(
        `expected ${device} to open a session within ${PATIENCE_MS / 1_000} s, the process that tried it ended with ${signal ?? code}; look at its driver, or set TANDEM_DEVICE=cpu`,
      ),
    );
  });
}
