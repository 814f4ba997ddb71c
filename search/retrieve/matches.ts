/** Decides which documents a search has found: those that pass the filters and reach the floor or match a keyword. */
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Predicate } from '../../stores/predicate.ts';
import type { KeywordEvidence } from './keyword.ts';
import type { Meaning } from './semantic.ts';

export interface Matches {
  /** [size], 1 where the document is a match. */
  readonly mask: Uint8Array;
  readonly total: number;
}

/** Documents that pass; all ones without a filter. */
export function passing(predicate: Predicate | null, snapshot: IndexSnapshot): Uint8Array {
  return predicate === null ? snapshot.attributes.everything() : snapshot.attributes.evaluate(predicate);
}

/**
 * `keyword` is null when browsing: then all that pass are found. When meaning was asked and did not answer, one shared
 * word is enough: a long text has few documents with most of its words, and an empty page helps nobody.
 */
export function matchesOf(pass: Uint8Array, meaning: Meaning, keyword: KeywordEvidence | null, floor: number): Matches {
  if (keyword === null) return { mask: pass, total: count(pass) };
  const isAlone = meaning.coverage === 0;
  const mask = new Uint8Array(pass.length);
  for (let position = 0; position < pass.length; position++) {
    const isNear = (meaning.cosines?.[position] ?? Number.NaN) >= floor;
    const hasWords = keyword.matches[position] === 1 || (isAlone && (keyword.scores[position] ?? 0) > 0);
    if (pass[position] === 1 && (isNear || hasWords)) mask[position] = 1;
  }
  return { mask, total: count(mask) };
}

function count(mask: Uint8Array): number {
  let ones = 0;
  for (const one of mask) ones += one;
  return ones;
}
