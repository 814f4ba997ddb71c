/** What `tandem doctor` finds of devices: what ONNX Runtime knows, and on which of those that can be configured a session opens here. */

import { examineDevice } from '../gpu-workers/examine-device.ts';
import type { Config } from '../runtime/config.ts';
import { DEVICES, type Device } from '../runtime/devices.ts';
import { type Finding, findingOf, note, ok } from './doctor-findings.ts';

/** What can run models here. */
export async function checkOnnxRuntime(): Promise<readonly Finding[]> {
  const { listSupportedBackends } = await import('onnxruntime-node');
  const providers = listSupportedBackends().map(({ name, bundled }) =>
    bundled ? name : `${name} (not in the package)`,
  );
  return [ok('onnx runtime', providers.join(', '))];
}

type Examine = (device: Device) => Promise<void>;

/** One that is not configured may be missing. `examine` is another one in tests alone. */
export function checkDevices(
  { TANDEM_DEVICE: configured }: Config,
  examine: Examine = examineDevice,
): Promise<readonly Finding[]> {
  return Promise.all(
    DEVICES.map(async (device) => {
      const finding = await findingOf(`device ${device}`, async () => {
        await examine(device);
        return ok(`device ${device}`, `a session opens${device === configured ? ', as configured' : ''}`);
      });
      return finding.kind === 'failed' && device !== configured ? note(finding.what, finding.found) : finding;
    }),
  );
}
