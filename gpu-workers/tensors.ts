/** Tensors of the Open Inference Protocol and their two wire forms: raw little-endian bytes and JSON numbers. */

import { badInput } from '../runtime/errors.ts';

/** `data` is row major and as long as the product of `shape`. */
export type Tensor =
  | { readonly datatype: 'FP32'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly datatype: 'INT32'; readonly shape: readonly number[]; readonly data: Int32Array }
  | { readonly datatype: 'INT64'; readonly shape: readonly number[]; readonly data: BigInt64Array }
  | { readonly datatype: 'BYTES'; readonly shape: readonly number[]; readonly data: readonly string[] };

export type Datatype = Tensor['datatype'];
export type NumericDatatype = Exclude<Datatype, 'BYTES'>;

export const DATATYPES: readonly Datatype[] = ['FP32', 'INT32', 'INT64', 'BYTES'];
const BYTES_PER_ELEMENT: Readonly<Record<NumericDatatype, number>> = { FP32: 4, INT32: 4, INT64: 8 };
const LENGTH_PREFIX_BYTES = 4;
/** JSON has no infinity; an absent score travels as the least finite FP32 number. */
const LEAST_FP32 = -3.4028234663852886e38;

export const fp32 = (shape: readonly number[], data: Float32Array): Tensor => ({ datatype: 'FP32', shape, data });
export const int32 = (shape: readonly number[], data: Int32Array): Tensor => ({ datatype: 'INT32', shape, data });
export const int64 = (shape: readonly number[], data: BigInt64Array): Tensor => ({ datatype: 'INT64', shape, data });
export const strings = (data: readonly string[]): Tensor => ({ datatype: 'BYTES', shape: [data.length], data });

/** Number of elements of a shape. */
function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** BYTES elements are UTF-8 behind a 4-byte length each; numbers are little-endian, which every machine we run on is. */
export function tensorToBytes(tensor: Tensor): Buffer {
  if (tensor.datatype !== 'BYTES') {
    return Buffer.from(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
  }
  const parts = tensor.data.flatMap((text) => {
    const bytes = Buffer.from(text, 'utf8');
    const length = Buffer.alloc(LENGTH_PREFIX_BYTES);
    length.writeUInt32LE(bytes.length);
    return [length, bytes];
  });
  return Buffer.concat(parts);
}

/** Throws BAD_USER_INPUT when the bytes do not fill the shape exactly. */
export function tensorFromBytes(name: string, datatype: Datatype, shape: readonly number[], bytes: Buffer): Tensor {
  const count = elementCount(shape);
  if (datatype === 'BYTES') return { datatype, shape, data: stringsFromBytes(name, count, bytes) };
  const expected = count * BYTES_PER_ELEMENT[datatype];
  if (bytes.length !== expected) {
    throw badInput(`tensor "${name}" ${datatype} [${shape.join(', ')}] needs ${expected} bytes, got ${bytes.length}`);
  }
  // A copy, because typed arrays need their alignment and the message's buffer is shared.
  const { buffer } = Uint8Array.from(bytes);
  if (datatype === 'FP32') return { datatype, shape, data: new Float32Array(buffer) };
  if (datatype === 'INT32') return { datatype, shape, data: new Int32Array(buffer) };
  return { datatype, shape, data: new BigInt64Array(buffer) };
}

function stringsFromBytes(name: string, count: number, bytes: Buffer): readonly string[] {
  const texts: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + LENGTH_PREFIX_BYTES > bytes.length)
      throw badInput(`tensor "${name}" ends inside the length of element ${texts.length}`);
    const start = at + LENGTH_PREFIX_BYTES;
    at = start + bytes.readUInt32LE(at);
    if (at > bytes.length) throw badInput(`tensor "${name}" ends inside element ${texts.length}`);
    texts.push(bytes.toString('utf8', start, at));
  }
  if (texts.length !== count) throw badInput(`tensor "${name}" should have ${count} elements, got ${texts.length}`);
  return texts;
}

/** A flat list, as the protocol allows for every shape. */
export function tensorToJson(tensor: Tensor): readonly (number | string)[] {
  if (tensor.datatype === 'BYTES') return tensor.data;
  if (tensor.datatype === 'INT64') return Array.from(tensor.data, Number);
  return Array.from(tensor.data, (value) => (Number.isFinite(value) ? value : LEAST_FP32));
}

/** Takes flat and nested lists. Throws BAD_USER_INPUT for a wrong count or a value of another type. */
export function tensorFromJson(name: string, datatype: Datatype, shape: readonly number[], data: unknown): Tensor {
  if (!Array.isArray(data))
    throw badInput(`tensor "${name}" needs a list in "data" or binary bytes, got ${typeof data}`);
  const flat: readonly unknown[] = data.flat(Number.POSITIVE_INFINITY);
  const count = elementCount(shape);
  if (flat.length !== count) throw badInput(`tensor "${name}" should have ${count} elements, got ${flat.length}`);
  if (datatype === 'BYTES') return { datatype, shape, data: flat.map((value) => stringOf(name, value)) };
  const numbers = flat.map((value) => numberOf(name, datatype, value));
  if (datatype === 'FP32') return { datatype, shape, data: Float32Array.from(numbers) };
  if (datatype === 'INT32') return { datatype, shape, data: Int32Array.from(numbers) };
  return { datatype, shape, data: BigInt64Array.from(numbers, BigInt) };
}

function stringOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw badInput(`tensor "${name}" BYTES holds strings, got ${JSON.stringify(value)}`);
}

function numberOf(name: string, datatype: NumericDatatype, value: unknown): number {
  const isFit = typeof value === 'number' && (datatype === 'FP32' || Number.isSafeInteger(value));
  if (isFit) return value;
  throw badInput(
    `tensor "${name}" ${datatype} holds ${datatype === 'FP32' ? 'numbers' : 'whole numbers'}, got ${JSON.stringify(value)}`,
  );
}
