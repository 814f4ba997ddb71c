/** Numbers of a server that is not ours are believed when they are as many as asked for, finite, and probabilities where they must be. */

import { TandemError } from '../../runtime/errors.ts';
import type { NamedTensors } from '../protocol.ts';

/** The output as 32-bit floats. Throws MODEL_INVALID when it is not there or holds something else. */
export function floatOutput(who: string, outputs: NamedTensors, name: string): Float32Array {
  const tensor = outputs[name];
  if (tensor?.datatype === 'FP32') return finite(who, name, tensor.data);
  if (tensor?.datatype === 'FP16' || tensor?.datatype === 'FP64')
    return finite(who, name, Float32Array.from(tensor.data));
  const got = Object.entries(outputs).map(([other, { datatype }]) => `${other} ${datatype}`);
  throw invalid(who, `an output "${name}" of floats`, got.join(', ') || 'no output');
}

/** Numbers an item. Throws MODEL_INVALID unless every item has the same number of them. */
export function widthOf(who: string, name: string, numbers: Float32Array, items: number): number {
  const width = items === 0 ? 0 : numbers.length / items;
  if (Number.isInteger(width) && (width > 0 || items === 0)) return width;
  throw invalid(who, `"${name}" with as many numbers for each of ${items} items`, `${numbers.length} numbers`);
}

export function probabilities(who: string, scores: Float32Array): Float32Array {
  const wrong = scores.find((score) => !(score >= 0 && score <= 1));
  if (wrong === undefined) return scores;
  throw invalid(who, 'scores of 0 to 1', String(wrong));
}

function finite(who: string, name: string, numbers: Float32Array): Float32Array {
  if (numbers.every(Number.isFinite)) return numbers;
  throw invalid(who, `"${name}" with finite numbers`, 'others');
}

function invalid(who: string, expected: string, got: string): TandemError {
  return new TandemError('MODEL_INVALID', `expected ${expected} of ${who}, got ${got}; see docs/inference-protocol.md`);
}
