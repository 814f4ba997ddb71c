/** The inverted index scores as the BM25 formula says, over whatever documents. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BM25_B, BM25_K1, type InvertedIndex } from '../../stores/inverted-index.ts';
import { joinKeywords } from '../../stores/join-keywords.ts';
import { createKeywordBuilder, type KeywordOccurrence } from '../../stores/keyword-builder.ts';
import { packKeywords, unpackKeywords } from '../../stores/keyword-files.ts';

type Document = readonly KeywordOccurrence[];

function indexOf(documents: readonly Document[]): InvertedIndex {
  const builder = createKeywordBuilder();
  for (const document of documents) builder.add(document);
  return builder.build();
}

const STEMS = ['nurs', 'night', 'cook', 'weld', 'ward'];
const occurrence = fc.record({
  stem: fc.option(fc.constantFrom(...STEMS), { freq: 5 }),
  word: fc.constantFrom('nurse', 'nurses', 'the', 'cook'),
  weight: fc.constantFrom(1, 2, 4),
});
const documents = fc.array(fc.array(occurrence, { maxLength: 12 }), { minLength: 1, maxLength: 15 });
const query = fc.array(fc.constantFrom(...STEMS, 'unknown'), { maxLength: 5 });

function naiveScore(
  all: readonly Document[],
  document: Document,
  stems: readonly string[],
): { score: number; matched: number } {
  const lengthOf = (each: Document) => each.reduce((sum, word) => sum + (word.stem === null ? 0 : word.weight), 0);
  const average = Math.max(1, all.reduce((sum, each) => sum + lengthOf(each), 0) / all.length);
  let score = 0;
  let matched = 0;
  for (const stem of new Set(stems)) {
    const count = document.filter((word) => word.stem === stem).reduce((sum, word) => sum + word.weight, 0);
    if (count === 0) continue;
    const frequency = all.filter((each) => each.some((word) => word.stem === stem)).length;
    const idf = Math.log(1 + (all.length - frequency + 0.5) / (frequency + 0.5));
    score += (idf * count * (BM25_K1 + 1)) / (count + BM25_K1 * (1 - BM25_B + (BM25_B * lengthOf(document)) / average));
    matched += 1;
  }
  return { score, matched };
}

test('scores and numbers of matched stems are those of the formula', () => {
  fc.assert(
    fc.property(documents, query, (all, stems) => {
      const { scores, matched } = indexOf(all).score(stems, null);
      all.forEach((document, position) => {
        const expected = naiveScore(all, document, stems);
        expect(scores[position]).toBeCloseTo(expected.score, 4);
        expect(matched[position]).toBe(expected.matched);
      });
    }),
  );
});

test('a masked document scores 0, and the mask changes no other score', () => {
  fc.assert(
    fc.property(documents, query, fc.array(fc.boolean(), { minLength: 15, maxLength: 15 }), (all, stems, passes) => {
      const index = indexOf(all);
      const mask = Uint8Array.from(all, (_, position) => Number(passes[position]));
      const [free, masked] = [index.score(stems, null), index.score(stems, mask)];
      all.forEach((_, position) => {
        expect(masked.scores[position]).toBe(mask[position] === 1 ? free.scores[position] : 0);
        expect(masked.matched[position]).toBe(mask[position] === 1 ? free.matched[position] : 0);
      });
    }),
  );
});

test('an index that was written and read says the same', async () => {
  await fc.assert(
    fc.asyncProperty(documents, query, async (all, stems) => {
      const index = indexOf(all);
      const read = await unpackKeywords(packKeywords(index), 'keywords.bin');
      expect(read.score(stems, null)).toEqual(index.score(stems, null));
      expect([...read.words()]).toEqual([...index.words()]);
      for (const stem of STEMS) expect(read.documentFrequency(stem)).toBe(index.documentFrequency(stem));
    }),
  );
});

test('gaps that need several bytes survive the file', async () => {
  const builder = createKeywordBuilder();
  const last = 20_000;
  const word = { stem: 'rare', word: 'rare', weight: 1 };
  for (let position = 0; position <= last; position += 1)
    builder.add(position === 0 || position === last ? [word] : []);
  const read = await unpackKeywords(packKeywords(builder.build()), 'keywords.bin');
  const { matched } = read.score(['rare'], null);
  expect([matched[0], matched[last], matched.reduce((sum, each) => sum + each, 0)]).toEqual([1, 1, 2]);
});

test('words are counted by document, stop words too', () => {
  const index = indexOf([
    [
      { stem: 'nurs', word: 'nurse', weight: 4 },
      { stem: 'nurs', word: 'nurse', weight: 1 },
      { stem: null, word: 'the', weight: 1 },
    ],
    [{ stem: null, word: 'the', weight: 1 }],
  ]);
  expect(new Map(index.words())).toEqual(
    new Map([
      ['nurse', 1],
      ['the', 2],
    ]),
  );
  expect(index.documentFrequency('nurs')).toBe(1);
  expect(index.documentFrequency('none')).toBe(0);
});

test('words of documents that are not for everybody are counted apart, also from a file and beside changes', async () => {
  const word = (text: string): KeywordOccurrence => ({ stem: text, word: text, weight: 1 });
  const builder = createKeywordBuilder();
  builder.add([word('open'), word('both')]);
  builder.add([word('closed'), word('both')], false);
  const index = await unpackKeywords(packKeywords(builder.build()), 'keywords.bin');
  expect(new Map(index.words())).toEqual(new Map(Object.entries({ open: 1, both: 2, closed: 1 })));
  expect(new Map(index.publicWords())).toEqual(new Map(Object.entries({ open: 1, both: 1 })));
  const changes = indexOf([[word('both'), word('new')]]);
  expect(changes.publicWords).toBe(changes.words);
  const joined = joinKeywords(index, changes);
  expect(new Map(joined.publicWords())).toEqual(new Map(Object.entries({ open: 1, both: 2, new: 1 })));
});

test('other work gets its turn while a large index is read', async () => {
  const builder = createKeywordBuilder();
  const word = (stem: string): KeywordOccurrence => ({ stem, word: stem, weight: 1 });
  const stems = Array.from({ length: 60 }, (_, number) => word(`stem${number}`));
  for (let position = 0; position < 20_000; position += 1) builder.add(stems);
  const bytes = packKeywords(builder.build());
  let turns = 0;
  let isReading = true;
  const turn = (): void => {
    turns += 1;
    if (isReading) setImmediate(turn);
  };
  setImmediate(turn);
  await unpackKeywords(bytes, 'keywords.bin');
  isReading = false;
  expect(turns).toBeGreaterThanOrEqual(4);
});
