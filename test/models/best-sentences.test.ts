/** Sentences of documents, and which of them answer a query. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bestSentences,
  estimateTokens,
  matchingStem,
  prepareSentences,
  queryTerms,
} from '../../models/best-sentences.ts';

const TEXT = `We are a family bakery. Our ovens start at 4 a.m. every day!
• You shape loaves by hand
• You earn $21.50 an hour; tips are shared
Ask Dr. Weber about visas. We sponsor them.`;

function sentencesOf(text: string): readonly string[] {
  const prepared = prepareSentences(text);
  return prepared.sentences.map(({ start, end }) => text.slice(start, end));
}

function shown(query: string, budgetTokens: number): string {
  const prepared = prepareSentences(TEXT);
  return bestSentences(prepared, queryTerms(query), budgetTokens)
    .map((index) => TEXT.slice(prepared.sentences[index]?.start, prepared.sentences[index]?.end))
    .join(' / ');
}

describe('prepareSentences', () => {
  it('cuts at full stops, line breaks, bullets and semicolons, not after abbreviations', () => {
    expect(sentencesOf(TEXT)).toEqual([
      'We are a family bakery.',
      'Our ovens start at 4 a.m. every day!',
      'You shape loaves by hand',
      'You earn $21.50 an hour',
      'tips are shared',
      'Ask Dr. Weber about visas.',
      'We sponsor them.',
    ]);
  });

  it('cuts text without full stops into parts that fit a prompt', () => {
    const counts = prepareSentences('word '.repeat(100)).sentences.map((sentence) => sentence.wordCount);
    expect(counts).toEqual([25, 25, 25, 25]);
  });

  it('keeps sentences in order, apart and inside the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        let end = 0;
        for (const sentence of prepareSentences(text).sentences) {
          expect(sentence.start).toBeGreaterThanOrEqual(end);
          expect(sentence.end).toBeGreaterThan(sentence.start);
          end = sentence.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('bestSentences', () => {
  it('prefers what shares words with the query, in the order of the document', () => {
    expect(shown('sponsoring a visa', 16)).toBe('Ask Dr. Weber about visas. / We sponsor them.');
  });

  it('finds an amount of money for a question about pay', () => {
    expect(shown('pays 45k', 9)).toBe('You earn $21.50 an hour');
  });

  it('opens with the beginning when nothing is shared', () => {
    expect(shown('astronaut', 16)).toBe('We are a family bakery. / You shape loaves by hand');
  });

  it('stays within the budget and repeats nothing', () => {
    const prepared = prepareSentences(TEXT);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('visa', 'bake', 'hour', 'loav', 'start', 'hand')),
        fc.integer({ min: 0, max: 80 }),
        (terms, budget) => {
          const chosen = bestSentences(prepared, terms, budget);
          const used = chosen.reduce(
            (sum, index) => sum + estimateTokens(prepared.sentences[index]?.wordCount ?? 0),
            0,
          );
          expect(used).toBeLessThanOrEqual(budget);
          expect([...new Set(chosen)].sort((a, b) => a - b)).toEqual(chosen);
        },
      ),
    );
  });
});

describe('matchingStem', () => {
  const known = new Set(['pediatr', 'nurs', 'ward']);
  it.each([
    ['pediatr', { stem: 'pediatr', share: 1 }],
    ['pediatrician', { stem: 'pediatr', share: 0.5 }],
    ['nurseri', null],
    ['war', null],
  ])('of %s is the same stem, or half one that begins alike', (stem, expected) => {
    expect(matchingStem(stem, known)).toEqual(expected);
  });
});
