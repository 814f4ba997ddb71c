/** Half floats (IEEE 754 binary16) to single floats and back, rounding to the nearest even. */

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

const HALF_INFINITY = 0x7c00;
const HALF_NAN = 0x7e00;
/** Exponent biases of the two formats, and the bits of mantissa that the half float lacks. */
const BIAS_DIFFERENCE = 127 - 15;
const LOST_BITS = 13;

/** Bits of the nearest half float. */
function toHalf(value: number): number {
  single[0] = value;
  const whole = bits[0] ?? 0;
  const sign = (whole >>> 16) & 0x8000;
  const exponent = ((whole >>> 23) & 0xff) - BIAS_DIFFERENCE;
  const mantissa = whole & 0x7fffff;
  if (Number.isNaN(value)) return sign | HALF_NAN;
  if (exponent >= 31) return sign | HALF_INFINITY;
  if (exponent > 0) return sign | roundedShift((exponent << 23) | mantissa, LOST_BITS);
  // Too small for a normal half float: the hidden bit becomes visible and moves right.
  return exponent < -10 ? sign : sign | roundedShift(mantissa | 0x800000, LOST_BITS + 1 - exponent);
}

/** A carry out of the mantissa raises the exponent, as it should. */
function roundedShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return kept + (rest > half || (rest === half && (kept & 1) === 1) ? 1 : 0);
}

function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

/** All 65,536 values: one look-up a number instead of arithmetic. */
let table: Float32Array | undefined;

export function encodeHalfs(values: Float32Array): Uint16Array {
  const halfs = new Uint16Array(values.length);
  for (let index = 0; index < values.length; index += 1) halfs[index] = toHalf(values[index] ?? Number.NaN);
  return halfs;
}

export function decodeHalfs(halfs: Uint16Array): Float32Array {
  table ??= Float32Array.from({ length: 0x10000 }, (_, half) => fromHalf(half));
  const values = new Float32Array(halfs.length);
  for (let index = 0; index < halfs.length; index += 1) values[index] = table[halfs[index] ?? 0] ?? Number.NaN;
  return values;
}
