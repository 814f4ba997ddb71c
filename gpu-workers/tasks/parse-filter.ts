/** Reads a filter from the wire: other clients than our gateway may send one, so its shape is checked. */

import { z } from 'zod';
import { badInput } from '../../runtime/errors.ts';
import type { Predicate } from '../../stores/predicate.ts';

const strings = z.array(z.string());

const predicate: z.ZodType<Predicate> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('all'), of: z.array(predicate) }),
    z.strictObject({ kind: z.literal('any'), of: z.array(predicate) }),
    z.strictObject({ kind: z.literal('not'), of: predicate }),
    z.strictObject({ kind: z.literal('in'), field: z.string(), values: strings }),
    z.strictObject({ kind: z.literal('contains'), field: z.string(), words: strings }),
    z.strictObject({
      kind: z.literal('range'),
      field: z.string(),
      minimum: z.number().exactOptional(),
      maximum: z.number().exactOptional(),
      includeUnknown: z.boolean().exactOptional(),
    }),
    z.strictObject({ kind: z.literal('near'), latitude: z.number(), longitude: z.number(), radiusKm: z.number() }),
  ]),
);

/** Throws BAD_USER_INPUT for text that is no JSON or no predicate. */
export function parseFilter(filter: string): Predicate {
  const parsed = predicate.safeParse(parseJson(filter));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'filter'}: ${issue.message}`);
  throw badInput(`"filter" must be a predicate as JSON, or empty: ${problems.join('; ')}`);
}

function parseJson(filter: string): unknown {
  try {
    return JSON.parse(filter);
  } catch (error) {
    throw badInput(`"filter" must be a predicate as JSON, or empty; got ${filter.slice(0, 80)} (${String(error)})`);
  }
}
