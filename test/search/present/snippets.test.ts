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
      { start: 0, end: 29 },
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

  it('quote the title only when the body has none of the words, and then how the text opens', () => {
    const sources = (first: number) => snippets(fields, wordsOf('nurse'), first).map(({ sourceField }) => sourceField);
    expect(sources(1)).toEqual(['title']);
    expect(sources(3)).toEqual(['title', 'description']);
  });

  const textsOf = (description: string, words: readonly string[], first = 2, anyway: readonly string[] = []) =>
    snippets([fieldOf('description', description)], wordsOf(...words), first, [], new Set(anyway.map(stem))).map(
      ({ text }) => text,
    );

  it('prefer what the list does not show anyway, and never only repeat it', () => {
    const text = 'A night nurse at night. Children sleep here.';
    expect(textsOf(text, ['night', 'nurse', 'child'], 1, ['night', 'nurse'])).toEqual(['Children sleep here.']);
    expect(textsOf('Night nurse.\nBring coffee to the sea.', ['night'], 2, ['night', 'nurse'])).toEqual([
      'Night nurse.',
    ]);
  });

  it('do not say the same twice', () => {
    const twice = 'You care for children on the ward. We laugh. You care for all children on the ward.';
    expect(textsOf(twice, ['child', 'ward'])).toEqual(['You care for children on the ward.']);
  });

  it('leave to others what stands in every posting', () => {
    const text =
      'Nurses of any age have an equal opportunity. Many nurses and doctors share one ward in a large house.';
    expect(textsOf(text, ['nurse'], 1)).toEqual(['Many nurses and doctors share one ward in a large house.']);
  });

  it('read a line that goes on to its end, and a heading with what stands under it', () => {
    expect(textsOf('Trained first year teachers on\nclassroom management.\nDrank tea.', ['teacher'])).toEqual([
      'Trained first year teachers on classroom management.',
    ]);
    expect(textsOf('Drink tea.\nNurses:\nThe ward opens at six.\nDrink more.', ['nurse'])).toEqual([
      'Nurses: The ward opens at six.',
    ]);
  });

  it('show the sentence that was chosen where the whole line is too long', () => {
    const line = `${'nurse of the house and garden and '.repeat(9)}zebra keeper`;
    expect(textsOf(line, ['zebra'])[0]).toContain('zebra keeper');
  });

  it('mark no word that only begins alike', () => {
    const { highlights } = cutPassage(
      'Work under contract on terrain',
      { start: 0, end: 30 },
      wordsOf('understand', 'terraform'),
    );
    expect(highlights).toEqual([]);
  });

  it('mark in other words only what has no word of the search itself', () => {
    const text = 'Press releases for Lycos Armenia currently.';
    const near = (start: number, end: number) => ({ field: 0, start, end, cosine: 0.7, vector: Float32Array.of(1) });
    const [found] = snippets([fieldOf('description', text)], wordsOf('lycos'), 1, [near(0, 14), near(19, 42)]);
    expect(found?.highlights.map(({ start, end }) => found.text.slice(start, end))).toEqual([
      'Press',
      'releases',
      'Lycos',
    ]);
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
