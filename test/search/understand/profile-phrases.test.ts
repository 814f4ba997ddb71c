/** A text that means the member says so in a few ways, and the rest of it is read like any other. */
import { describe, expect, it } from 'vitest';
import { asksProfile, profileQuestion } from '../../../search/understand/profile-phrases.ts';

describe('what is asked of the profile is told apart from the rest', () => {
  it.each([
    ['nurse near me', 'place', 'near me', 'nurse'],
    ['Near Me night shifts', 'place', 'Near Me', 'night shifts'],
    ['chef jobs in my area', 'place', 'in my area', 'chef jobs'],
    ['jobs like my current one', 'role', 'like my current one', 'jobs'],
    ['positions similar to my role, remote', 'role', 'similar to my role', 'positions , remote'],
    ['remote work in my field', 'field', 'in my field', 'remote work'],
    ['jobs matching my skills', 'skills', 'matching my skills', 'jobs'],
    ['people who work at my company', 'employer', 'at my company', 'people who work'],
    ['near me', 'place', 'near me', ''],
  ])('%s', (text, part, sourceText, rest) => {
    expect(profileQuestion(text)).toEqual({ phrases: [{ part, sourceText, isNegated: false }], rest });
  });

  it('also several at once, in their order, and with a not before them', () => {
    expect(profileQuestion('jobs like mine but not near me')).toEqual({
      phrases: [
        { part: 'role', sourceText: 'like mine', isNegated: false },
        { part: 'place', sourceText: 'near me', isNegated: true },
      ],
      rest: 'jobs but',
    });
  });
});

it.each([
  'work from home',
  'near Mexico',
  'in my first job',
  'home care nurse',
  'near methods lab',
  'like a chef',
  '',
  null,
])('asks nothing in %s', (text) => {
  expect(asksProfile(text)).toBe(false);
  expect(profileQuestion(text).rest).toBe(text ?? '');
});
