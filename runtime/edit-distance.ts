/** How many typing slips lie between two words: insert, leave out, replace, swap neighbours (optimal string alignment). */

/** Distances from `typed` of a word that grows by one letter at a time; all that is larger than the limit is limit + 1. */
export interface Distances {
  /** Takes letter `depth` (from 1) when those before it were taken; gives how far the word is away at least, however it goes on. */
  readonly add: (word: string, depth: number) => number;
  /** Of the first `depth` letters from the whole of `typed`. */
  readonly whole: (depth: number) => number;
}

/**
 * A row holds the cells with at most `limit` letters inserted or left out, between two that are too far: the others are
 * never near. Cell (depth, column) stands at `column - depth`, so that the one before both letters is right above.
 */
export function createDistances(typed: string, limit: number): Distances {
  const far = limit + 1;
  const width = 2 * limit + 3;
  /** Nothing deeper is near. */
  const rows = typed.length + far + 1;
  const cells = new Uint16Array(rows * width).fill(far);
  const cellAt = (depth: number, column: number): number => depth * width + column - depth + far;
  for (let column = 0; column <= Math.min(limit, typed.length); column++) cells[cellAt(0, column)] = column;
  const add = (word: string, depth: number): number => {
    if (depth >= rows) return far;
    const [letter, before] = [word.charCodeAt(depth - 1), word.charCodeAt(depth - 2)];
    const last = Math.min(typed.length, depth + limit);
    let least = far;
    for (let column = Math.max(0, depth - limit); column <= last; column++) {
      const cell = cellAt(depth, column);
      const above = cell - width;
      const meant = typed.charCodeAt(column - 1);
      const replaced = (cells[above] ?? far) + (letter === meant ? 0 : 1);
      const shorter = Math.min(cells[above + 1] ?? far, cells[cell - 1] ?? far) + 1;
      const isSwap = depth > 1 && letter === typed.charCodeAt(column - 2) && before === meant;
      const swapped = isSwap ? (cells[above - width] ?? far) + 1 : far;
      const edits = column === 0 ? depth : Math.min(replaced, shorter, swapped, far);
      cells[cell] = edits;
      if (edits < least) least = edits;
    }
    return least;
  };
  const whole = (depth: number): number =>
    Math.abs(typed.length - depth) <= limit ? (cells[cellAt(depth, typed.length)] ?? far) : far;
  return { add, whole };
}

/** The distance, or `limit + 1` when it is larger than `limit`. */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  const distances = createDistances(right, limit);
  for (let depth = 1; depth <= left.length; depth++) if (distances.add(left, depth) > limit) return limit + 1;
  return distances.whole(left.length);
}
