/** Explanations: a reason for each understood value with the document's own words, met or not. */
import { describe, expect, it } from 'vitest';
import { unwantedForms } from '../../../search/present/asked-text.ts';
import { explanationOf } from '../../../search/present/explanation.ts';
import { facetReasons } from '../../../search/present/facet-reasons.ts';
import { runSearch } from '../../../search/search.ts';
import type { JobSearchRequest, MatchExplanation } from '../../../search/types.ts';
import { testJobs } from '../../helpers/test-corpus.ts';
import { createTestSearch, jobRequest, peopleRequest, testFacts } from '../../helpers/test-search.ts';

async function explained(text: string, changes: Partial<JobSearchRequest> = {}): Promise<readonly MatchExplanation[]> {
  const test = await createTestSearch();
  const context = test.context();
  const page = await runSearch(jobRequest(text, changes), context);
  const found = await Promise.all(page.edges.map((edge) => explanationOf(edge.matchId, context)));
  return found.flatMap((explanation) => explanation ?? []);
}

describe('an explanation', () => {
  it('names what is met and what is not, with evidence', async () => {
    const [best] = await explained('registered nurse in Lyon');
    expect(best?.reasons).toContainEqual({
      kind: 'TITLE',
      text: 'The role “Registered Nurse” is what was asked',
      satisfied: true,
    });
    expect(best?.reasons).toContainEqual({ kind: 'LOCATION', text: 'In Lyon, France', satisfied: true });
    const all = await explained('registered nurse in Lyon');
    expect(all.flatMap(({ reasons }) => reasons.map(({ text }) => text))).toContain('In Austin, TX, not Lyon');
  });

  it('of browsing claims no likeness, and mentions leave numbers out', async () => {
    const [browsed] = await explained(' ');
    expect(browsed?.summary).toMatch(/^Nothing was searched for/);
    const all = await explained('opening number 3 years');
    expect(all.flatMap(({ reasons }) => reasons.map(({ text }) => text)).join()).not.toMatch(/“(?:3|years)”/);
  });

  it('speaks of nothing that was left out of the search', async () => {
    const [browsed] = await explained('jobs like mine');
    expect(browsed?.summary).toMatch(/^Nothing was searched for/);
    const all = await explained('chef near me in our team');
    expect(all.flatMap(({ reasons }) => reasons.map(({ text }) => text)).join()).not.toMatch(/near|“me”/);
  });

  it('says once what meets two values', async () => {
    const [best] = await explained('registered nurse, staff nurse, nurse');
    const told = best?.reasons.map(({ text }) => text) ?? [];
    expect(told).not.toHaveLength(0);
    expect(new Set(told).size).toBe(told.length);
  });

  it('finds a role met that the text shortened', async () => {
    const [best] = await explained('RN');
    expect(best?.reasons[0]?.text).toBe('The role “Registered Nurse” is what was asked');
  });

  it('exists for every match, ranked or not, with or without understood values', async () => {
    for (const explanations of [
      await explained('chef'),
      await explained('chef', { sort: 'NEWEST' }),
      await explained('opening number'),
      await explained(' '),
    ]) {
      expect(explanations.length).toBeGreaterThan(3);
      for (const { summary, reasons } of explanations) {
        expect(summary.length).toBeGreaterThan(5);
        expect(reasons.length).toBeGreaterThan(0);
      }
    }
  });

  it('is null for an id that was not made here', async () => {
    const test = await createTestSearch();
    expect(await explanationOf('bm9uc2Vuc2U', test.context())).toBeNull();
  });

  it('calls no role asked for that the text excludes, also where no filter keeps it out', async () => {
    const test = await createTestSearch();
    const context = test.context();
    const page = await runSearch(peopleRequest('drivers but no trucks'), context);
    expect(page.notices).toContainEqual(expect.objectContaining({ ignoredText: 'trucks' }));
    const texts = await Promise.all(page.edges.map(({ matchId }) => explanationOf(matchId, context)));
    expect(texts.map((explanation) => explanation?.summary)).toContainEqual(
      expect.stringContaining('which was ruled out'),
    );
  });

  it('of a person looks at all positions', async () => {
    const test = await createTestSearch();
    const context = test.context();
    const page = await runSearch(peopleRequest('accountant'), context);
    const explanation = await explanationOf(page.edges[0]?.matchId ?? '', context);
    expect(explanation?.reasons[0]).toMatchObject({ kind: 'TITLE', satisfied: true });
  });
});

describe('the reason of a value', () => {
  const [job] = testJobs(testFacts());
  const reasonFor = (field: string, value: string, id = `${field}:${value}`) => {
    if (job === undefined) throw new Error('the test corpus is empty');
    const facet = { id, field, value, sourceText: value, confidence: 1, isNegated: false, isHard: false };
    const facets = [facet];
    const subject = {
      document: job,
      facts: testFacts(),
      nowMs: 0,
      asked: value,
      unwanted: unwantedForms(value, facets),
      facets,
      grade: null,
    };
    return facetReasons(facets, subject)[0];
  };

  it('is met by the region and country around a place', () => {
    const france = testFacts().findPlace('France');
    expect(reasonFor('location', 'France', `location:${france?.id}`)).toMatchObject({
      satisfied: true,
      text: 'In Lyon, France',
    });
  });

  it.each([
    ['healthcare', true],
    ['hospital', true],
    ['banking', false],
  ])('is met by the industry %s as the index reads the line of the posting: %s', (asked, satisfied) => {
    if (job === undefined) throw new Error('the test corpus is empty');
    const facets = [
      {
        id: 'industry',
        field: 'industry',
        value: asked,
        sourceText: asked,
        confidence: 1,
        isNegated: false,
        isHard: false,
      },
    ];
    const document = { ...job, industry: 'Hospitals and Health Care' };
    const subject = {
      document,
      facts: testFacts(),
      nowMs: 0,
      asked,
      unwanted: unwantedForms(asked, facets),
      facets,
      grade: null,
    };
    const [reason] = facetReasons(facets, subject);
    expect(reason?.satisfied).toBe(satisfied);
  });

  it('tells a role that is close from another one', () => {
    expect(reasonFor('title', 'night nurse')?.text).toBe('The role “Registered Nurse” may be close to what was asked');
    expect(reasonFor('title', 'tax adviser')?.text).toBe('The role is “Registered Nurse”');
  });

  it.each([
    ['title', 'registered nurse', 'TITLE', true],
    ['title', 'night nurse', 'TITLE', false],
    ['workplace', 'ON_SITE', 'LOCATION', true],
    ['workplace', 'REMOTE', 'LOCATION', false],
    ['seniority', 'ENTRY', 'SENIORITY', true],
    ['seniority', 'DIRECTOR', 'SENIORITY', false],
    ['skill', 'Patient Care', 'SKILL', true],
    ['skill', 'COBOL', 'SKILL', false],
    ['company', 'harbour lane clinic', 'COMPANY', true],
    ['company', 'Google', 'COMPANY', false],
    ['employmentType', 'FULL_TIME', 'SEMANTIC', true],
  ])('%s %s is told as %s', (field, value, kind, satisfied) => {
    expect(reasonFor(field, value)).toMatchObject({ kind, satisfied });
  });
});
