/** Places with what lies around them, whoever else wanted the number; and parts of a text that are told as left out. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { TextReading } from '../../../models/understanding.ts';
import { meaningOf } from '../../../search/understand/meaning.ts';
import { type Understood, understand } from '../../../search/understand/understand.ts';
import { SURE_READING } from '../../helpers/sure-reading.ts';
import { createTestSearch, jobRequest, type TestSearch, testFacts } from '../../helpers/test-search.ts';

let test: TestSearch;
beforeAll(async () => {
  test = await createTestSearch();
});

const read = (text: string): Promise<Understood> =>
  understand(jobRequest(text), test.indexes.current('jobs'), test.context());

/** What the model tags in the text, as [field, words]. */
function readWith(text: string, ...tagged: readonly (readonly [field: string, words: string])[]): Promise<Understood> {
  const spans = tagged.map(([field, words]) => {
    const start = text.indexOf(words);
    return { field, start, end: start + words.length, confidence: 0.9, isNegated: false };
  });
  const context = test.context();
  const answer = async (): Promise<readonly TextReading[]> => [{ ...SURE_READING, spans }];
  const services = { ...context.services, pools: { ...test.pools, understand: answer } };
  return understand(jobRequest(text), test.indexes.current('jobs'), { ...context, services });
}

const told = ({ facets }: Understood): readonly string[] =>
  facets
    .filter(({ field }) => field !== 'title')
    .map(({ field, value, radiusKm, isNegated }) =>
      [isNegated ? 'not ' : '', field, ' ', value, radiusKm === undefined ? '' : ` ${radiusKm} km`].join(''),
    );
const ignored = ({ leftOut }: Understood): readonly (string | null)[] =>
  leftOut.map((notice) => ('ignoredText' in notice ? notice.ignoredText : null));

describe('a part that is told as left out', () => {
  it.each([
    ['nurse up to 50k', 'nurse'],
    ['under $50k nurse', 'nurse'],
    ['nurse in Leeds, 40k max', 'nurse in Leeds,'],
    ['RN up to 50k', 'registered nurse'],
    ['nurse within 20 miles', 'nurse'],
    ['up to 50k', ''],
  ])('is not searched for: %j', async (text, searched) => {
    const found = await read(text);
    expect(found.leftOut).toHaveLength(1);
    expect(found.rewrittenText.trim()).toBe(searched);
    expect(found.searchedText).not.toMatch(/\d/);
  });
});

it('what is told as left out is not said to be searched for', async () => {
  expect((await read('up to 50k')).understanding.summary).toBe('Showing all jobs, newest first');
  expect((await read('zither work up to 50k')).understanding.summary).toMatch(/fit “zither work”$/);
});

describe('a place with a distance', () => {
  it.each([
    ['welder within 10 miles of Leeds', 'location Leeds 16.1 km'],
    ['welder 25 miles from Leeds', 'location Leeds 40.2 km'],
    ['welder no more than 30 km from Berlin, part time', 'location Berlin 30 km'],
    ['chef in Lyon within 20 km', 'location Lyon 20 km'],
    ['chef Lyon, 15 kilometres radius', 'location Lyon 15 km'],
    ['chef in a radius of 50 km around Berlin', 'location Berlin 50 km'],
    ['chef within a 5-mile radius of Austin, TX', 'location Austin 8 km'],
    ['Leeds plumber within 8km', 'location Leeds 8 km'],
    ['plumber Berlin + 40 km', 'location Berlin 40 km'],
    ['plumber 12 km outside Lyon', 'location Lyon 12 km'],
    ['plumber more than 100 miles from Leeds', 'not location Leeds 160.9 km'],
    ['plumber, not within 20 miles of Leeds', 'not location Leeds 32.2 km'],
    ['plumber no further than 10 miles from Leeds', 'location Leeds 16.1 km'],
    ['plumber no farther than 10 miles from Leeds', 'location Leeds 16.1 km'],
    ['plumber not more than 10 miles from Leeds', 'location Leeds 16.1 km'],
    ['plumber not beyond 10 miles from Leeds', 'location Leeds 16.1 km'],
    ['plumber not over 10 miles from Leeds', 'location Leeds 16.1 km'],
    ['plumber, nothing over 10 miles from Leeds', 'location Leeds 16.1 km'],
    ["plumber, I don't want to work more than 10 miles from Leeds", 'location Leeds 16.1 km'],
    ['plumber, no overtime, more than 100 miles from Leeds', 'not location Leeds 160.9 km'],
  ])('is one circle: %s', async (text, circle) => {
    expect(told(await read(text)).filter((facet) => !facet.startsWith('employmentType'))).toEqual([circle]);
  });

  it('leaves no number to pay, experience or another place that a model saw in it', async () => {
    const behind = await readWith(
      'welder within 10 miles of Leeds',
      ['location', 'miles'],
      ['yearsExperienceMin', '10'],
    );
    expect(told(behind)).toEqual(['location Leeds 16.1 km']);
    const before = await readWith('chef in Lyon within 20 km', ['location', 'Lyon'], ['salaryMin', '20']);
    expect(told(before)).toEqual(['location Lyon 20 km']);
  });

  it('is met by what lies around, and told so', async () => {
    const { facets, understanding } = await read('welder within 10 miles of Leeds');
    const circle = facets.find(({ field }) => field === 'location');
    expect(circle?.condition).toMatchObject({ kind: 'any', of: [{ kind: 'in' }, { kind: 'near', radiusKm: 16.1 }] });
    expect(understanding.summary).toContain('within 16.1 km of Leeds');
    expect(understanding.facets.find(({ field }) => field === 'location')).toMatchObject({ radiusKm: 16.1 });
  });

  it.each([
    ['welder within 10 miles of Xyzzyvale', 'within 10 miles of Xyzzyvale', 'no place called “Xyzzyvale”'],
    ['welder within 10 miles', 'within 10 miles', 'around which place'],
    ['welder within 3 km of my home', 'within 3 km of my', 'around which place'],
  ])('that nobody can find is told as left out: %s', async (text, words, why) => {
    const understood = await read(text);
    expect(told(understood)).toEqual([]);
    expect(ignored(understood)).toEqual([words]);
    expect(understood.leftOut[0]?.message).toContain(why);
  });

  it.each(['driver 500 miles per week', 'runner of 10 km races', 'up to 300 miles a day'])(
    'is none without one: %s',
    async (text) => {
      const understood = await read(text);
      expect([told(understood), ignored(understood)]).toEqual([[], []]);
    },
  );
});

describe('pay', () => {
  it('that is bounded above is told, and never read as the least by anybody', async () => {
    const understood = await readWith('welder under 50k', ['salaryMin', '50k']);
    expect(told(understood)).toEqual([]);
    expect(ignored(understood)).toEqual(['under 50k']);
  });

  it('that a model tags without words for money is none', async () => {
    expect(told(await readWith('welder for 20 tanks', ['salaryMin', '20']))).toEqual([]);
  });

  it('takes its currency along, into the sentence and the meaning', async () => {
    const { facets, understanding } = await read('welder salary 60k, paid in euros');
    expect(facets.find(({ field }) => field === 'salaryMin')).toMatchObject({ value: '60000', currency: 'EUR' });
    expect(understanding.summary).toContain('for 60,000 EUR a year or more');
    const meanings = await Promise.all(
      ['$', 'C$', 'A$', '€', 'CHF '].map(async (sign) =>
        meaningOf(await read(`welder paying ${sign}60k`), testFacts()),
      ),
    );
    expect(new Set(meanings).size).toBe(meanings.length);
  });

  it.each([
    'driver 500 pesos a day',
    'driver 90 zlotys an hour',
    'driver 2 crore rupees',
    'driver 3000 ringgits a month',
  ])('is never taken for a slip of the pen: %s', async (text) => expect((await read(text)).correctedText).toBeNull());
});
