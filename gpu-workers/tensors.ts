/** Tensors of the Open Inference Protocol: every datatype of its wire with the array that holds its numbers here. */

import { badInput } from '../runtime/errors.ts';

/** FP16 is held as the single floats that it stands for; BOOL as 0 and 1; BYTES as the text that its UTF-8 says. */
interface DataOf {
  readonly BOOL: Uint8Array;
  readonly UINT8: Uint8Array;
  readonly UINT16: Uint16Array;
  readonly UINT32: Uint32Array;
  readonly UINT64: BigUint64Array;
  readonly INT8: Int8Array;
  readonly INT16: Int16Array;
  readonly INT32: Int32Array;
  readonly INT64: BigInt64Array;
  readonly FP16: Float32Array;
  readonly FP32: Float32Array;
  readonly FP64: Float64Array;
  readonly BYTES: readonly string[];
}

export type Datatype = keyof DataOf;

/** `data` is row major and as long as the product of `shape`. */
export type Tensor = {
  readonly [D in Datatype]: { readonly datatype: D; readonly shape: readonly number[]; readonly data: DataOf[D] };
}[Datatype];
export type TensorOf<D extends Datatype> = Extract<Tensor, { readonly datatype: D }>;

export const DATATYPES: readonly Datatype[] = [
  'BOOL',
  'UINT8',
  'UINT16',
  'UINT32',
  'UINT64',
  'INT8',
  'INT16',
  'INT32',
  'INT64',
  'FP16',
  'FP32',
  'FP64',
  'BYTES',
];

export const fp32 = (shape: readonly number[], data: Float32Array): TensorOf<'FP32'> => ({
  datatype: 'FP32',
  shape,
  data,
});
export const int8 = (shape: readonly number[], data: Int8Array): TensorOf<'INT8'> => ({
  datatype: 'INT8',
  shape,
  data,
});
export const int32 = (shape: readonly number[], data: Int32Array): TensorOf<'INT32'> => ({
  datatype: 'INT32',
  shape,
  data,
});
export const int64 = (shape: readonly number[], data: BigInt64Array): TensorOf<'INT64'> => ({
  datatype: 'INT64',
  shape,
  data,
});
export const strings = (data: readonly string[]): TensorOf<'BYTES'> => ({
  datatype: 'BYTES',
  shape: [data.length],
  data,
});

/** Number of elements of a shape. Throws BAD_USER_INPUT when no machine can hold so many. */
export function elementCount(name: string, shape: readonly number[]): number {
  const count = shape.reduce((product, size) => product * size, 1);
  if (Number.isSafeInteger(count)) return count;
  throw badInput(
    `tensor "${name}" has the shape [${shape.join(', ')}], which is more than ${Number.MAX_SAFE_INTEGER} elements`,
  );
}

/** Whether the tensor is of one datatype, for the type checker too. */
export function isOfType<D extends Datatype>(tensor: Tensor, datatype: D): tensor is TensorOf<D> {
  return tensor.datatype === datatype;
}
