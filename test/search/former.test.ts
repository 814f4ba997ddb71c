/** Searches for what somebody was: former staff before present staff, told as such, whatever word says that it is over. */
import { describe, expect, it } from 'vitest';
import { explanationOf } from '../../search/present/explanation.ts';
import { runSearch } from '../../search/search.ts';
import { readFacets } from '../../search/understand/facets.ts';
import { withTense } from '../../search/understand/tense.ts';
import { knowledgeOf } from '../../search/understand/understand.ts';
import { understandingOf } from '../../search/understand/understanding.ts';
import type { PersonDocument } from '../../stores/documents.ts';
import { testPeople } from '../helpers/test-corpus.ts';
import { createTestSearch, peopleRequest, testFacts } from '../helpers/test-search.ts';

/** The fourth and fifth person left Harbour Lane Clinic for Oak & Ember; the first is there. */
function withLeavers(): readonly PersonDocument[] {
  const people = testPeople(testFacts());
  const there = people[0]?.work[0];
  const elsewhere = people[2]?.work[0];
  if (there === undefined || elsewhere === undefined) throw new Error('the test corpus lacks positions');
  return people.map((person, at): PersonDocument => {
    if (at === 0) return person;
    const title = person.headline ?? '';
    if (at < 3) return { ...person, work: [{ ...elsewhere, title }] };
    return {
      ...person,
      work: [
        { ...elsewhere, title },
        { ...there, title, startDate: '2015', endDate: '2018' },
      ],
    };
  });
}

async function found(text: string) {
  const people = withLeavers();
  const test = await createTestSearch({ people });
  const context = test.context();
  const page = await runSearch(peopleRequest(text), context);
  const rows = await Promise.all(
    page.edges.map(async ({ documentId, matchId }) => ({
      at: people.findIndex(({ id }) => id === documentId),
      reasons: (await explanationOf(matchId, context))?.reasons.filter(({ kind }) => kind === 'COMPANY') ?? [],
    })),
  );
  return { rows, understanding: await understandingOf(page.searchId, context) };
}

describe('an employer that is named as a former one', () => {
  it.each([
    'used to work at Harbour Lane Clinic',
    'formerly Harbour Lane Clinic',
    'ex-Harbour Lane Clinic',
    'ex Harbour Lane Clinic staff',
    'alumni of Harbour Lane Clinic',
    'Harbour Lane Clinic alumni',
    'people who left Harbour Lane Clinic',
    'previously at Harbour Lane Clinic',
    'former employees of Harbour Lane Clinic',
    'Harbour Lane Clinic leavers',
    'anyone who was once with Harbour Lane Clinic',
    'past employees of Harbour Lane Clinic',
  ])('is met by who left it, not by who is there: %s', async (text) => {
    const { rows, understanding } = await found(text);
    expect(rows.slice(0, 3).every(({ at }) => at >= 3)).toBe(true);
    expect(rows[0]?.reasons).toMatchObject([{ satisfied: true, text: 'Was at Harbour Lane Clinic earlier' }]);
    const present = rows.find(({ at }) => at === 0);
    expect(present?.reasons).toMatchObject([{ satisfied: false, text: 'Still at Harbour Lane Clinic' }]);
    expect(understanding?.summary).toBe('Showing people formerly at Harbour Lane Clinic');
  });

  it('is told of with the role beside it', async () => {
    const { rows, understanding } = await found('accountant, formerly at Harbour Lane Clinic');
    expect(rows[0]).toMatchObject({ at: 3, reasons: [{ satisfied: true }] });
    expect(understanding?.summary).toContain('accountant, formerly at Harbour Lane Clinic');
  });

  it('comes before the role beside it', async () => {
    const { rows } = await found('ex Harbour Lane Clinic truck drivers');
    expect(rows.slice(0, 3).every(({ at }) => at >= 3)).toBe(true);
  });

  it('leaves present staff first where nothing is over', async () => {
    const { rows } = await found('works at Harbour Lane Clinic');
    expect(rows[0]).toMatchObject({ at: 0, reasons: [{ satisfied: true, text: 'At Harbour Lane Clinic' }] });
  });

  it('is met by both where the text says only that somebody worked there', async () => {
    const { rows } = await found('people who have worked at Harbour Lane Clinic');
    expect(rows.map(({ reasons }) => reasons[0]?.satisfied)).not.toContain(false);
    expect(rows.map(({ at }) => at)).toEqual(expect.arrayContaining([0, 3]));
  });
});

describe('words of the past', () => {
  it.each([
    ['ex nurse at Oak & Ember', ['title', 'company']],
    ['ex Oak & Ember accountants', ['company']],
    ['former senior accountant', ['title']],
    ['accountant at Oak & Ember, formerly Blue Finch Logistics', ['Blue Finch Logistics']],
    ['previously Blue Finch Logistics, now Oak & Ember', ['Blue Finch Logistics']],
    ['formerly Blue Finch Logistics or Oak & Ember', ['Blue Finch Logistics', 'Oak & Ember Ltd']],
    ['used to be a registered nurse', ['title']],
    ['retired chef in Leeds', ['title']],
    ['chef in Leeds', []],
  ])('belong to what stands beside them: %s', async (text, over) => {
    const test = await createTestSearch();
    const context = test.context();
    const snapshot = test.indexes.current('people');
    const facets = readFacets(text, {
      vertical: 'people',
      facts: testFacts(),
      knowledge: knowledgeOf(snapshot, context),
      keywords: snapshot.keywords,
      nowMs: 0,
    });
    const past = withTense(text, facets).filter(({ tense }) => tense === 'over');
    expect(past.map(({ field, value }) => (over.includes(field as never) ? field : value))).toEqual(over);
  });
});
