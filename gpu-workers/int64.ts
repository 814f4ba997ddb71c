/** Positions as the wire has them, 64 bits wide, and as we have them, 32: loops, because `from` with a function costs milliseconds a search (`bench/batch-path.ts`). */

export function toInt64(positions: Int32Array): BigInt64Array {
  const wide = new BigInt64Array(positions.length);
  for (let at = 0; at < wide.length; at++) wide[at] = BigInt(positions[at] ?? 0);
  return wide;
}

/** Every number must fit 32 bits. */
export function fromInt64(wide: BigInt64Array): Int32Array {
  const positions = new Int32Array(wide.length);
  for (let at = 0; at < positions.length; at++) positions[at] = Number(wide[at]);
  return positions;
}
