/** Names are found as people heard them: a word that no document has stands for those that it begins or nearly is. */
import { describe, expect, it } from 'vitest';
import { scoreTolerantly } from '../../../search/retrieve/near-words.ts';
import { createKeywordBuilder } from '../../../stores/keyword-builder.ts';

const TITLES = ['okafor', 'okafor', 'okonjo', 'lindqvist', 'netharbor it', 'nethaven', 'kafka', 'oslo'];

function indexOf(titles: readonly string[]) {
  const builder = createKeywordBuilder();
  for (const title of titles) builder.add(title.split(' ').map((word) => ({ stem: word, word, weight: 1 })));
  return builder.build();
}

const index = indexOf(TITLES);
const found = (...typed: readonly string[]): readonly string[] => {
  const { scores } = scoreTolerantly(typed, index, null);
  return TITLES.filter((_, position) => (scores[position] ?? 0) > 0);
};

describe('a word that no document has', () => {
  it.each([
    ['a slip', 'okaofr', ['okafor', 'okafor']],
    ['two slips in a long word', 'lidnqvsit', ['lindqvist']],
    ['its first three letters', 'net', ['netharbor it', 'nethaven']],
    ['two slips in a short word', 'okfaro', []],
    ['another first letter', 'pkafor', []],
    ['two letters', 'ne', []],
    ['nothing alike', 'zzzzzz', []],
  ])('is looked for by %s: %j finds %j', (_how, typed, names) => {
    expect(found(typed)).toEqual(names);
  });

  it('counts less than the word itself would', () => {
    const [slip, right] = ['okonjp', 'okonjo'].map((typed) => scoreTolerantly([typed], index, null).scores[2] ?? 0);
    expect(slip).toBeGreaterThan(0);
    expect(slip).toBeLessThan(right ?? 0);
  });

  it('counts as one word, however many are near', () => {
    expect([...scoreTolerantly(['neth'], indexOf(['nethaven netharbor']), null).matched]).toEqual([1]);
  });
});

it('a word that a document has stands for itself alone', () => {
  expect(found('okonjo')).toEqual(['okonjo']);
});
