/** Snippets quote their field, highlights are sound, and the passages chosen are about the search. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareSentences } from '../../../models/best-sentences.ts';
import { stem } from '../../../models/text.ts';
import type { DocumentField } from '../../../search/present/document-fields.ts';
import { cutPassage } from '../../../search/present/passage.ts';
import type { QueryWords } from '../../../search/present/query-words.ts';
import { snippets, snippetsOf } from '../../../search/present/snippets.ts';
import { runSearch } from '../../../search/search.ts';
import type { Snippet } from '../../../search/types.ts';
import { createTestSearch, jobRequest, peopleRequest } from '../../helpers/test-search.ts';

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
const quotes = (passage: string, source: string): boolean =>
  passage.split('…').every((part) => flat(source).includes(flat(part)));
const wordsOf = (...words: readonly string[]): QueryWords => ({
  weights: new Map(words.map((word) => [stem(word), 1])),
  total: words.length,
});
const fieldOf = (name: string, text: string, isBody = true): DocumentField => ({
  name,
  text,
  sentences: prepareSentences(text).sentences,
  isBody,
});

function expectSound({ text, highlights }: Pick<Snippet, 'text' | 'highlights'>): void {
  highlights.forEach(({ start, end }, index) => {
    expect(start).toBeGreaterThanOrEqual(highlights[index - 1]?.end ?? 0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(text.length);
    for (const at of [start, end]) {
      const splitsPair = /[\uDC00-\uDFFF]/.test(text[at] ?? '') && /[\uD800-\uDBFF]/.test(text[at - 1] ?? '');
      expect(splitsPair).toBe(false);
    }
  });
}

describe('a passage', () => {
  const piece = fc.constantFrom(
    'nurse',
    'Nurses',
    '🚚',
    '👩‍⚕️',
    ' ',
    '\n',
    '\t ',
    'café',
    '…',
    'ward.',
    'on',
    '𝒩urse',
    'children',
    ', ',
    '. ',
    '•',
    '"',
    '&',
    '<b>',
  );

  it('quotes its field whatever the text is made of, with sound highlights', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 120 }), (pieces) => {
        const text = pieces.join(' ');
        const query = wordsOf('nurse', 'child', 'ward');
        for (const { start, end } of prepareSentences(text).sentences) {
          const passage = cutPassage(text, { start, end }, query);
          expect(quotes(passage.text, text)).toBe(true);
          expectSound(passage);
        }
      }),
    );
  });

  it('of a long sentence is cut around the first match, and marks where', () => {
    const text = `${'one two three four five six '.repeat(20)}nurse ${'seven eight nine ten '.repeat(30)}`;
    const passage = cutPassage(text, { start: 0, end: text.length }, wordsOf('nurse'));
    expect(passage.text).toMatch(/^….*nurse.*…$/);
    expect(passage.text.length).toBeLessThan(240);
    expect(passage.highlights.map(({ start, end }) => passage.text.slice(start, end))).toEqual(['nurse']);
  });

  it.each(['- ', '• ', '– '])('of a list starts after its mark %j', (mark) => {
    const text = `Duties:\n${mark}nurse children`;
    expect(cutPassage(text, { start: 8, end: text.length }, wordsOf('nurse')).text).toBe('nurse children');
  });

  it('highlights other forms of a word and words that begin alike', () => {
    const { text, highlights } = cutPassage(
      'Nursing of pediatric patients',
      0,
      29,
      wordsOf('nurse', 'pediatrician', 'patient'),
    );
    expect(highlights.map(({ start, end }) => text.slice(start, end))).toEqual(['Nursing', 'pediatric', 'patients']);
  });
});

describe('the snippets of a document', () => {
  const fields = [
    fieldOf('title', 'Night Nurse', false),
    fieldOf(
      'description',
      'We are a clinic by the sea. You care for children on the ward. You drink coffee. Nights are paid extra.',
    ),
  ];

  it('are the sentences that say most about the search, each something new', () => {
    const found = snippets(fields, wordsOf('child', 'ward', 'night'), 2);
    expect(found.map(({ text }) => text)).toEqual(['You care for children on the ward.', 'Nights are paid extra.']);
    expect(found[0]?.score).toBeGreaterThan(found[1]?.score ?? 1);
  });

  it('quote the title only when the body has none of the words', () => {
    expect(snippets(fields, wordsOf('nurse'), 2).map(({ sourceField }) => sourceField)).toEqual(['title']);
  });

  it('are how the text opens when no word is shared', () => {
    expect(snippets(fields, wordsOf('zebra'), 2)).toMatchObject([
      { text: 'We are a clinic by the sea.', highlights: [], score: 0 },
    ]);
  });
});

describe('the snippets of a match', () => {
  it('quote title or description and highlight words of the search', async () => {
    const test = await createTestSearch();
    const context = test.context();
    const page = await runSearch(jobRequest('truck driver'), context);
    const all = await Promise.all(page.edges.slice(0, 4).map((edge) => snippetsOf(edge.matchId, 2, context)));
    for (const [index, found] of all.entries()) {
      const job = test.jobs.find(({ id }) => id === page.edges[index]?.documentId);
      expect(found?.length).toBeGreaterThan(0);
      for (const snippet of found ?? []) {
        expect(
          quotes(snippet.text, snippet.sourceField === 'title' ? (job?.title ?? '') : (job?.description ?? '')),
        ).toBe(true);
        expectSound(snippet);
      }
      expect(found?.some((snippet) => snippet.highlights.length > 0)).toBe(true);
    }
  });

  it('name the position that they quote', async () => {
    const test = await createTestSearch();
    const context = test.context();
    const page = await runSearch(peopleRequest('lorry across the country'), context);
    expect(await snippetsOf(page.edges[0]?.matchId ?? '', 1, context)).toMatchObject([
      { sourceField: 'work[0].summary' },
    ]);
  });

  it('of a whole page cost one read of documents', async () => {
    const test = await createTestSearch();
    const reads: number[] = [];
    const { documents } = test.services;
    const counted = {
      ...documents,
      getMany: (keys: Parameters<typeof documents.getMany>[0]) => {
        reads.push(keys.length);
        return documents.getMany(keys);
      },
    };
    const page = await runSearch(jobRequest('chef'), test.context());
    const context = test.context({ services: { ...test.services, documents: counted } });
    await Promise.all(page.edges.map((edge) => snippetsOf(edge.matchId, 2, context)));
    expect(reads).toEqual([page.edges.length]);
  });

  it('are null for an id that was not made here and refused for a count outside the limits', async () => {
    const test = await createTestSearch();
    expect(await snippetsOf('bm9uc2Vuc2U', 2, test.context())).toBeNull();
    await expect(snippetsOf('bm9uc2Vuc2U', 0, test.context())).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
