/** Finds the words whose beginning is what somebody typed, or lies a few slips away from it. */
import { firstNotBelow } from '../../stores/first-not-below.ts';
import { nextRow } from '../understand/edit-distance.ts';

/** Words `from` to `to` (exclusive) of the sorted list begin so, with this many slips. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
  readonly edits: number;
}

/** The words of a sorted list that begin with `start`. */
export function startingWith(words: readonly string[], start: string): WordRange {
  const from = firstNotBelow(words, start);
  return { from, to: firstNotBelow(words, `${start}\uffff`, from), edits: 0 };
}

/**
 * The words of a sorted list with a beginning within `limit` slips of `typed`: insert, leave out, replace, swap
 * neighbours. A row of distances belongs to each beginning and is shared by all words that have it, as in a trie.
 */
export function nearStarts(words: readonly string[], typed: string, limit: number): readonly WordRange[] {
  const rows: number[][] = [Array.from({ length: typed.length + 1 }, (_, column) => column)];
  /** Fewest slips of any beginning up to this length. */
  const fewest: number[] = [typed.length];
  const found: WordRange[] = [];
  let [at, before] = [0, ''];
  while (at < words.length) {
    const word = words[at] ?? '';
    let depth = Math.min(sharedLength(before, word), rows.length - 1);
    rows.length = depth + 1;
    fewest.length = depth + 1;
    let isOpen = true;
    while (isOpen && depth < word.length) {
      depth += 1;
      const row = nextRow(word, typed, depth, rows[depth - 1] ?? [], rows[depth - 2] ?? []);
      rows.push(row);
      fewest.push(Math.min(fewest[depth - 1] ?? limit + 1, row[typed.length] ?? limit + 1));
      isOpen = Math.min(...row) <= limit;
    }
    // A closed beginning gets no nearer whatever follows: all words that have it are alike.
    const to = isOpen ? at + 1 : startingWith(words, word.slice(0, depth)).to;
    const edits = fewest[depth] ?? limit + 1;
    if (edits <= limit) found.push({ from: at, to, edits });
    [at, before] = [to, word.slice(0, depth)];
  }
  return found;
}

function sharedLength(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return length;
}
