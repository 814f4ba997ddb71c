/** How a text is cut for the understanding model, and how its answer is read. */
import { describe, expect, it } from 'vitest';
import {
  encodeText,
  piecesOf,
  readingOf,
  UNDERSTANDING_MAX_TOKENS,
  understandingLabels,
} from '../../models/understanding.ts';

const idsOf = (piece: string): readonly number[] => [...piece].map((letter) => letter.charCodeAt(0));
const labels = understandingLabels();
const TAGS = 1 + 2 * labels.fields.length;
const HEADS = [labels.intents, labels.routes, labels.safeties, labels.categories, labels.conditions].flat().length;
const beginning = (field: string): number => 1 + 2 * labels.fields.indexOf(field);

/** Numbers of a text whose pieces have the tags, in order. */
function numbersFor(text: string, tags: readonly number[], negated: readonly number[] = []) {
  const encoded = encodeText(text, () => [7], 1, 2);
  const numbers = {
    heads: new Float32Array(HEADS),
    tags: new Float32Array(encoded.ids.length * TAGS),
    negated: new Float32Array(encoded.ids.length),
  };
  encoded.tokens.forEach((token, index) => {
    numbers.tags[token * TAGS + (tags[index] ?? 0)] = 0.75;
    numbers.negated[token] = negated.includes(index) ? 1 : 0;
  });
  return { encoded, numbers };
}

describe('pieces', () => {
  it('are runs of letters and digits, and single signs, with their places', () => {
    expect(piecesOf('RN, $35/hr')).toEqual([
      { text: 'RN', start: 0, end: 2 },
      { text: ',', start: 2, end: 3 },
      { text: '$', start: 4, end: 5 },
      { text: '35', start: 5, end: 7 },
      { text: '/', start: 7, end: 8 },
      { text: 'hr', start: 8, end: 10 },
    ]);
  });

  it('keep the place of their first token, and are cut at the limit', () => {
    const { ids, tokens } = encodeText('ab c', idsOf, 1, 2);
    expect([...ids]).toEqual([1, 97, 98, 99, 2]);
    expect(tokens).toEqual([1, 3]);
    expect(encodeText('word '.repeat(100), idsOf, 1, 2).ids.length).toBeLessThanOrEqual(UNDERSTANDING_MAX_TOKENS);
  });
});

describe('a reading', () => {
  it('joins the pieces of one span and parts two that follow each other', () => {
    const title = beginning('title');
    const { encoded, numbers } = numbersFor('line cook baker', [title, title + 1, title]);
    expect(readingOf(encoded, numbers).spans).toEqual([
      { field: 'title', start: 0, end: 9, confidence: 0.75, isNegated: false },
      { field: 'title', start: 10, end: 15, confidence: 0.75, isNegated: false },
    ]);
  });

  it('says what is not wanted', () => {
    const { encoded, numbers } = numbersFor('not Lyon', [0, beginning('location')], [1]);
    expect(readingOf(encoded, numbers).spans).toMatchObject([{ field: 'location', start: 4, end: 8, isNegated: true }]);
  });

  it('names every class and condition in the order of the labels', () => {
    const { encoded, numbers } = numbersFor('x', [0]);
    numbers.heads[labels.intents.length] = 0.5;
    const reading = readingOf(encoded, numbers);
    expect(reading.routes[labels.routes[0] ?? '']).toBe(0.5);
    expect(Object.keys(reading.conditions)).toHaveLength(labels.conditions.length);
  });

  it('keeps the few likeliest roles; occupations of one title count together', () => {
    const { encoded, numbers } = numbersFor('x', [0]);
    const twice = labels.roles.findIndex((role, at) => labels.roles.indexOf(role) < at);
    const heads = new Float32Array(HEADS + labels.roles.length);
    heads[HEADS + twice] = 0.25;
    heads[HEADS + labels.roles.indexOf(labels.roles[twice] ?? '')] = 0.5;
    expect(readingOf(encoded, { ...numbers, heads }).roles).toEqual({ [labels.roles[twice] ?? '']: 0.75 });
  });
});
