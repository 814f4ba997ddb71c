/** The words of a corpus that are near to what was typed: all within a slip, and within two with the same first letter. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editDistance } from '../../../runtime/edit-distance.ts';
import { createVocabulary } from '../../../search/understand/vocabulary.ts';

const word = fc.stringMatching(/^[a-c]{1,5}$/);
const corpus = fc.uniqueArray(word, { minLength: 1, maxLength: 30 });

it('finds what comparing with every word finds, each once', () => {
  fc.assert(
    fc.property(corpus, word, fc.integer({ min: 0, max: 2 }), (words, typed, most) => {
      const found = createVocabulary(words.map((one) => [one, 1])).near(typed, most);
      const expected = words.flatMap((one) => {
        const edits = editDistance(typed, one, most);
        const isNear = edits <= (one[0] === typed[0] ? most : Math.min(most, 1));
        return isNear ? [{ word: one, edits, documentFrequency: 1 }] : [];
      });
      const inOrder = (all: readonly { word: string }[]) => all.toSorted((a, b) => (a.word < b.word ? -1 : 1));
      expect(inOrder(found)).toEqual(inOrder(expected));
    }),
  );
});

it('tells how many documents hold a word, and which words begin so', () => {
  const vocabulary = createVocabulary([
    ['nurse', 9],
    ['nursery', 2],
    ['purse', 1],
  ]);
  expect(vocabulary.documentFrequency('nurse')).toBe(9);
  expect(vocabulary.documentFrequency('nur')).toBe(0);
  expect(vocabulary.startingWith('nurse').map(({ word: one, documentFrequency }) => [one, documentFrequency])).toEqual([
    ['nurse', 9],
    ['nursery', 2],
  ]);
});
