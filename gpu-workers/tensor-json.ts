/** Tensors as lists in JSON, the form that every server of the protocol understands. */

import { badInput } from '../runtime/errors.ts';
import { type Datatype, elementCount, type Tensor } from './tensors.ts';

type FloatDatatype = 'FP16' | 'FP32' | 'FP64';
type WholeDatatype = Exclude<Datatype, FloatDatatype | 'BYTES' | 'BOOL'>;

/** JSON has no infinity: it travels as the largest finite number of the type. A number that is none is null. */
const LARGEST: Readonly<Record<FloatDatatype, number>> = {
  FP16: 65_504,
  FP32: 3.4028234663852886e38,
  FP64: Number.MAX_VALUE,
};

interface Whole {
  readonly least: number;
  readonly most: number;
  readonly make: (numbers: readonly number[]) => Exclude<Tensor, { datatype: 'BYTES' }>['data'];
}

/** JSON numbers are exact up to 2^53, so 64-bit numbers beyond that come as raw bytes or not at all. */
const WHOLE: Readonly<Record<WholeDatatype, Whole>> = {
  UINT8: { least: 0, most: 255, make: (numbers) => Uint8Array.from(numbers) },
  UINT16: { least: 0, most: 65_535, make: (numbers) => Uint16Array.from(numbers) },
  UINT32: { least: 0, most: 2 ** 32 - 1, make: (numbers) => Uint32Array.from(numbers) },
  UINT64: { least: 0, most: Number.MAX_SAFE_INTEGER, make: (numbers) => BigUint64Array.from(numbers, BigInt) },
  INT8: { least: -128, most: 127, make: (numbers) => Int8Array.from(numbers) },
  INT16: { least: -32_768, most: 32_767, make: (numbers) => Int16Array.from(numbers) },
  INT32: { least: -(2 ** 31), most: 2 ** 31 - 1, make: (numbers) => Int32Array.from(numbers) },
  INT64: {
    least: Number.MIN_SAFE_INTEGER,
    most: Number.MAX_SAFE_INTEGER,
    make: (numbers) => BigInt64Array.from(numbers, BigInt),
  },
};

/** The text of a flat list, as the protocol allows for every shape; all digits of 64-bit numbers are there. */
export function tensorToJson(tensor: Tensor): string {
  const { datatype, data } = tensor;
  if (datatype === 'BYTES') return JSON.stringify(data);
  if (datatype === 'BOOL') return `[${Array.from(data, (value) => value !== 0).join(',')}]`;
  if (datatype === 'FP16' || datatype === 'FP32' || datatype === 'FP64') {
    const largest = LARGEST[datatype];
    return JSON.stringify(Array.from(data, (value) => Math.max(-largest, Math.min(largest, value))));
  }
  return `[${data.join(',')}]`;
}

/** Takes flat and nested lists. Throws BAD_USER_INPUT for a wrong count or a value of another type. */
export function tensorFromJson(name: string, datatype: Datatype, shape: readonly number[], data: unknown): Tensor {
  if (!Array.isArray(data))
    throw badInput(`tensor "${name}" needs a list in "data" or binary bytes, got ${typeof data}`);
  const count = elementCount(name, shape);
  const flat = flattened(name, shape, data);
  if (flat.length !== count) throw badInput(`tensor "${name}" should have ${count} elements, got ${flat.length}`);
  return tensorOf(name, datatype, shape, flat);
}

/** Lists may be nested as deep as the shape, not deeper: nesting without end would overflow the stack. */
function flattened(name: string, shape: readonly number[], data: readonly unknown[]): readonly unknown[] {
  const flat: readonly unknown[] = data.flat(Math.max(0, shape.length - 1));
  if (!flat.some(Array.isArray)) return flat;
  throw badInput(`tensor "${name}" has the shape [${shape.join(', ')}], got lists that are nested deeper`);
}

function tensorOf(name: string, datatype: Datatype, shape: readonly number[], flat: readonly unknown[]): Tensor {
  if (datatype === 'BYTES') return { datatype, shape, data: flat.map((value) => textOf(name, value)) };
  if (datatype === 'BOOL')
    return { datatype, shape, data: Uint8Array.from(flat, (value) => Number(booleanOf(name, value))) };
  if (datatype === 'FP64')
    return { datatype, shape, data: Float64Array.from(flat, (value) => floatOf(name, datatype, value)) };
  if (datatype === 'FP16' || datatype === 'FP32')
    return { datatype, shape, data: Float32Array.from(flat, (value) => floatOf(name, datatype, value)) };
  const data = WHOLE[datatype].make(flat.map((value) => wholeOf(name, datatype, value)));
  // The table pairs datatype and array.
  return { datatype, shape, data } as Tensor;
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw unfit(name, 'BYTES', 'strings', value);
}

function booleanOf(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw unfit(name, 'BOOL', 'true and false', value);
}

function floatOf(name: string, datatype: FloatDatatype, value: unknown): number {
  if (typeof value === 'number') return value;
  if (value === null) return Number.NaN;
  throw unfit(name, datatype, 'numbers', value);
}

function wholeOf(name: string, datatype: WholeDatatype, value: unknown): number {
  const { least, most } = WHOLE[datatype];
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw unfit(name, datatype, `whole numbers ${least} to ${most}`, value);
}

function unfit(name: string, datatype: Datatype, holds: string, value: unknown): Error {
  return badInput(`tensor "${name}" ${datatype} holds ${holds}, got ${JSON.stringify(value)?.slice(0, 80)}`);
}
