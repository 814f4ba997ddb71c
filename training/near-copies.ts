/** Tells which queries say the same as a held-out one: what leaked into training, or would. */

import { foldText } from '../models/text.ts';
import { editDistance } from '../runtime/edit-distance.ts';

export interface NamedText {
  /** Where it comes from, for the report: a query id or a file and line. */
  readonly name: string;
  readonly text: string;
}

export interface NearCopy {
  readonly query: NamedText;
  readonly heldOut: NamedText;
  readonly how: 'same words' | 'most words' | 'few letters apart';
}

/** Shared part of all words of both texts from which on one is a copy of the other. */
const LEAST_SHARED_WORDS = 0.6;
/** Letters changed, lost or added, as part of the longer text. */
const MOST_CHANGED_LETTERS = 0.15;

interface Folded extends NamedText {
  readonly folded: string;
  readonly words: ReadonlySet<string>;
}

function fold(text: NamedText): Folded {
  const folded = foldText(text.text);
  return { ...text, folded, words: new Set(folded.split(' ')) };
}

/** Shared words by all words of both. */
function sharedPart(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared / (one.size + other.size - shared);
}

function areFewLettersApart(one: string, other: string): boolean {
  const most = Math.floor(Math.max(one.length, other.length) * MOST_CHANGED_LETTERS);
  return Math.abs(one.length - other.length) <= most && editDistance(one, other, most) <= most;
}

function howAlike(one: Folded, other: Folded): NearCopy['how'] | null {
  const shared = sharedPart(one.words, other.words);
  if (shared === 1) return 'same words';
  if (shared >= LEAST_SHARED_WORDS) return 'most words';
  return areFewLettersApart(one.folded, other.folded) ? 'few letters apart' : null;
}

/** One entry for each query that says the same as a held-out one, with the first such; texts without words are passed over. */
export function nearCopies(queries: readonly NamedText[], heldOut: readonly NamedText[]): readonly NearCopy[] {
  const kept = heldOut.map(fold).filter(({ folded }) => folded !== '');
  return queries.map(fold).flatMap((query) => {
    if (query.folded === '') return [];
    for (const other of kept) {
      const how = howAlike(query, other);
      if (how !== null) return [{ query, heldOut: other, how }];
    }
    return [];
  });
}

/** The queries that say the same as no held-out one. */
export function withoutNearCopies<T extends { readonly text: string }>(
  queries: readonly T[],
  heldOut: readonly NamedText[],
): readonly T[] {
  const named = queries.map(({ text }, index) => ({ name: String(index), text }));
  const copies = new Set(nearCopies(named, heldOut).map(({ query }) => query.name));
  return queries.filter((_query, index) => !copies.has(String(index)));
}
