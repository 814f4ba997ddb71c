/** Sessions open on the device that was asked for, and one that is not there is refused with what to do. */
import { Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { openModel, requireDevice, sessionOptions } from '../../../gpu-workers/backends/device.ts';
import { openOnnxMatrix } from '../../../gpu-workers/backends/onnx-matrix.ts';
import { matrixPlace } from '../../../gpu-workers/backends/onnx-tiles.ts';
import { examineDevice } from '../../../gpu-workers/examine-device.ts';
import { readManifest, verifiedModelPath } from '../../../models/manifest.ts';
import type { Device } from '../../../runtime/devices.ts';
import { TandemError } from '../../../runtime/errors.ts';
import { decodeHalfs, encodeHalfs } from '../../../stores/half-floats.ts';
import { nearestProblems, randomUnitRows } from '../../helpers/nearest-oracle.ts';

const GPUS = ['webgpu', 'cuda'] as const;

/** Why not, in the words of the error; null when the device is there. */
async function refusalOf(device: Device): Promise<string | null> {
  try {
    await examineDevice(device);
    return null;
  } catch (error) {
    if (error instanceof TandemError && error.code === 'DEVICE_UNAVAILABLE') return error.message;
    throw error;
  }
}

const refusals = new Map(await Promise.all(GPUS.map(async (gpu) => [gpu, await refusalOf(gpu)] as const)));

describe('options of a session', () => {
  it('name the device first and the CPU for what it lacks', () => {
    expect(sessionOptions({ device: 'cpu', threads: 3 })).toMatchObject({
      executionProviders: ['cpu'],
      intraOpNumThreads: 3,
    });
    for (const device of GPUS)
      expect(sessionOptions({ device, threads: 1 }).executionProviders).toEqual([device, 'cpu']);
  });

  it('let a GPU compare all rows exactly, in tiles, and a CPU choose by codes', () => {
    expect(matrixPlace({ device: 'cpu', threads: 1 }).exactTileRows).toBeNull();
    expect(matrixPlace({ device: 'cuda', threads: 1 }).exactTileRows).toBe(65_536);
  });
});

describe('the CPU', () => {
  it('is there, in this process as in one of its own', async () => {
    await requireDevice('cpu');
    await examineDevice('cpu');
  });
});

describe.each(GPUS)('the device %s', (device) => {
  const refusal = refusals.get(device) ?? null;

  it.runIf(refusal !== null)(
    'is refused where it is not there, with what was expected, what came and what to do',
    async () => {
      const words = new RegExp(
        `^expected a session .* on ${device} that multiplies, got: .+; give the machine .* or set TANDEM_DEVICE=cpu$`,
      );
      expect(refusal).toMatch(words);
      await expect(requireDevice(device)).rejects.toThrow(words);
    },
  );

  it('embeds and finds as the CPU does, where it is there', { timeout: 300_000 }, async ({ skip }) => {
    if (refusal !== null) return skip(refusal);
    await requireDevice(device);
    const path = await verifiedModelPath(readManifest(), 'encoder');
    const feeds = {
      input_ids: new Tensor('int32', [101, 2100, 3000, 102], [1, 4]),
      attention_mask: new Tensor('int32', [1, 1, 1, 1], [1, 4]),
    };
    const vectors = await Promise.all(
      ([device, 'cpu'] as const).map(async (place) => {
        const session = await openModel(path, { device: place, threads: 1 });
        return (await session.run(feeds)).embedding?.data as Float32Array;
      }),
    );
    const cosine = vectors[0]?.reduce((sum, value, at) => sum + value * (vectors[1]?.[at] ?? Number.NaN), 0);
    expect(cosine).toBeGreaterThan(0.999);
    const halfs = encodeHalfs(randomUnitRows(500, 384, 3));
    const table = { size: 500, dimensions: 384, rows: { kind: 'memory', halfs } } as const;
    const matrix = await openOnnxMatrix(table, { ...matrixPlace({ device, threads: 1 }), exactTileRows: 200 });
    const query = randomUnitRows(1, 384, 9);
    const { rows, scores } = await matrix.nearest(query, 20, [null]);
    const asked = { rows: decodeHalfs(halfs), size: 500, query, k: 20, mask: null };
    expect(nearestProblems(asked, [...rows], [...scores])).toEqual([]);
  });
});
