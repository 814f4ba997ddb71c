/** Serves `item-encoder`: texts of documents in, the vectors that the packed ranker reads of them out. */

import { TandemError } from '../../runtime/errors.ts';
import type { PackedRanker } from '../backends/packed.ts';
import { input } from '../request-inputs.ts';
import type { ServedModel } from '../served-model.ts';
import { fp32 } from '../tensors.ts';

const PROBE = ['registered nurse', 'diesel engine mechanic'];

export function serveItemEncoder(packed: PackedRanker): ServedModel {
  const { slots, dimensions } = packed;
  return {
    name: 'item-encoder',
    task: 'embed',
    inputs: [{ name: 'text', datatype: 'BYTES', shape: [-1] }],
    outputs: [{ name: 'items', datatype: 'FP32', shape: [-1, slots, dimensions] }],
    infer: async (request) => {
      const texts = input(request, 'text', 'BYTES').data;
      const { vectors, tokenizeMs, computeMs } = await packed.encode(texts);
      const items = fp32([texts.length, slots, dimensions], vectors);
      return { outputs: { items }, items: texts.length, tokenizeMs, computeMs };
    },
    probe: async () => {
      const { vectors } = await packed.encode(PROBE);
      const width = slots * dimensions;
      const isWhole = vectors.length === PROBE.length * width && vectors.every(Number.isFinite);
      const differs = vectors.subarray(0, width).some((value, axis) => value !== vectors[width + axis]);
      if (isWhole && differs) return;
      throw new TandemError(
        'MODEL_INVALID',
        `item-encoder: expected ${slots} vectors of ${dimensions} finite numbers a text, other ones for another text, got ${vectors.length} numbers for ${PROBE.length} texts`,
      );
    },
  };
}
