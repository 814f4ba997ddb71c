/** Typed arrays and their description as one run of bytes: the form of attribute and keyword files. */

import { TandemError } from '../runtime/errors.ts';

export type BundledArray = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** `description` is JSON of the caller's; arrays are found again by name. */
export interface ArrayBundle {
  readonly description: unknown;
  readonly arrays: ReadonlyMap<string, BundledArray>;
}

interface Entry {
  readonly name: string;
  readonly type: keyof typeof ARRAY_TYPES;
  readonly length: number;
}

const ARRAY_TYPES = { Uint8Array, Uint16Array, Uint32Array, Float32Array, Float64Array } as const;
const MAGIC = 'TNDM';
/** Magic, then the length of the header as an unsigned little-endian number. */
const PREFIX_BYTES = 8;
/** The widest element, so that every array can be viewed in place. */
const ALIGNMENT = 8;

const aligned = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

function typeOf(array: BundledArray): keyof typeof ARRAY_TYPES {
  return array.constructor.name as keyof typeof ARRAY_TYPES;
}

/** Layout: prefix, header as JSON, then each array at the next multiple of eight bytes, little-endian. */
export function packArrays(description: unknown, arrays: ReadonlyMap<string, BundledArray>): Buffer {
  const entries: Entry[] = [...arrays].map(([name, array]) => ({ name, type: typeOf(array), length: array.length }));
  const header = Buffer.from(JSON.stringify({ description, entries }));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(header.length, MAGIC.length);
  const chunks = [prefix, header, padding(PREFIX_BYTES + header.length)];
  for (const array of arrays.values()) {
    chunks.push(Buffer.from(array.buffer, array.byteOffset, array.byteLength), padding(array.byteLength));
  }
  return Buffer.concat(chunks);
}

function padding(length: number): Buffer {
  return Buffer.alloc(aligned(length) - length);
}

/** The arrays are views of `bytes` (copied once when they do not lie on a multiple of eight). `name` is for messages. */
export function unpackArrays(bytes: Uint8Array, name: string): ArrayBundle {
  const isInPlace = bytes.byteOffset % ALIGNMENT === 0 && bytes.buffer instanceof ArrayBuffer;
  const whole = isInPlace ? bytes : new Uint8Array(bytes);
  const memory = whole.buffer as ArrayBuffer;
  const view = Buffer.from(memory, whole.byteOffset, whole.byteLength);
  if (view.toString('latin1', 0, MAGIC.length) !== MAGIC)
    throw broken(name, `its first bytes to be ${MAGIC}`, 'others');
  const headerEnd = PREFIX_BYTES + view.readUInt32LE(MAGIC.length);
  const { description, entries } = JSON.parse(view.toString('utf8', PREFIX_BYTES, headerEnd)) as {
    readonly description: unknown;
    readonly entries: readonly Entry[];
  };
  const arrays = new Map<string, BundledArray>();
  let offset = aligned(headerEnd);
  for (const entry of entries) {
    const type = ARRAY_TYPES[entry.type];
    const end = offset + entry.length * type.BYTES_PER_ELEMENT;
    if (end > view.length) throw broken(name, `${end} bytes or more`, `${view.length}`);
    arrays.set(entry.name, new type(memory, whole.byteOffset + offset, entry.length));
    offset = aligned(end);
  }
  return { description, arrays };
}

/** The array of that name and type; throws INDEX_INVALID when there is none. `fileName` is for messages. */
export function arrayOf<T extends BundledArray>(
  bundle: ArrayBundle,
  name: string,
  type: new () => T,
  fileName: string,
): T {
  const found = bundle.arrays.get(name);
  if (found instanceof type) return found;
  throw broken(fileName, `a ${type.name} "${name}"`, 'none');
}

function broken(name: string, expected: string, got: string): TandemError {
  return new TandemError(
    'INDEX_INVALID',
    `${name}: expected ${expected}, got ${got}; ingest all documents again with --replace`,
  );
}
