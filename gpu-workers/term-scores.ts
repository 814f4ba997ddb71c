/** What a document's own circumstances add to its cosine: freshness, popularity, distance. */

import { z } from 'zod';
import { badInput } from '../runtime/errors.ts';
import { distanceKm } from '../stores/attribute-columns.ts';
import type { AttributeColumns, PointColumn } from '../stores/attributes.ts';

export const termSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('decay'),
      field: z.string(),
      weight: z.number(),
      at: z.number(),
      halfLife: z.number().positive(),
    })
    .describe('half as much with every `halfLife` that the number lies before `at`; more than all of it never'),
  z
    .strictObject({ kind: z.literal('share'), field: z.string(), weight: z.number(), full: z.number().positive() })
    .describe('in proportion to the number, all of it from `full` on'),
  z
    .strictObject({
      kind: z.literal('distance'),
      weight: z.number(),
      latitude: z.number(),
      longitude: z.number(),
      halfKm: z.number().positive(),
    })
    .describe('half as much with every `halfKm` between the point and the nearest place of the document'),
  z
    .strictObject({
      kind: z.literal('listed'),
      field: z.string(),
      weight: z.number(),
      shares: z.record(z.string(), z.number().min(0).max(1)),
    })
    .describe('the share that is listed for the first label of the document'),
]);

export type Term = Readonly<z.infer<typeof termSchema>>;

/** Throws BAD_USER_INPUT for text that is no list of terms. */
export function parseTerms(text: string): readonly Term[] {
  const parsed = z.array(termSchema).safeParse(readJson(text));
  if (parsed.success) return parsed.data;
  throw badInput(`"terms" must be a list of terms as JSON, or empty: ${z.prettifyError(parsed.error)}`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badInput(`"terms" must be a list of terms as JSON, or empty; got ${text.slice(0, 80)} (${String(error)})`);
  }
}

/** [size], the sum of all terms; what is unknown adds nothing. Throws BAD_USER_INPUT for a field that is no column of numbers. */
export function termScores(terms: readonly Term[], attributes: AttributeColumns): Float32Array {
  const scores = new Float32Array(attributes.size);
  for (const each of terms) {
    const share = shareOf(each, attributes);
    for (let row = 0; row < scores.length; row++) {
      const value = share(row);
      if (!Number.isNaN(value)) scores[row] = (scores[row] ?? 0) + each.weight * value;
    }
  }
  return scores;
}

/** 0..1 by row, NaN where it is unknown. */
function shareOf(each: Term, attributes: AttributeColumns): (row: number) => number {
  if (each.kind === 'distance') {
    const points = attributes.columns.point;
    return points?.kind === 'points' ? (row) => 0.5 ** (nearestKm(each, points, row) / each.halfKm) : () => Number.NaN;
  }
  if (each.kind === 'listed') return listedShare(each, attributes);
  const { numbers } = attributes.numbers(each.field);
  if (each.kind === 'share') return (row) => Math.max(0, Math.min(1, (numbers[row] ?? Number.NaN) / each.full));
  return (row) => 0.5 ** Math.max(0, (each.at - (numbers[row] ?? Number.NaN)) / each.halfLife);
}

function listedShare(
  { field, shares }: Extract<Term, { kind: 'listed' }>,
  attributes: AttributeColumns,
): (row: number) => number {
  const { values, starts, codes } = attributes.labels(field);
  const byCode = Float64Array.from(values, (value) => shares[value] ?? Number.NaN);
  return (row) => {
    const first = starts[row] ?? 0;
    return first < (starts[row + 1] ?? 0) ? (byCode[codes[first] ?? 0] ?? Number.NaN) : Number.NaN;
  };
}

/** NaN without a place. */
function nearestKm(
  { latitude, longitude }: Extract<Term, { kind: 'distance' }>,
  { starts, coordinates }: PointColumn,
  row: number,
): number {
  let nearest = Number.NaN;
  for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
    const km = distanceKm(
      latitude,
      longitude,
      coordinates[2 * at] ?? Number.NaN,
      coordinates[2 * at + 1] ?? Number.NaN,
    );
    if (!(km >= nearest)) nearest = km;
  }
  return nearest;
}
