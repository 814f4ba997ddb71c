/** Type-ahead: what a beginning completes to, in which order, and what is never suggested. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../../models/text.ts';
import { type SuggestionRequest, suggest } from '../../../search/suggest/suggest.ts';
import type { SuggestionKind } from '../../../search/suggest/suggestion.ts';
import type { TandemDocument } from '../../../stores/documents.ts';
import { memorySnapshot } from '../../helpers/memory-index.ts';
import { sampleJob, samplePerson } from '../../helpers/sample-documents.ts';
import { createTestSearch, testFacts } from '../../helpers/test-search.ts';

const JOBS = [
  ...['Night Nurse', 'Nurse', 'Nurse', 'Nursery Teacher', 'Registered Nurse', 'Café Manager', 'Software Engineer'].map(
    (title, at) => sampleJob({ id: `j${at}`, externalId: `${at}`, title, company: null, skills: [] }),
  ),
  sampleJob({
    id: 'j8',
    title: 'Welder',
    company: { id: 'c1', name: "O'Hara & Söhne GmbH" },
    skills: ['C++', 'Wiring'],
  }),
  sampleJob({ id: 'j9', title: 'Diver', company: { id: 'c2', name: 'Gone Ltd' }, expiresAt: '2020-01-01T00:00:00Z' }),
];
const PEOPLE = [
  samplePerson(),
  samplePerson({ id: 'p2', displayName: 'Mara Lindqvist', headline: 'Keeps bees and books' }),
  samplePerson({ id: 'p3', displayName: 'Manuel Marsh', headline: 'Payroll Manager' }),
];

async function suggester(documents: readonly TandemDocument[] = JOBS) {
  const test = await createTestSearch();
  const vertical = documents[0]?.kind === 'person' ? 'people' : 'jobs';
  test.indexes.publish(memorySnapshot(vertical, documents, testFacts(), 'suggested'));
  return (prefix: string, kinds: readonly SuggestionKind[] | null = null, first = 10) => {
    const request: SuggestionRequest = { vertical, prefix, kinds, first };
    return suggest(request, test.context());
  };
}

const marked = ({ text, highlights }: { text: string; highlights: readonly { start: number; end: number }[] }) =>
  highlights.map(({ start, end }) => text.slice(start, end));

describe('the beginning of a text', () => {
  it('completes to what begins so, before what has it inside; many documents before few', async () => {
    const texts = (await suggester())('nur', ['TITLE']).map(({ text }) => text);
    expect(texts).toEqual(['Nurse', 'Nursery Teacher', 'Night Nurse', 'Registered Nurse']);
  });

  it.each([
    ['registered nu', 'Registered Nurse', ['Registered Nu']],
    ['nurse reg', 'Registered Nurse', ['Reg', 'Nurse']],
    ['CAFE m', 'Café Manager', ['Café M']],
    ['cafe', 'Café Manager', ['Café']],
    ['café', 'Café Manager', ['Café']],
    ['o hara', "O'Hara & Söhne GmbH", ["O'Hara"]],
    ["o'h", "O'Hara & Söhne GmbH", ["O'H"]],
    ['söhn', "O'Hara & Söhne GmbH", ['Söhn']],
    ['soehne', "O'Hara & Söhne GmbH", ['Söhne']],
    ['c+', 'C++', ['C']],
    ['sofwtare en', 'Software Engineer', ['Software En']],
  ])('%j completes to %j with %j marked', async (prefix, text, parts) => {
    const found = (await suggester())(prefix);
    expect(found[0]?.text ?? null).toBe(text);
    expect(found[0] === undefined ? [] : marked(found[0])).toEqual(parts);
  });

  it('completes each typed word to a word of its own', async () => {
    expect((await suggester())('nur nur')).toEqual([]);
    expect((await suggester())('n nurse').map(({ text }) => text)).toEqual(['Night Nurse']);
  });

  it('forgives no slip where something completes it as typed', async () => {
    expect((await suggester())('nurser').map(({ text }) => text)).toEqual(['Nursery Teacher']);
  });

  it.each(['', '   ', '!?', 'zzqxvw', '你好'])('%j completes to nothing', async (prefix) => {
    expect((await suggester())(prefix)).toEqual([]);
  });

  it('gives what the filter takes', async () => {
    const complete = await suggester();
    expect(complete('hara')[0]).toMatchObject({ kind: 'COMPANY', value: 'c1', filterField: 'companyIds' });
    expect(complete('wir')[0]).toMatchObject({ kind: 'SKILL', value: 'Wiring', filterField: 'skills' });
  });
});

describe('kinds', () => {
  it('that were asked for are the only ones', async () => {
    expect((await suggester())('w', ['SKILL']).map(({ kind }) => kind)).toEqual(['SKILL']);
    expect((await suggester())('w', ['PERSON'])).toEqual([]);
  });

  it('share the places: none has more than half while another has something', async () => {
    const titles = ['Mason', 'Manager', 'Maker', 'Mate', 'Magician'].map((title, at) =>
      sampleJob({ id: `m${at}`, title, company: null, skills: at === 0 ? ['Marketing', 'Maths'] : [] }),
    );
    const kinds = (await suggester(titles))('ma', null, 4).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['SKILL', 'SKILL', 'TITLE', 'TITLE']);
  });
});

describe('what is never suggested', () => {
  it('is an employer or title of expired jobs only', async () => {
    const complete = await suggester();
    expect([...complete('gone'), ...complete('diver')]).toEqual([]);
  });

  it('is a line that only one profile has', async () => {
    const complete = await suggester(PEOPLE);
    expect(complete('keeps bees')).toEqual([]);
    expect(complete('payroll').map(({ text }) => text)).toEqual(['Payroll Manager']);
  });
});

describe('people', () => {
  it.each([
    ['lindq', 'Mara Lindqvist', ['Lindq']],
    ['mara lindqv', 'Mara Lindqvist', ['Mara Lindqv']],
    ['Mara Lidnqvist', 'Mara Lindqvist', ['Mara Lindqvist']],
    ['oskars', 'Zoë Óskarsdóttir', ['Óskars']],
  ])('%j completes to %j', async (prefix, text, parts) => {
    const [found] = (await suggester(PEOPLE))(prefix);
    expect(found).toMatchObject({ kind: 'PERSON', text, value: text, filterField: null });
    expect(found === undefined ? [] : marked(found)).toEqual(parts);
  });
});

describe('arguments outside their limits', () => {
  it.each([
    ['a', 0, 'first must be 1 to 10, got 0'],
    ['a', 11, 'first must be 1 to 10, got 11'],
    ['a'.repeat(101), 5, 'prefix may have 100 characters, got 101'],
    ['a '.repeat(11), 5, 'prefix may have 10 words, got 11'],
  ])('are refused with the limit and what came', async (prefix, first, message) => {
    const complete = await suggester();
    expect(() => complete(prefix, null, first)).toThrow(message);
  });
});

describe('every suggestion', () => {
  it('marks parts of its text, in order, none over another, whatever was typed', async () => {
    const complete = await suggester();
    const typed = fc.oneof(
      fc.string({ maxLength: 12, unit: 'grapheme' }),
      fc.constantFrom(...JOBS.map(({ title }) => title.slice(0, 5))),
    );
    fc.assert(
      fc.property(typed, (prefix) => {
        if (prefix.length > 100) return;
        for (const { text, highlights } of complete(prefix)) {
          let end = 0;
          for (const range of highlights) {
            expect(range.start).toBeGreaterThanOrEqual(end);
            expect(range.end).toBeGreaterThan(range.start);
            end = range.end;
          }
          expect(end).toBeLessThanOrEqual(text.length);
          expect(foldText(text)).not.toBe('');
        }
      }),
    );
  });
});

describe('of two places that are one slip away', () => {
  it('the larger comes first, though more documents lie in the smaller', async () => {
    const placed = (name: string, count: number, from: number) =>
      Array.from({ length: count }, (_, at) => {
        const { id = null, countryCode = null, latitude = null, longitude = null } = testFacts().findPlace(name) ?? {};
        const place = { id, name, countryCode, latitude, longitude };
        return sampleJob({ id: `p${from + at}`, externalId: `p${from + at}`, title: 'Diver', locations: [place] });
      });
    const complete = await suggester([...placed('Bern, Switzerland', 4, 0), ...placed('Berlin, Germany', 2, 10)]);
    expect(complete('berln', ['LOCATION'])[0]?.text).toMatch(/^Berlin/);
    expect(complete('bern', ['LOCATION'])[0]?.text).toMatch(/^Bern/);
  });
});
