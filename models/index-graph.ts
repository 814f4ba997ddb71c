/** What `models/index.onnx` is fed with and what it answers; running it belongs to the workers. */

/** Input names: shapes and types as `training/export_index.py` writes them. */
export interface IndexFeeds {
  /** fp32 [b, d], unit length. */
  readonly query: Float32Array;
  /** uint8 [n, d] of `vectorCodes`; passed by reference at each call, ONNX Runtime does not copy it. */
  readonly codes: Uint8Array;
  /** fp32 [n, d], unit length; the survivors of the coarse pass are scored again with them. */
  readonly vectors: Float32Array;
  /** uint8 [1, n] or [b, n]: 0 hides a document. */
  readonly live: Uint8Array;
  /** int64 [1], 1 to 10,000. */
  readonly k: BigInt64Array;
}

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
