/** Serves `encoder`: texts and their roles in, unit vectors out. */

import { badInput, TandemError } from '../../runtime/errors.ts';
import type { Backend } from '../backends/backend.ts';
import type { TextRole } from '../pools.ts';
import { input } from '../request-inputs.ts';
import type { ServedModel } from '../served-model.ts';
import { fp32 } from '../tensors.ts';

/** The first text is closer to the second than to the third in any usable encoder. */
const PROBE = ['registered nurse', 'nurse in a hospital', 'diesel engine mechanic'] as const;

export function serveEmbed(backend: Backend): ServedModel {
  return {
    name: 'encoder',
    task: 'embed',
    inputs: [
      { name: 'text', datatype: 'BYTES', shape: [-1] },
      { name: 'role', datatype: 'BYTES', shape: [-1] },
    ],
    outputs: [{ name: 'embedding', datatype: 'FP32', shape: [-1, backend.dimensions] }],
    infer: async (request) => {
      const texts = input(request, 'text', 'BYTES').data;
      const roles = input(request, 'role', 'BYTES').data.map(roleOf);
      if (texts.length !== roles.length)
        throw badInput(`"text" has ${texts.length} elements and "role" ${roles.length}; one role a text`);
      const { vectors, dimensions, tokenizeMs, computeMs } = await backend.embed(texts, roles);
      return {
        outputs: { embedding: fp32([texts.length, dimensions], vectors) },
        items: texts.length,
        tokenizeMs,
        computeMs,
      };
    },
    probe: async () => {
      const { vectors, dimensions } = await backend.embed(PROBE, ['query', 'document', 'document']);
      const [near, far] = [cosine(vectors, dimensions, 0, 1), cosine(vectors, dimensions, 0, 2)];
      if (near > far) return;
      throw new TandemError(
        'MODEL_INVALID',
        `encoder: expected "${PROBE[0]}" closer to "${PROBE[1]}" than to "${PROBE[2]}", got cosines ${near} and ${far}`,
      );
    },
  };
}

function roleOf(role: string): TextRole {
  if (role === 'query' || role === 'document') return role;
  throw badInput(`role must be query or document, got "${role}"`);
}

function cosine(vectors: Float32Array, dimensions: number, a: number, b: number): number {
  let sum = 0;
  for (let axis = 0; axis < dimensions; axis++)
    sum += (vectors[a * dimensions + axis] ?? Number.NaN) * (vectors[b * dimensions + axis] ?? Number.NaN);
  return sum;
}
