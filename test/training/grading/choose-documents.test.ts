/** Readers get the first ungraded documents of each list, each once and in random order. */

import { describe, expect, it } from 'vitest';
import { chooseDocuments } from '../../../training/grading/choose-documents.ts';
import { createRandom } from '../../../training/random.ts';

const LIST = Array.from({ length: 100 }, (_, place) => `d${place}`);
const ALL = { deep: 0, most: 100 };
const chosen = (graded: readonly string[], limits = ALL, seed = 1): readonly string[] =>
  chooseDocuments(
    [
      { list: LIST, first: 5, most: 2 },
      { list: [...LIST].reverse(), first: 3, most: 3 },
    ],
    limits,
    (document) => graded.includes(document),
    createRandom(seed),
  );

describe('documents for readers', () => {
  it('are the first of each list', () => {
    expect([...chosen([])].sort()).toEqual(['d0', 'd1', 'd97', 'd98', 'd99']);
  });

  it('leave out what has a grade, down to the place that is looked at', () => {
    expect([...chosen(['d0', 'd1', 'd2', 'd3', 'd99'])].sort()).toEqual(['d4', 'd97', 'd98']);
  });

  it('keep what comes first in the lists when they are too many', () => {
    expect([...chosen([], { deep: 0, most: 2 })].sort()).toEqual(['d0', 'd1']);
  });

  it('have some of deep places among them', () => {
    const deep = chosen([], { deep: 3, most: 100 })
      .map((document) => Number(document.slice(1)))
      .filter((at) => at > 1 && at < 97);
    expect(deep.length).toBeGreaterThan(0);
    expect(deep.every((place) => place >= 20 && place < 70)).toBe(true);
  });

  it('come in another order for another seed, and in the same for the same', () => {
    expect(chosen([], ALL, 1)).toEqual(chosen([], ALL, 1));
    expect(new Set([1, 2, 3, 4].map((seed) => chosen([], ALL, seed).join())).size).toBeGreaterThan(1);
  });

  it('come from other lists when one has none for the query', () => {
    const takes = [
      { list: [], first: 5, most: 5 },
      { list: ['d1'], first: 5, most: 5 },
    ];
    expect(chooseDocuments(takes, { deep: 2, most: 9 }, () => false, createRandom(1))).toEqual(['d1']);
  });
});
