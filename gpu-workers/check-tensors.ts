/** Holds an inference request against the tensors that a model describes, before anything is computed. */

import { badInput } from '../runtime/errors.ts';
import type { InferRequest } from './protocol.ts';
import type { ServedModel, TensorDescription } from './served-model.ts';

/** Throws BAD_USER_INPUT for a tensor that the model does not know, of another type or shape. What is missing the task says itself. */
export function checkTensors(model: ServedModel, { inputs, outputs = [] }: InferRequest): void {
  for (const [name, { datatype, shape }] of Object.entries(inputs)) {
    const expected = described('input', name, model.inputs);
    if (expected.datatype === datatype && fits(shape, expected.shape)) continue;
    const got = `${datatype} [${shape.join(', ')}]`;
    throw badInput(
      `input "${name}" must be ${expected.datatype} [${expected.shape.join(', ')}], −1 being any size, got ${got}`,
    );
  }
  for (const { name } of outputs) described('output', name, model.outputs);
}

function described(kind: 'input' | 'output', name: string, known: readonly TensorDescription[]): TensorDescription {
  const found = known.find((description) => description.name === name);
  if (found !== undefined) return found;
  throw badInput(
    `the model has no ${kind} "${name}"; it has ${known.map((description) => description.name).join(', ')}`,
  );
}

function fits(shape: readonly number[], expected: readonly number[]): boolean {
  return shape.length === expected.length && expected.every((size, axis) => size === -1 || size === shape[axis]);
}
