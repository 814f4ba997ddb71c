/** Gold facets become what a query asks for, or nothing where the rules on fields cannot read them. */

import { expect, it } from 'vitest';
import { foldText } from '../../../models/text.ts';
import { loadFacts } from '../../../stores/facts-files.ts';
import { askedOfFacets } from '../../../training/synthetic/asked-of-facets.ts';
import { TITLES } from './tiny-world.ts';

const facts = loadFacts(foldText);
const kindsOf = (facets: Readonly<Record<string, unknown>>): readonly string[] | undefined =>
  askedOfFacets(facets, TITLES, facts)?.demands.map(({ condition }) => condition.kind);

it('each facet is one condition beside the role', () => {
  const salaryMin = { amount: 20, currency: 'USD', per: 'hour' };
  const facets = { title: ['welder'], location: ['Bern'], seniority: ['entry'], yearsExperienceMin: '5', salaryMin };
  expect(kindsOf(facets)).toEqual(['pay', 'place', 'level', 'years']);
});

it('pay is counted by the year', () => {
  const salaryMin = { amount: 20, currency: 'USD', per: 'hour' };
  expect(askedOfFacets({ title: ['welder'], salaryMin }, TITLES, facts)?.demands[0]?.condition).toEqual({
    kind: 'pay',
    annualMinimum: 41_600,
    currency: 'USD',
  });
});

it('a query without one role, with several values of a field or with a field that has no rule is left alone', () => {
  expect(kindsOf({ location: ['Bern'] })).toBeUndefined();
  expect(kindsOf({ title: ['welder', 'nurse'] })).toBeUndefined();
  expect(kindsOf({ title: ['welder'], location: ['Bern', 'Geneva'] })).toBeUndefined();
  expect(kindsOf({ title: ['welder'], negated: { location: ['Bern'] } })).toBeUndefined();
});
