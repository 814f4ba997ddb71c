/** How texts are read: facets with the words that led to them, intent, route, rewriting, and the sentence that tells it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { keywordEvidence } from '../../../search/retrieve/keyword.ts';
import { type Understood, understand } from '../../../search/understand/understand.ts';
import type { JobDocument } from '../../../stores/documents.ts';
import { testJobs } from '../../helpers/test-corpus.ts';
import { createTestSearch, jobRequest, peopleRequest, type TestSearch, testFacts } from '../../helpers/test-search.ts';

let test: TestSearch;
beforeAll(async () => {
  test = await createTestSearch();
});

const jobs = (text: string, ignoreUnderstood: readonly string[] = []): Promise<Understood> =>
  understand(jobRequest(text, { ignoreUnderstood }), test.indexes.current('jobs'), test.context());
const people = (text: string): Promise<Understood> =>
  understand(peopleRequest(text), test.indexes.current('people'), test.context());
const read = ({ facets }: Understood): readonly string[] =>
  facets.map(({ field, value, sourceText }) => `${field}=${value} (${sourceText})`);

describe('a job text', () => {
  it('is read into role, place and workplace, and said so', async () => {
    const understood = await jobs('registered nurse in Lyon, remote');
    expect(read(understood)).toEqual([
      'title=registered nurse (registered nurse)',
      'location=Lyon (Lyon)',
      'workplace=REMOTE (remote)',
    ]);
    expect(understood.understanding).toMatchObject({ intent: 'JOBS', route: 'HYBRID', safety: 'SAFE' });
    expect(understood.understanding.summary).toBe('Searching for registered nurse jobs in Lyon, remote');
  });

  it('is read into employer, employment type and level', async () => {
    expect(read(await jobs('part time chef at Blue Finch Logistics'))).toEqual([
      'employmentType=PART_TIME (part time)',
      'title=chef (chef)',
      'company=Blue Finch Logistics (Blue Finch Logistics)',
    ]);
    expect(read(await jobs('senior software engineer'))).toContain('seniority=MID_SENIOR (senior)');
  });

  it('knows an employer without its legal form', async () => {
    expect((await jobs('jobs at Oak & Ember')).understanding).toMatchObject({ intent: 'COMPANY', route: 'KEYWORD' });
  });

  it('does not take ordinary words for towns', async () => {
    for (const text of ['mobile developer', 'help children with reading', 'a nice team', 'orange juice production']) {
      expect(
        (await jobs(text)).facets.filter(({ field }) => field === 'location'),
        text,
      ).toEqual([]);
    }
  });

  it.each(['many hands', 'lend a hand', 'worker', 'staff', 'a manager', 'team member', 'experts'])(
    'takes no role from %j, which says none',
    async (text) => {
      expect((await jobs(text)).facets.filter(({ field }) => field === 'title')).toEqual([]);
    },
  );

  it('takes a town after a preposition or a comma', async () => {
    expect(read(await jobs('nurse near Reading'))).toContain('location=Reading (Reading)');
    expect(read(await jobs('nurse, Austin, TX'))).toContain('location=Austin (Austin, TX)');
  });

  it('is searched without the facets that the client left out', async () => {
    const [facet] = (await jobs('chef in Lyon')).facets.filter(({ field }) => field === 'location');
    expect(read(await jobs('chef in Lyon', [facet?.id ?? '']))).toEqual(['title=chef (chef)']);
  });

  it('has its abbreviations written out', async () => {
    expect((await jobs('RN in Lyon')).rewrittenText).toBe('registered nurse in Lyon');
    expect((await jobs('rn')).understanding.rewrittenText).toBe('registered nurse');
    expect((await jobs('registered nurse')).understanding.rewrittenText).toBeNull();
  });

  it.each(['node.js developer', 'Next.js', 'dev-ops', 'Salesforce admin', 'tech', 'C++/js'])(
    '%j keeps its words: a part of a name or a doubtful short word stands for nothing else',
    async (text) => {
      expect((await jobs(text)).understanding.rewrittenText).toBeNull();
    },
  );

  it('is told in the case of the writer, and never at any length', async () => {
    expect((await jobs('iOS developer')).understanding.summary).toBe('Searching for iOS developer jobs');
    expect((await jobs('Registered Nurse')).understanding.summary).toBe('Searching for registered nurse jobs');
    expect((await jobs('q'.repeat(300))).understanding.summary.length).toBeLessThan(100);
  });

  it('that shortens a role means the long form', async () => {
    const understood = await jobs('RN in Lyon');
    expect(read(understood)).toContain('title=registered nurse (RN)');
    expect(understood.understanding.summary).toBe('Searching for registered nurse jobs in Lyon');
    expect(read(await jobs('sales rep'))).toEqual(['title=sales representative (sales rep)']);
  });

  it('that is long and names nothing goes by meaning', async () => {
    expect(
      (await jobs('something where I stay outdoors all day and never sit still indoors')).understanding.route,
    ).toBe('SEMANTIC');
  });

  it('in another alphabet says that the models cannot read it', async () => {
    const understood = await jobs('работа водителем в Москве');
    expect(understood.understanding).toMatchObject({ intent: 'UNSUPPORTED', route: 'EXPLAIN' });
    expect(understood.notices).toMatchObject([{ code: 'LANGUAGE_UNSUPPORTED' }]);
  });

  it.each(['???', '🍕', '2 + 2 ='])('%j is read without failing', async (text) => {
    expect((await jobs(text)).understanding.summary.length).toBeGreaterThan(5);
  });

  it.each([
    'how do I write a resume',
    'should I take a contract role',
    'difference between LPN and RN',
    'is 42k a good starting salary',
  ])('%j is a question about a career', async (text) => {
    expect((await jobs(text)).understanding).toMatchObject({ intent: 'CAREER_ADVICE', route: 'EXPLAIN' });
  });

  it.each([
    'registered nurse',
    'take a big lorry across the country',
    'someone to repair broken cars',
    'keep the company books and file its taxes',
  ])('%j is a search for jobs', async (text) => {
    expect((await jobs(text)).understanding.intent).toBe('JOBS');
  });
});

describe('a people text', () => {
  it('that is a name is a name search, also with a role or a question around it', async () => {
    for (const text of [
      'Ines Castellano',
      'ines castellano',
      '"Ines Castellano"',
      'is Ines Castellano on here?',
      'Ines Castellano truck driver',
    ]) {
      expect((await people(text)).understanding, text).toMatchObject({ intent: 'NAME', route: 'KEYWORD' });
    }
  });

  it('that is an employer is a company search', async () => {
    expect((await people('who works at Harbour Lane Clinic')).understanding).toMatchObject({
      intent: 'COMPANY',
      route: 'KEYWORD',
    });
  });

  it('with a role is a search for people', async () => {
    const understood = await people('accountant with audit experience');
    expect(understood.understanding).toMatchObject({ intent: 'PEOPLE', route: 'HYBRID' });
    expect(understood.understanding.summary).toMatch(/^Searching for people who work as an accountant/);
  });
});

describe('a value that is not wanted', () => {
  it('is read as negated, and what comes after the clause is not', async () => {
    const understood = await jobs('chef, not part time, in Lyon');
    expect(understood.facets.map(({ field, isNegated }) => [field, isNegated])).toEqual([
      ['title', false],
      ['employmentType', true],
      ['location', false],
    ]);
    expect(understood.understanding.summary).toBe('Searching for chef jobs in Lyon, not part time');
  });

  it.each([
    ['nurse, not remote', ['title', 'not workplace']],
    ['not remote software engineer', ['not workplace', 'title']],
    ['non-remote software engineer', ['not workplace', 'title']],
    ['not remote or hybrid, nurse', ['not workplace', 'not workplace', 'title']],
    ['software engineer without java', ['title', 'not skill']],
    ['chef not in New York', ['title', 'not location']],
    ['driver but not truck', ['title', 'not title']],
    ['software engineer, not accounting', ['title', 'not title']],
  ])('%j is read as %j', async (text, expected) => {
    expect((await jobs(text)).facets.map(({ field, isNegated }) => (isNegated ? `not ${field}` : field))).toEqual(
      expected,
    );
  });

  it('is said in the summary and earns nothing as a word', async () => {
    expect((await jobs('chef, not truck')).understanding.summary).toBe('Searching for chef jobs, not truck');
    const snapshot = test.indexes.current('jobs');
    const { scores } = keywordEvidence(await jobs('nurse except chef'), snapshot, null);
    const chefs = test.jobs.filter(({ title }) => title === 'Chef').map(({ id }) => snapshot.ids.indexOf(id));
    expect(chefs.map((position) => scores[position])).toEqual(chefs.map(() => 0));
  });

  it('is still a level in "no experience"', async () => {
    expect((await jobs('chef, no experience')).facets.map(({ value, isNegated }) => [value, isNegated])).toContainEqual(
      ['ENTRY', false],
    );
  });
});

describe('a head of a company', () => {
  const levels = async (text: string): Promise<readonly string[]> =>
    (await jobs(text)).facets.filter(({ field }) => field === 'seniority').map(({ value }) => value);

  it.each([
    'CTO',
    'the CTO of a startup',
    'a CFO for a hospital',
    'vice president of sales',
    'not an engineer but the CTO',
  ])('is who is meant in %j', async (text) => {
    expect(await levels(text)).toEqual(['EXECUTIVE']);
  });

  it.each([
    'assistant to the CTO',
    'assistant to a CEO or commissioner',
    'EA to CEO',
    'personal assistant to our CFO',
    'work beside our COO',
    'secretary to the vice president',
    'EA to director payroll',
  ])('is somebody else in %j', async (text) => {
    expect(await levels(text)).toEqual([]);
  });
});

describe('two letters', () => {
  it('in capitals are a country only after a comma', async () => {
    for (const text of ['head of IT', 'HR manager', 'skilled in IT']) {
      expect(
        (await jobs(text)).facets.filter(({ field }) => field === 'location'),
        text,
      ).toEqual([]);
    }
    expect(read(await jobs('nurse, Austin, TX'))).toContain('location=Austin (Austin, TX)');
  });

  it.each([
    ['nurse uk', 'United Kingdom (uk)'],
    ['UK nurse', 'United Kingdom (UK)'],
    ['nurse gb', 'United Kingdom (gb)'],
    ['nurse in uk', 'United Kingdom (uk)'],
    ['remote US nurse', 'United States (US)'],
    ['data analyst uae', 'United Arab Emirates (uae)'],
  ])('or three that are the name of a country are read in %j', async (text, place) => {
    expect(read(await jobs(text))).toContain(`location=${place}`);
  });

  it.each(['work with us', 'us nurses', 'a chef in us all', 'nurse in it', 'nurse de'])(
    'that are a word or only a code name no country in %j',
    async (text) => {
      expect((await jobs(text)).facets.filter(({ field }) => field === 'location')).toEqual([]);
    },
  );

  it('after an amount are a unit, and words of their own are not written out', async () => {
    expect((await jobs('chef $20/hr')).rewrittenText).toBe('chef $20/hr');
    expect((await jobs('network admin')).rewrittenText).toBe('network admin');
    expect((await jobs('vet tech')).rewrittenText).toBe('veterinary technician');
  });
});

describe('a word of job texts that is a town too', () => {
  const [first] = testJobs(testFacts());
  const described = (description: string): readonly JobDocument[] => (first ? [{ ...first, description }] : []);

  it.each([
    ['temp to perm admin', []],
    ['van driver', []],
    ['moving to Van', ['Van']],
    ['driver in van', ['Van']],
    ['driver, Perm', ['Perm']],
  ])('needs a capital or a place word: %s', async (text, places) => {
    const words = await createTestSearch({ jobs: described('You drive the van. This is temp to perm.') });
    const { facets } = await understand(jobRequest(text), words.indexes.current('jobs'), words.context());
    expect(facets.filter(({ field }) => field === 'location').map(({ value }) => value)).toEqual(places);
  });
});

describe('two letters beside another role', () => {
  it.each([
    ['PT evening accountant', null],
    ['OT, chef', 'occupational therapist, chef'],
    ['RN or chef', 'registered nurse or chef'],
    ['PT', 'physical therapist'],
    ['RN in Lyon', 'registered nurse in Lyon'],
    ['FT accountant', 'full time accountant'],
  ])('are written out only where they are a role of their own: %s', async (text, written) => {
    expect((await jobs(text)).understanding.rewrittenText).toBe(written);
  });
});
