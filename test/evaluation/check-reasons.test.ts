/** The rule check of stated reasons: what the document has passes, what it has not is a fault, and other wordings are left to a judge. */
import { describe, expect, it } from 'vitest';
import { checkReasons } from '../../evaluation/check-reasons.ts';
import type { MatchReason } from '../../search/types.ts';
import type { JobDocument, PersonDocument, TandemDocument } from '../../stores/documents.ts';
import { testJobs, testPeople } from '../helpers/test-corpus.ts';
import { testFacts } from '../helpers/test-search.ts';

const job: JobDocument = {
  ...(testJobs(testFacts())[0] as JobDocument),
  title: 'Night  Nurse',
  description: 'Asks for 3+ years of experience. You speak Spanish.',
  skills: ['First Aid'],
  seniority: 'MID_SENIOR',
  workplaceType: 'ON_SITE',
  employmentTypes: ['CONTRACTOR'],
  industry: 'Hospitals',
  postedAt: '2026-03-04T00:00:00Z',
};
const person: PersonDocument = {
  ...(testPeople(testFacts())[0] as PersonDocument),
  displayName: 'Ada Night',
  yearsExperience: 7.6,
  skills: ['Analytics: Google Analytics'],
};

const said = (text: string): MatchReason => ({ kind: 'SEMANTIC', satisfied: true, text });
const faultsOf = (text: string, document: TandemDocument): number => checkReasons([said(text)], document).faults.length;

/** One row a wording: what is true of the document, and what is not. */
const OF_JOB: readonly (readonly [holds: string, fails: string])[] = [
  ['The role “Night Nurse” is what was asked', 'The role “Day Nurse” is what was asked'],
  ['The role “Night Nurse” may be close to what was asked', 'The role “Nurse” may be close to what was asked'],
  ['In the industry Hospitals, not mining', 'In the industry Mining'],
  ['Lists first aid as a skill', 'Lists Spanish as a skill'],
  ['Mentions Spanish', 'Mentions French'],
  ['Does not mention French', 'Does not mention Spanish'],
  ['Mentions “speaking”, “Spanish”', 'Mentions “French”'],
  ['Of mid to senior level, not entry level', 'Of entry level, as asked'],
  ['Work is on site, not remote', 'Work is remote'],
  ['Offered as contract', 'Offered as full time, not contract'],
  ['Asks for “3+ years of experience”', 'Asks for “5+ years of experience”'],
  ['Posted on 2026-03-04', 'Posted on 2026-03-05'],
];

describe('the check of stated reasons', () => {
  it.each(OF_JOB)('passes %j and not %j', (holds, fails) => {
    expect(checkReasons([said(holds)], job)).toMatchObject({ checked: 1, unchecked: 0 });
    expect(faultsOf(holds, job)).toBe(0);
    expect(faultsOf(fails, job)).toBe(1);
  });

  it('holds what is said to be missing against what is there', () => {
    for (const text of ['No level listed', 'No kind of employment listed', 'No workplace listed'])
      expect(faultsOf(text, job)).toBe(1);
    expect(faultsOf('Does not say whether it is permanent', job)).toBe(0);
    expect(faultsOf('Does not say whether it is permanent', { ...job, description: 'A permanent post.' })).toBe(1);
    const bare: JobDocument = { ...job, seniority: null, employmentTypes: [], workplaceType: null, salary: null };
    for (const text of ['No level listed', 'No kind of employment listed', 'No pay listed'])
      expect(faultsOf(text, bare)).toBe(0);
  });

  it('reads people as well', () => {
    expect(faultsOf('Lists 7 years of experience', person)).toBe(0);
    expect(faultsOf('Lists 8 years of experience', person)).toBe(1);
    expect(faultsOf('Is called Ada Night', person)).toBe(0);
    expect(faultsOf('Is called Ada Day, not Ada Night', person)).toBe(1);
    expect(faultsOf('Does not mention Google Analytics', person)).toBe(1);
  });

  it('leaves a reason about the text as a whole to a judge, and says what it expected of a fault', () => {
    const check = checkReasons([said('Fits the search as a whole'), said('Mentions French')], job);
    expect(check).toMatchObject({ checked: 1, unchecked: 1 });
    expect(check.faults[0]?.expected).toContain('French');
  });
});
