/** Tensors as raw bytes, as the binary tensor extension lays them out: little-endian numbers, texts behind their lengths. */

import { badInput } from '../runtime/errors.ts';
import { decodeHalfs, encodeHalfs } from '../stores/half-floats.ts';
import { type Datatype, elementCount, type Tensor } from './tensors.ts';

type NumericDatatype = Exclude<Datatype, 'BYTES'>;
type Numbers = Exclude<Tensor, { datatype: 'BYTES' }>['data'];

interface Layout {
  readonly bytesPerElement: number;
  /** The buffer is theirs alone and starts with the first element. */
  readonly read: (buffer: ArrayBuffer) => Numbers;
}

/** Numbers on the wire are little-endian, which every machine that we run on is. */
const LAYOUTS: Readonly<Record<NumericDatatype, Layout>> = {
  BOOL: { bytesPerElement: 1, read: (buffer) => new Uint8Array(buffer) },
  UINT8: { bytesPerElement: 1, read: (buffer) => new Uint8Array(buffer) },
  UINT16: { bytesPerElement: 2, read: (buffer) => new Uint16Array(buffer) },
  UINT32: { bytesPerElement: 4, read: (buffer) => new Uint32Array(buffer) },
  UINT64: { bytesPerElement: 8, read: (buffer) => new BigUint64Array(buffer) },
  INT8: { bytesPerElement: 1, read: (buffer) => new Int8Array(buffer) },
  INT16: { bytesPerElement: 2, read: (buffer) => new Int16Array(buffer) },
  INT32: { bytesPerElement: 4, read: (buffer) => new Int32Array(buffer) },
  INT64: { bytesPerElement: 8, read: (buffer) => new BigInt64Array(buffer) },
  FP16: { bytesPerElement: 2, read: (buffer) => decodeHalfs(new Uint16Array(buffer)) },
  FP32: { bytesPerElement: 4, read: (buffer) => new Float32Array(buffer) },
  FP64: { bytesPerElement: 8, read: (buffer) => new Float64Array(buffer) },
};
const LENGTH_PREFIX_BYTES = 4;

export function tensorToBytes(tensor: Tensor): Buffer {
  if (tensor.datatype === 'BYTES') return textsToBytes(tensor.data);
  const { buffer, byteOffset, byteLength } = tensor.datatype === 'FP16' ? encodeHalfs(tensor.data) : tensor.data;
  return Buffer.from(buffer, byteOffset, byteLength);
}

function textsToBytes(texts: readonly string[]): Buffer {
  const parts = texts.flatMap((text) => {
    const bytes = Buffer.from(text, 'utf8');
    const length = Buffer.alloc(LENGTH_PREFIX_BYTES);
    length.writeUInt32LE(bytes.length);
    return [length, bytes];
  });
  return Buffer.concat(parts);
}

/** Throws BAD_USER_INPUT when the bytes do not fill the shape exactly, or when a text is no UTF-8. */
export function tensorFromBytes(name: string, datatype: Datatype, shape: readonly number[], bytes: Buffer): Tensor {
  const count = elementCount(name, shape);
  if (datatype === 'BYTES') return { datatype, shape, data: textsFromBytes(name, count, bytes) };
  const { bytesPerElement, read } = LAYOUTS[datatype];
  const expected = count * bytesPerElement;
  if (bytes.length !== expected) {
    throw badInput(`tensor "${name}" ${datatype} [${shape.join(', ')}] needs ${expected} bytes, got ${bytes.length}`);
  }
  // A copy, because typed arrays need their alignment and the message's buffer is shared. The table pairs datatype and array.
  return { datatype, shape, data: read(Uint8Array.from(bytes).buffer) } as Tensor;
}

function textsFromBytes(name: string, count: number, bytes: Buffer): readonly string[] {
  const texts: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + LENGTH_PREFIX_BYTES > bytes.length)
      throw badInput(`tensor "${name}" ends inside the length of element ${texts.length}`);
    const start = at + LENGTH_PREFIX_BYTES;
    at = start + bytes.readUInt32LE(at);
    if (at > bytes.length) throw badInput(`tensor "${name}" ends inside element ${texts.length}`);
    texts.push(textOf(name, texts.length, bytes.subarray(start, at)));
  }
  if (texts.length !== count) throw badInput(`tensor "${name}" should have ${count} elements, got ${texts.length}`);
  return texts;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(name: string, index: number, bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw badInput(
      `element ${index} of tensor "${name}" must be UTF-8, got ${bytes.length} bytes that are not (${String(cause)})`,
    );
  }
}
