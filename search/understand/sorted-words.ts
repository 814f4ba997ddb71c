/** Words in order, read as a trie: which of them begin so, and which lie a few typing slips away from what somebody typed. */

import { createDistances } from '../../runtime/edit-distance.ts';
import { firstNotBelow } from '../../stores/first-not-below.ts';

/** What one byte holds; more letters are compared again. */
const MOST_SHARED = 255;

export interface SortedWords {
  /** By UTF-16 units, each once. */
  readonly words: readonly string[];
  /** [words] letters that a word shares with the one before it, at most `MOST_SHARED`. */
  readonly shared: Uint8Array;
}

/** Words `from` to `to` (exclusive) of the list, each this many slips away. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
  readonly edits: number;
}

/** Repeated words count once. */
export function sortWords(all: Iterable<string>): SortedWords {
  const words = [...new Set(all)].sort();
  const shared = Uint8Array.from(words, (word, at) => sharedLength(words[at - 1] ?? '', word));
  return { words, shared };
}

function sharedLength(left: string, right: string): number {
  let length = 0;
  while (length < MOST_SHARED && length < left.length && left[length] === right[length]) length += 1;
  return length;
}

/** The words that begin with `start`. */
export function startingWith({ words }: SortedWords, start: string): WordRange {
  const from = firstNotBelow(words, start);
  return { from, to: firstNotBelow(words, `${start}\uffff`, from), edits: 0 };
}

/** The words of a part of the list, all of it unless told, within `limit` slips: insert, leave out, replace, swap neighbours. */
export function nearWords(
  list: SortedWords,
  typed: string,
  limit: number,
  { from, to }: Pick<WordRange, 'from' | 'to'> = { from: 0, to: list.words.length },
): readonly WordRange[] {
  const distances = createDistances(typed, limit);
  const found: WordRange[] = [];
  const add = (word: string, depth: number): boolean => distances.add(word, depth) <= limit;
  walk(list, from, to, add, (left, depth, isWhole) => {
    const edits = isWhole ? distances.whole(depth) : limit + 1;
    if (edits <= limit) found.push({ ...left, edits });
  });
  return found;
}

/** The words with a beginning within `limit` slips of `typed`; the edits are those of the nearest beginning. */
export function nearStarts(list: SortedWords, typed: string, limit: number): readonly WordRange[] {
  const distances = createDistances(typed, limit);
  const fewest: number[] = [distances.whole(0)];
  const found: WordRange[] = [];
  const add = (word: string, depth: number): boolean => {
    const least = distances.add(word, depth);
    fewest[depth] = Math.min(fewest[depth - 1] ?? limit + 1, distances.whole(depth));
    return least <= limit;
  };
  walk(list, 0, list.words.length, add, (left, depth) => {
    const edits = fewest[depth] ?? limit + 1;
    if (edits <= limit) found.push({ ...left, edits });
  });
  return found;
}

/**
 * Each beginning is added once for all words that have it, letter by letter; where `add` says that nothing near follows,
 * all words with that beginning are left together.
 */
function walk(
  { words, shared }: SortedWords,
  first: number,
  end: number,
  add: (word: string, depth: number) => boolean,
  leave: (left: { readonly from: number; readonly to: number }, depth: number, isWhole: boolean) => void,
): void {
  for (let from = first, to = first; from < end; from = to) {
    const word = words[from] ?? '';
    let depth = from === first ? 0 : (shared[from] ?? 0);
    let isOpen = true;
    while (isOpen && depth < word.length) {
      depth += 1;
      isOpen = add(word, depth);
    }
    to = from + 1;
    if (!isOpen) while (to < end && (shared[to] ?? 0) >= depth) to += 1;
    leave({ from, to }, depth, isOpen);
  }
}
