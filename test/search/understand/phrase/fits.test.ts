/** A sentence of an LLM is shown only when it says what was read, all of it, and nothing else. */
import { describe, expect, it } from 'vitest';
import { misfitOf, type Thought } from '../../../../search/understand/phrase/fits.ts';

const facet = (field: string, value: string, isNegated = false, sourceText = value) => ({
  id: `${field}:${value}`,
  field,
  value,
  sourceText,
  confidence: 0.9,
  isNegated,
  isHard: false,
});

const THOUGHT: Thought = {
  vertical: 'jobs',
  text: 'beekeeper in Lyon with Excel, remote, 90k, not Acme',
  summary: 'Searching for beekeeper jobs in Lyon with Excel, remote, for 90,000 a year or more, except Acme',
  facets: [
    facet('title', 'beekeeper'),
    facet('location', 'Lyon'),
    facet('skill', 'Excel'),
    facet('workplace', 'REMOTE', false, 'remote'),
    facet('salaryMin', '90000', false, '90k'),
    facet('company', 'Acme', true),
  ],
};

describe('a sentence fits that names every value in other words and order', () => {
  it.each([
    'Looking for remote beekeeper positions near Lyon with Excel for 90,000 a year or more, but not at Acme',
    'Searching for beekeeper roles in Lyon, remote, with Excel, for 90,000 a year or more, not Acme.',
    'Searching for remote beekeepers in Lyon with Excel for 90,000 a year or more, without Acme.',
  ])('%s', (sentence) => {
    expect(misfitOf(sentence, THOUGHT)).toBeNull();
  });
});

describe('a sentence does not fit', () => {
  const RIGHT = 'Searching for beekeeper roles in Lyon, remote, with Excel, for 90,000 a year or more, not Acme';
  it.each([
    ['leaves a value out', RIGHT.replace(' in Lyon', ''), 'everything'],
    ['names another place', `${RIGHT} or Paris`, 'more than was read'],
    ['names another employer', RIGHT.replace('beekeeper roles', 'beekeeper roles at Initech'), 'more than was read'],
    ['has another number', RIGHT.replace('90,000', '95,000'), 'more than was read'],
    ['has a number twice', `${RIGHT}, 90,000`, 'numbers'],
    ['has a number in words', `${RIGHT} or five`, 'more than was read'],
    ['wants what is not wanted', RIGHT.replace('not Acme', 'at Acme'), 'opposite'],
    ['does not want what is wanted', RIGHT.replace('in Lyon', 'not in Lyon'), 'opposite'],
    ['asks for people', RIGHT.replace('roles', 'people'), 'more than was read'],
    ['gives an opinion', `${RIGHT}, a great choice`, 'more than was read'],
    ['has a link', `${RIGHT} https://evil.example`, 'marks'],
    ['has markup', RIGHT.replace('Acme', '<b>Acme</b>'), 'marks'],
    ['has two sentences', `${RIGHT}. Searching for you.`, 'marks'],
    ['has invisible marks', `${RIGHT}\u202e`, 'marks'],
    ['goes on and on', `${RIGHT} ${'looking for you '.repeat(30)}`, 'too long'],
  ])('when it %s', (_why, sentence, problem) => {
    expect(misfitOf(RIGHT, THOUGHT)).toBeNull();
    expect(misfitOf(sentence, THOUGHT)).toContain(problem);
  });
});

it('lets a negation go on over or, and ends it at the next value', () => {
  const facets = [facet('title', 'chef'), facet('skill', 'Java', true), facet('skill', 'Perl', true)];
  const summary = 'Searching for chef jobs, without Java, without Perl';
  const thought: Thought = { vertical: 'jobs', text: 'chef without java or perl', summary, facets };
  expect(misfitOf('Looking for chef jobs without Java or Perl', thought)).toBeNull();
  expect(misfitOf('Looking for chef jobs with Java or Perl', thought)).toContain('opposite');
  expect(misfitOf('Looking for jobs without Java or Perl as a chef', thought)).toBeNull();
  expect(misfitOf('Looking for jobs without Java or Perl or chef', thought)).toContain('opposite');
});
