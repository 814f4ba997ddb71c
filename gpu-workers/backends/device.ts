/** Where ONNX Runtime computes: the options of a session there, models as the device takes them, and whether it is there at all. */

import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { deviceModel } from '../../models/device-model.ts';
import { onnxModel } from '../../models/onnx-graph.ts';
import type { Device } from '../../runtime/devices.ts';
import { TandemError } from '../../runtime/errors.ts';

type SessionOptions = InferenceSession.SessionOptions;

export interface Place {
  readonly device: Device;
  /** That compute inside one operator on the CPU. */
  readonly threads: number;
}

/** What a machine needs for it. */
const NEEDS: Readonly<Record<Device, string>> = {
  cpu: 'run "npm ci"',
  webgpu: 'give the machine a GPU with a driver of Vulkan, Metal or Direct3D 12, or set TANDEM_DEVICE=cpu',
  cuda: 'give the machine an NVIDIA GPU with CUDA 12 and cuDNN 9 and run "ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node", or set TANDEM_DEVICE=cpu',
};

/** The library runs on the CPU what the device has no kernel for. */
export function sessionOptions({ threads, device }: Place): SessionOptions {
  return {
    executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // Two pools share the cores: a thread that spins for its next operator takes time from the other pool.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    logSeverityLevel: 3,
  };
}

/** Weights that are files are looked for in the folder. The library passes `extra` on as nested names. */
export function withFolder(options: SessionOptions, folder: string): SessionOptions {
  const extra = (options.extra ?? {}) as { readonly session?: object };
  const session = { ...extra.session, model_external_initializers_file_folder_path: folder };
  return { ...options, extra: { ...extra, session } };
}

export function openModel(path: string, place: Place): Promise<InferenceSession> {
  const options = sessionOptions(place);
  if (place.device === 'cpu') return InferenceSession.create(path, options);
  return InferenceSession.create(deviceModel(readFileSync(path)), withFolder(options, dirname(path)));
}

/** Throws DEVICE_UNAVAILABLE unless the device itself multiplies two small matrices as it should. */
export async function requireDevice(device: Device): Promise<void> {
  let problem: string | null;
  try {
    problem = await wrongProduct(device);
  } catch (error) {
    problem = firstLine(error);
  }
  if (problem === null) return;
  throw new TandemError(
    'DEVICE_UNAVAILABLE',
    `expected a session of ONNX Runtime on ${device} that multiplies, got: ${problem}; ${NEEDS[device]}`,
  );
}

/** Null when it is right. With the CPU forbidden, a device that cannot must say so. */
async function wrongProduct(device: Device): Promise<string | null> {
  const session = await InferenceSession.create(tinyProduct(), {
    executionProviders: [device],
    logSeverityLevel: 4,
    ...(device === 'cpu' ? {} : { extra: { session: { disable_cpu_ep_fallback: '1' } } }),
  });
  const { product } = await session.run({ row: new Tensor('float32', Float32Array.of(1, 2), [1, 2]) });
  await session.release();
  const got = [...((product?.data ?? []) as Float32Array)].join(', ');
  return got === '13, 16' ? null : `${got} instead of 13, 16`;
}

function tinyProduct(): Uint8Array {
  return onnxModel((graph) => {
    const row = graph.input('row', 'float32', [1, 2]);
    return { product: graph.node('MatMul', [row, graph.constant(Float32Array.of(3, 4, 5, 6), [2, 2])]) };
  });
}

/** Without the place in the library's sources; semicolons part a sentence of ours from its advice. */
function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  return line.replace(/^\/\S+:\d+ .* was false\. /, '').replaceAll(';', ',');
}
