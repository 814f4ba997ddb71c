/** What the item encoder wrote for each document: a few 8-bit vectors with one scale each, as the packed ranker reads them. */

/** What the vectors of a segment are; `version` as `itemVersion` of models/templates.ts makes it. */
export interface ItemLayout {
  readonly version: string;
  /** Vectors a document. */
  readonly slots: number;
  readonly dimensions: number;
}

export interface ItemVectors {
  readonly size: number;
  readonly slots: number;
  readonly dimensions: number;
  /** [size, slots, dimensions] in position order; times its scale a code is the number it stands for. */
  readonly codes: Int8Array;
  /** [size, slots] */
  readonly scales: Float32Array;
}

const LARGEST_CODE = 127;
/** Of a vector that is all zeros. */
const LEAST_SCALE = 1e-12 / LARGEST_CODE;
const SCALE_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** Bytes of one document: for each vector its scale (32-bit float, little-endian) and its codes. */
export function itemBytes({ slots, dimensions }: Pick<ItemLayout, 'slots' | 'dimensions'>): number {
  return slots * (SCALE_BYTES + dimensions);
}

/** `vectors` [slots, dimensions] of one document as the bytes that a segment keeps. */
export function packItem(
  vectors: Float32Array,
  { slots, dimensions }: Pick<ItemLayout, 'slots' | 'dimensions'>,
): Buffer {
  const packed = Buffer.alloc(itemBytes({ slots, dimensions }));
  for (let slot = 0; slot < slots; slot++) {
    const vector = vectors.subarray(slot * dimensions, (slot + 1) * dimensions);
    const scale = Math.max(
      LEAST_SCALE,
      vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / LARGEST_CODE,
    );
    const at = slot * (SCALE_BYTES + dimensions);
    packed.writeFloatLE(scale, at);
    for (const [axis, value] of vector.entries()) packed.writeInt8(codeOf(value / scale), at + SCALE_BYTES + axis);
  }
  return packed;
}

const codeOf = (value: number): number => Math.max(-LARGEST_CODE, Math.min(LARGEST_CODE, Math.round(value)));

/** `bytes` holds the packed items of consecutive positions. */
export function unpackItems(bytes: Uint8Array, layout: Pick<ItemLayout, 'slots' | 'dimensions'>): ItemVectors {
  const { slots, dimensions } = layout;
  const size = bytes.length / itemBytes(layout);
  const codes = new Int8Array(size * slots * dimensions);
  const scales = new Float32Array(size * slots);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let row = 0; row < size * slots; row++) {
    const at = row * (SCALE_BYTES + dimensions);
    scales[row] = view.getFloat32(at, true);
    codes.set(signed.subarray(at + SCALE_BYTES, at + SCALE_BYTES + dimensions), row * dimensions);
  }
  return { size, slots, dimensions, codes, scales };
}

/** The vectors of some positions, in their order; positions go on from one part to the next. Each is one of the parts'. */
export function gatherItems(parts: readonly ItemVectors[], positions: Int32Array): ItemVectors {
  const { slots, dimensions } = parts[0] ?? { slots: 0, dimensions: 0 };
  const width = slots * dimensions;
  const gathered = {
    codes: new Int8Array(positions.length * width),
    scales: new Float32Array(positions.length * slots),
  };
  for (const [at, position] of positions.entries()) {
    let row = position;
    let part = 0;
    while (row >= (parts[part]?.size ?? Number.POSITIVE_INFINITY)) row -= parts[part++]?.size ?? 0;
    const { codes, scales } = parts[part] ?? gathered;
    gathered.codes.set(codes.subarray(row * width, (row + 1) * width), at * width);
    gathered.scales.set(scales.subarray(row * slots, (row + 1) * slots), at * slots);
  }
  return { size: positions.length, slots, dimensions, ...gathered };
}
