/** How fast this machine reads memory with some threads: the largest of many numbers, which needs each of them once. */

import { InferenceSession, Tensor } from 'onnxruntime-node';
import { onnxModel } from '../models/onnx-graph.ts';

const NUMBERS = 100_000_000;
const ROWS = 16;
const PASSES = 6;

/** Bytes a second of the fastest pass over 400 MB. */
export async function memoryBandwidth(threads: number): Promise<number> {
  const model = onnxModel((graph) => {
    const numbers = graph.input('numbers', 'float32', [ROWS, NUMBERS / ROWS]);
    const axis = graph.constant(BigInt64Array.of(1n), [1]);
    return { largest: graph.node('ReduceMax', [numbers, axis], { attributes: { keepdims: 0 } }) };
  });
  const session = await InferenceSession.create(model, { intraOpNumThreads: threads });
  const numbers = new Tensor('float32', new Float32Array(NUMBERS).fill(1), [ROWS, NUMBERS / ROWS]);
  let fastestMs = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < PASSES; pass++) {
    const startMs = performance.now();
    await session.run({ numbers });
    fastestMs = Math.min(fastestMs, performance.now() - startMs);
  }
  return (NUMBERS * Float32Array.BYTES_PER_ELEMENT * 1_000) / fastestMs;
}
