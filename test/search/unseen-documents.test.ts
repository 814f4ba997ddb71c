/** What a caller may not see changes nothing of what they are told: every answer is the same as if it were not there. */
import { beforeAll, describe, expect, it } from 'vitest';
import { companyId, withVersion } from '../../ingest/normalise-parts.ts';
import type { Caller } from '../../runtime/caller.ts';
import { employerWithId, peopleAt } from '../../search/company.ts';
import type { SearchContext } from '../../search/context.ts';
import { recordLoader } from '../../search/records.ts';
import { runSearch } from '../../search/search.ts';
import { suggest } from '../../search/suggest/suggest.ts';
import type { SearchRequest } from '../../search/types.ts';
import type { Education, JobDocument, PersonDocument, Place } from '../../stores/documents.ts';
import { testJobs, testPeople } from '../helpers/test-corpus.ts';
import { createTestSearch, jobRequest, peopleRequest, type TestSearch, testFacts } from '../helpers/test-search.ts';

const EMPLOYER = { id: companyId('Zorblatt Kilnworks'), name: 'Zorblatt Kilnworks' };
const JOB_ID = 'the-private-posting';
const PERSON_ID = 'the-hidden-person';

function townOf(text: string): Place {
  const found = testFacts().findPlace(text);
  if (found === null) throw new Error(`the gazetteer lacks ${text}`);
  const { id, countryCode, latitude, longitude } = found;
  return { id, name: text, countryCode, latitude, longitude };
}

/** A place that no gazetteer has. */
const HAMLET: Place = { id: null, name: 'Quorrin Fold', countryCode: null, latitude: null, longitude: null };

function privateJob(): JobDocument {
  const [job] = testJobs(testFacts()) as [JobDocument];
  return withVersion<JobDocument>({
    ...job,
    id: JOB_ID,
    tenant: 'acme',
    title: 'Quibblerite Polisher',
    company: EMPLOYER,
    skills: ['Vitrigraphy'],
    locations: [townOf('Kilmarnock'), HAMLET],
    description:
      'You polish quibblerite. A clinix and a finsh are near. You speak to Zorina Quillfeather. A kilmarnock is worn.',
    industry: 'Kilns',
    postedAt: '2026-01-14T00:00:00Z',
  });
}

const EDUCATION: Education = {
  institution: 'Halvard School of Glass',
  area: null,
  studyType: 'BA',
  startDate: null,
  endDate: null,
};

function hiddenPerson(): PersonDocument {
  const [person] = testPeople(testFacts()) as [PersonDocument];
  return withVersion<PersonDocument>({
    ...person,
    id: PERSON_ID,
    visibility: 'HIDDEN',
    displayName: 'Zorina Quillfeather',
    headline: 'Quibblerite Polisher',
    summary: 'I polish quibblerite, once beside Mara Lindqvisk and Ines Castellane.',
    location: townOf('Kilmarnock'),
    work: person.work.map((one) => ({ ...one, title: 'Quibblerite Polisher', company: EMPLOYER })),
    education: [EDUCATION],
    skills: ['Vitrigraphy'],
    certifications: ['Kiln Safety'],
    openToWork: true,
  });
}

/** What a document says, and what is near to it. */
const TEXTS = [
  JOB_ID,
  PERSON_ID,
  'Quibblerite Polisher',
  'quibblerite polisher',
  'quibblerite polishr',
  'quibblerote',
  'Zorblatt Kilnworks',
  'jobs at Zorblatt Kilnworks',
  'zorblat kilnworks',
  'zorblatt',
  'nurse Zorblatt Kilnworks',
  'Vitrigraphy',
  'nurse with vitrigraphy',
  'vitrigrafy',
  'Kilmarnock',
  'kilmarnok',
  'kilmarnock nurse',
  'nurse in kilmarnok',
  'Quorrin Fold',
  'nurse in Quorrin Fold',
  '"polish quibblerite"',
  'Zorina Quillfeather',
  'zorina quillfeather',
  'Quillfeather Zorina',
  'Z Quillfeather',
  'quillfeather',
  'zorina quillfether',
  'Zorina Quillfeather nurse',
  'Mara Lindqvisk',
  'Mara Lindqvist',
  'Ines Castellane',
  'Harbour Lane Clinix',
  'Blue Finsh Logistics',
  'Halvard School of Glass',
  'Kiln Safety',
  'kilns',
  'nurse',
  'chef in Lyon not remote',
  'nurse, no quibblerite',
  'nurse without quibblerites',
  'nurse commute to kilmarnock',
  'kilmarnock chef',
];
const PREFIXES = ['quib', 'zorb', 'vitri', 'kilm', 'quor', 'zorina', 'quill', 'halv', 'kiln'];
const FACETS = {
  jobs: ['COMPANY', 'SKILL', 'LOCATION', 'SENIORITY', 'WORKPLACE_TYPE'],
  people: ['CURRENT_COMPANY', 'PAST_COMPANY', 'SCHOOL', 'SKILL', 'LOCATION', 'SENIORITY'],
} as const;

function requests(): readonly SearchRequest[] {
  const town = townOf('Kilmarnock').id ?? '';
  return [
    ...TEXTS.map((text) => jobRequest(text, { facets: FACETS.jobs, broaden: true })),
    ...TEXTS.map((text) => peopleRequest(text, { facets: FACETS.people, broaden: true })),
    ...TEXTS.map((text) => jobRequest(text, { spellCorrect: false, language: 'de' })),
    jobRequest(null, { facets: FACETS.jobs, filter: { locations: [{ text: 'Quorrin Fold' }] } }),
    jobRequest(null, { facets: FACETS.jobs, filter: { locations: [{ placeId: town }] }, broaden: true }),
    jobRequest('nurse', { facets: FACETS.jobs, filter: { companyIds: [EMPLOYER.id] }, broaden: true }),
    jobRequest(null, { facets: FACETS.jobs, filter: { titles: ['quibblerite'], skills: ['Vitrigraphy'] } }),
    peopleRequest(null, { facets: FACETS.people, filter: { currentCompanyIds: [EMPLOYER.id] }, broaden: true }),
    peopleRequest(null, { facets: FACETS.people, filter: { schools: ['Halvard School of Glass'] } }),
  ];
}

/** Everything that a page tells, but for ids that are drawn for it. */
async function told(request: SearchRequest, context: SearchContext): Promise<string> {
  const page = await runSearch(request, context);
  const record = await recordLoader(context).load(page.searchId);
  const { understanding } = record as { readonly understanding: object };
  const nodes = page.edges.map(({ documentId }) => documentId);
  const { totalCount, facets, coverage, notices, correctedText } = page;
  return JSON.stringify({ nodes, totalCount, facets, coverage, notices, correctedText, understanding });
}

function suggested(prefix: string, context: SearchContext): string {
  return JSON.stringify(
    (['jobs', 'people'] as const).map((vertical) => suggest({ vertical, prefix, kinds: null, first: 10 }, context)),
  );
}

function company(context: SearchContext): string {
  return JSON.stringify([employerWithId(EMPLOYER.id, context), peopleAt(EMPLOYER.id, context)]);
}

async function answers(search: TestSearch, caller: Partial<Caller>): Promise<ReadonlyMap<string, string>> {
  const as = (): SearchContext => {
    const own = search.context();
    return { ...own, caller: { ...own.caller, ...caller } };
  };
  const found = new Map<string, string>([['the page of the employer', company(as())]]);
  for (const prefix of PREFIXES) found.set(`suggestions for ${prefix}`, suggested(prefix, as()));
  for (const request of requests()) {
    const { vertical, text, filter, language } = request;
    found.set(JSON.stringify({ vertical, text, filter, language }), await told(request, as()));
  }
  return found;
}

const differences = (left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): readonly string[] =>
  [...left].filter(([asked, answer]) => right.get(asked) !== answer).map(([asked]) => asked);

const READER = { tenant: 'brook', scopes: ['jobs:read', 'people:read'] };
let without: TestSearch;
let withUnseen: TestSearch;
beforeAll(async () => {
  without = await createTestSearch();
  withUnseen = await createTestSearch({
    jobs: [...testJobs(testFacts()), privateJob()],
    people: [...testPeople(testFacts()), hiddenPerson()],
  });
});

describe('a private posting and a hidden profile', () => {
  it.each([
    ['a caller of another tenant', READER],
    ['an anonymous caller', { ...READER, tenant: '' }],
  ])('change no answer to %s', { timeout: 120_000 }, async (_, caller) => {
    expect(differences(await answers(without, caller), await answers(withUnseen, caller))).toEqual([]);
  });

  it('are told by each kind of answer to who may see them', { timeout: 120_000 }, async () => {
    const recruiter = { tenant: 'acme', scopes: [...READER.scopes, 'people:recruiter'] };
    const changed = differences(await answers(without, recruiter), await answers(withUnseen, recruiter));
    const asked = (vertical: string, text: string) => JSON.stringify({ vertical, text, filter: {}, language: null });
    expect(changed).toEqual(
      expect.arrayContaining([
        'the page of the employer',
        'suggestions for quib',
        asked('jobs', JOB_ID),
        asked('people', PERSON_ID),
        asked('jobs', 'Quibblerite Polisher'),
        asked('people', 'Quillfeather Zorina'),
        asked('jobs', '"polish quibblerite"'),
      ]),
    );
  });
});
