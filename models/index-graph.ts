/** Document vectors as the 8-bit codes that `models/index.onnx` takes; its inputs are told in training/export_index.py. */

const LARGEST_CODE = 127;
const ZERO_CODE = 128;

/**
 * 8-bit codes [n·d] of vectors [n·d]: one scale for all, because only the order counts before the exact scores.
 * Vectors of one call of the graph must be coded together; segments are searched one by one and merged by score.
 */
export function vectorCodes(vectors: Float32Array): Uint8Array {
  let largest = 0;
  for (const value of vectors) largest = Math.max(largest, Math.abs(value));
  const scale = largest === 0 ? 0 : LARGEST_CODE / largest;
  const codes = new Uint8Array(vectors.length);
  for (const [index, value] of vectors.entries()) codes[index] = Math.round(value * scale) + ZERO_CODE;
  return codes;
}
