/** Reads the inputs of an inference request with their expected type, or says what was expected and what came. */

import { badInput } from '../runtime/errors.ts';
import type { InferRequest } from './protocol.ts';
import { type Datatype, isOfType, type TensorOf } from './tensors.ts';

/** Throws BAD_USER_INPUT when the input is missing or of another type. */
export function input<D extends Datatype>(request: InferRequest, name: string, datatype: D): TensorOf<D> {
  const tensor = request.inputs[name];
  if (tensor === undefined) {
    const given = Object.keys(request.inputs).join(', ') || 'none';
    throw badInput(`input "${name}" ${datatype} is missing; the request has ${given}`);
  }
  if (isOfType(tensor, datatype)) return tensor;
  throw badInput(`input "${name}" must be ${datatype}, got ${tensor.datatype}`);
}

/** Throws BAD_USER_INPUT when the parameter is missing or no string. */
export function stringParameter(parameters: InferRequest['parameters'], name: string): string {
  const value = parameters[name];
  if (typeof value === 'string' && value !== '') return value;
  throw badInput(`parameter "${name}" must be a string, got ${JSON.stringify(value)}`);
}
