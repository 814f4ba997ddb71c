/** A process that tries one device and tells its parent: a driver that crashes takes nobody else along. */

import type { Device } from '../runtime/devices.ts';
import { requireDevice } from './backends/device.ts';
import type { DeviceAnswer } from './examine-device.ts';

function tell(answer: DeviceAnswer): void {
  process.send?.(answer, () => process.exit(0));
}

requireDevice(process.argv[2] as Device).then(
  () => tell({ problem: null }),
  (error: Error) => tell({ problem: error.message }),
);
