/** Models that are rewritten for GPUs answer on the CPU what the models of the manifest answer. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { sessionOptions, withFolder } from '../../gpu-workers/backends/device.ts';
import { createOnnxPacked } from '../../gpu-workers/backends/onnx-packed.ts';
import { deviceModel } from '../../models/device-model.ts';
import { MODELS_FOLDER, modelFile, readManifest } from '../../models/manifest.ts';
import { MICROSOFT, onnxModel } from '../../models/onnx-graph.ts';
import { loadTokenizer } from '../../models/tokenizer.ts';

const manifest = readManifest();
const OPTIONS = withFolder(sessionOptions({ device: 'cpu', threads: 1 }), MODELS_FOLDER);
/** Field 4 of a node, the length, the name of the operator. */
const INTEGERS = ['\x22\x14MatMulIntegerToFloat', '\x22\x0eQuantizeLinear'];

const pathOf = (name: string): string => join(MODELS_FOLDER, modelFile(manifest, name).file);
const asItIs = (name: string): Promise<InferenceSession> => InferenceSession.create(pathOf(name), OPTIONS);
const rewritten = (name: string): Promise<InferenceSession> =>
  InferenceSession.create(deviceModel(readFileSync(pathOf(name))), OPTIONS);

function largestDifference(a: Tensor | undefined, b: Tensor | undefined): number {
  const [left, right] = [a?.data as Float32Array, b?.data as Float32Array];
  expect(left.length).toBe(right.length);
  return Math.max(...left.map((value, at) => Math.abs(value - (right[at] ?? Number.NaN))));
}

describe('a model rewritten for GPUs', () => {
  it.each(['encoder', 'item-encoder', 'understanding', 'full-text'])(
    '%s has no products of integers, and answers the same, padded rows too',
    async (name) => {
      const [file, written] = [readFileSync(pathOf(name)), deviceModel(readFileSync(pathOf(name)))];
      for (const operator of INTEGERS) {
        expect(file.includes(operator)).toBe(true);
        expect(Buffer.from(written).includes(operator)).toBe(false);
      }
      const feeds = {
        input_ids: new Tensor('int32', [101, 2100, 3000, 4000, 5000, 102, 101, 6000, 7000, 102, 0, 0], [2, 6]),
        attention_mask: new Tensor('int32', [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0], [2, 6]),
      };
      const [before, after] = [await (await asItIs(name)).run(feeds), await (await rewritten(name)).run(feeds)];
      expect(Object.keys(after)).toEqual(Object.keys(before));
      for (const output of Object.keys(before))
        expect(largestDifference(before[output] as Tensor, after[output] as Tensor)).toBeLessThan(1e-5);
    },
  );

  it('ranker gives the scores of its probe', async () => {
    const tokenizer = loadTokenizer(join(MODELS_FOLDER, 'minilm'));
    const packed = createOnnxPacked({
      manifest,
      folder: MODELS_FOLDER,
      tokenizer: () => tokenizer,
      session: rewritten,
    });
    const probe = packed === null ? null : await packed.probe();
    if (packed === null || probe === null) throw new Error('models/manifest.json has no packed ranker');
    const { scores } = await packed.score(probe.batch);
    expect(scores).toHaveLength(probe.scores.length);
    for (const [at, score] of scores.entries()) expect(score).toBeCloseTo(probe.scores[at] ?? Number.NaN, 2);
  });

  it('is refused when integers come from elsewhere than rows that were rounded', () => {
    const model = onnxModel((graph) => {
      const inputs = [graph.input('rows', 'uint8', ['n', 2]), graph.constant(Uint8Array.of(1, 2), [2, 1])];
      return { product: graph.node('MatMulIntegerToFloat', inputs, { domain: MICROSOFT }) };
    });
    expect(() => deviceModel(model)).toThrow(/expected rows of QuantizeLinear .* got "rows"; write the model with/);
  });

  it('is refused when its file is cut short', () => {
    const model = readFileSync(pathOf('encoder'));
    expect(() => deviceModel(model.subarray(0, model.length - 10))).toThrow(RangeError);
  });
});
