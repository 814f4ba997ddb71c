/** The one look-up of words near to what was typed gives what comparing with every word would give. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../../runtime/edit-distance.ts';
import {
  nearStarts,
  nearWords,
  sortWords,
  startingWith,
  type WordRange,
} from '../../../search/understand/sorted-words.ts';

const word = fc.stringMatching(/^[a-d]{1,6}$/);
const list = fc.array(word, { minLength: 1, maxLength: 30 }).map(sortWords);
const limit = fc.integer({ min: 0, max: 2 });

/** By word of the list: its edits in the ranges, null where it stands in none. */
const editsByWord = (words: readonly string[], ranges: readonly WordRange[]): readonly (number | null)[] =>
  words.map((_, at) => ranges.find(({ from, to }) => from <= at && at < to)?.edits ?? null);
const within = (most: number) => (edits: number) => (edits <= most ? edits : null);

/** Optimal string alignment as it is defined, cell by cell. */
function slowDistance(left: string, right: string): number {
  if (left === '' || right === '') return left.length + right.length;
  const [shorter, other] = [left.slice(0, -1), right.slice(0, -1)];
  const isSame = left.at(-1) === right.at(-1);
  const isSwap = left.length > 1 && right.length > 1 && left.at(-1) === right.at(-2) && left.at(-2) === right.at(-1);
  return Math.min(
    slowDistance(shorter, other) + (isSame ? 0 : 1),
    slowDistance(shorter, right) + 1,
    slowDistance(left, other) + 1,
    isSwap ? slowDistance(left.slice(0, -2), right.slice(0, -2)) + 1 : Number.POSITIVE_INFINITY,
  );
}

describe('the distance of two words', () => {
  it('is that of its definition, up to the limit and one more', () => {
    const short = fc.stringMatching(/^[a-c]{0,5}$/);
    fc.assert(
      fc.property(short, short, limit, (left, right, most) => {
        expect(editDistance(left, right, most)).toBe(Math.min(slowDistance(left, right), most + 1));
      }),
    );
  });

  it.each([
    [300, 300, 0],
    [300, 302, 2],
    [300, 303, 3],
  ])('of %i letters from %i is %i, however long they are', (left, right, edits) => {
    expect(editDistance('a'.repeat(left), 'a'.repeat(right), 2)).toBe(edits);
  });
});

describe('sorted words', () => {
  it('near to a word are those whose distance is within the limit', () => {
    fc.assert(
      fc.property(list, word, limit, (sorted, typed, most) => {
        const expected = sorted.words.map((one) => editDistance(typed, one, most)).map(within(most));
        expect(editsByWord(sorted.words, nearWords(sorted, typed, most))).toEqual(expected);
      }),
    );
  });

  it('near to a word in a part of the list are those of the whole that stand there', () => {
    fc.assert(
      fc.property(list, word, limit, fc.constantFrom('a', 'b', 'ab'), (sorted, typed, most, start) => {
        const part = startingWith(sorted, start);
        const whole = nearWords(sorted, typed, most).filter(({ from }) => part.from <= from && from < part.to);
        expect(nearWords(sorted, typed, most, part)).toEqual(whole);
      }),
    );
  });

  it('with a beginning near to what was typed are those of which one beginning is within the limit', () => {
    fc.assert(
      fc.property(list, word, limit, (sorted, typed, most) => {
        const nearest = (one: string): number =>
          Math.min(...Array.from({ length: one.length + 1 }, (_, end) => editDistance(typed, one.slice(0, end), 9)));
        const expected = sorted.words.map(nearest).map(within(most));
        expect(editsByWord(sorted.words, nearStarts(sorted, typed, most))).toEqual(expected);
      }),
    );
  });

  it('that share more letters than a byte counts are found', () => {
    const long = 'a'.repeat(300);
    const sorted = sortWords([`${long}b`, `${long}c`, `${long}cdef`]);
    expect(nearWords(sorted, long, 1).map(({ from }) => sorted.words[from])).toEqual([`${long}b`, `${long}c`]);
  });
});
