/** How many typing slips lie between two words: insert, leave out, replace, swap neighbours (optimal string alignment). */

/** The distance, or `limit + 1` as soon as it is certain to be larger than `limit`. */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let twoBack: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = nextRow(left, right, row, previous, twoBack);
    if (Math.min(...current) > limit) return limit + 1;
    [twoBack, previous] = [previous, current];
  }
  return Math.min(previous[right.length] ?? limit + 1, limit + 1);
}

/** Distances of the first `row` letters of `left` from every beginning of `right`, by those of one and of two letters fewer. */
export function nextRow(
  left: string,
  right: string,
  row: number,
  previous: readonly number[],
  twoBack: readonly number[],
): number[] {
  const current = [row];
  for (let column = 1; column <= right.length; column++) {
    const isSame = left[row - 1] === right[column - 1];
    const replaced = at(previous, column - 1) + (isSame ? 0 : 1);
    const shorter = Math.min(at(previous, column), at(current, column - 1)) + 1;
    const isSwap = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
    current.push(Math.min(replaced, shorter, isSwap ? at(twoBack, column - 2) + 1 : replaced));
  }
  return current;
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
