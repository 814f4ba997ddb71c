/** Words of texts: offsets, folding, stems. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentStems, fold, isStopWord, stem, words } from '../../models/text.ts';

describe('words', () => {
  it('gives offsets in UTF-16 units that cut the same word out of the text', () => {
    const text = '🧑‍🍳 Café chef — C++ & R&D, Zoë’s team';
    expect(words(text).map((word) => word.text)).toEqual(['Café', 'chef', 'C++', 'R&D', 'Zoë’s', 'team']);
    for (const word of words(text)) expect(text.slice(word.start, word.end)).toBe(word.text);
  });

  it('never overlaps and never leaves the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        let end = 0;
        for (const word of words(text)) {
          expect(word.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(word.start, word.end)).toBe(word.text);
          end = word.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('fold', () => {
  it('drops case, accents, apostrophes and the possessive ending', () => {
    expect(['ZÜRICH', 'Łódź', 'Straße', 'Zoë’s', 'don’t'].map(fold)).toEqual([
      'zurich',
      'lodz',
      'strasse',
      'zoe',
      'dont',
    ]);
  });

  it('folds what it folded to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) =>
        words(text).every(({ text: word }) => fold(fold(word)) === fold(word)),
      ),
    );
  });
});

describe('stem', () => {
  it.each([
    ['nurses', 'nursing'],
    ['manager', 'managers'],
    ['engineer', 'engineering'],
    ['teaching', 'teaches'],
    ['policies', 'policy'],
    ['cleaned', 'cleaning'],
    ['relational', 'relate'],
    ['hopping', 'hop'],
    ['organization', 'organize'],
  ])('brings %s and %s together', (left, right) => expect(stem(left)).toBe(stem(right)));

  it.each([
    ['caresses', 'caress'],
    ['ponies', 'poni'],
    ['sky', 'sky'],
    ['feed', 'feed'],
    ['agreed', 'agre'],
    ['plastered', 'plaster'],
    ['sing', 'sing'],
    ['conflated', 'conflat'],
    ['sized', 'size'],
    ['falling', 'fall'],
    ['failing', 'fail'],
    ['happy', 'happi'],
    ['vietnamization', 'vietnam'],
    ['electrical', 'electr'],
    ['goodness', 'good'],
    ['adjustment', 'adjust'],
    ['adoption', 'adopt'],
    ['probate', 'probat'],
    ['controll', 'control'],
  ])('stems %s to %s as the published algorithm does', (word, expected) => expect(stem(word)).toBe(expected));

  it('leaves short words and words with signs or digits alone', () => {
    expect(['it', 'c++', 'b2b', 'über'].map(stem)).toEqual(['it', 'c++', 'b2b', 'über']);
  });
});

describe('stop words', () => {
  it('keep "IT" and "US" in capitals, because those are a trade and a country', () => {
    expect([isStopWord('it'), isStopWord('IT'), isStopWord('us'), isStopWord('US')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(contentStems('IT jobs in the US for me')).toEqual(['it', 'us']);
  });
});
