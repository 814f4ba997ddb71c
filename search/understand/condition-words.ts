/**
 * The phrases that state a workplace, a kind of employment or a level, by their folded form. Written by hand, as people and
 * postings word what `stores/documents.ts` tells apart: the fact tables know roles, places and skills, but no terms of work.
 */
import type { EmploymentType, Seniority, WorkplaceType } from '../../stores/documents.ts';

export type Condition =
  | { readonly field: 'workplace'; readonly value: WorkplaceType }
  | { readonly field: 'employmentType'; readonly value: EmploymentType }
  | { readonly field: 'seniority'; readonly value: Seniority };

const WORKPLACES: Readonly<Record<WorkplaceType, string>> = {
  REMOTE:
    'remote, remotely, work from home, working from home, from home, home based, wfh, home office, telework, telecommute',
  HYBRID: 'hybrid, partly remote, part remote',
  ON_SITE: 'on site, onsite, in person, in office, in the office',
};

const EMPLOYMENT_TYPES: Readonly<Partial<Record<EmploymentType, string>>> = {
  FULL_TIME: 'full time, fulltime, permanent',
  PART_TIME: 'part time, parttime, evenings only, weekends only',
  CONTRACTOR: 'contract, contractor, freelance, freelancer, self employed, fixed term, locum',
  TEMPORARY: 'temporary, temp, seasonal, summer job, interim',
  INTERN: 'internship, internships, intern, interns, placement year, apprentice, apprenticeship, apprenticeships',
  VOLUNTEER: 'volunteer, volunteers, volunteering, unpaid',
  PER_DIEM: 'per diem, prn',
};

const SENIORITIES: Readonly<Record<Seniority, string>> = {
  INTERNSHIP: 'internship, internships, intern, interns',
  ENTRY:
    'entry level, junior, jr, graduate, trainee, apprentice, apprenticeship, apprenticeships, beginner, no experience, new grad, new grads, fresh grad, fresh grads, fresh graduate, fresh graduates, fresher, freshers, newly qualified, school leaver',
  ASSOCIATE: 'associate level',
  MID_SENIOR: 'senior, sr, lead, principal, staff level, mid senior, mid level, midlevel, intermediate',
  DIRECTOR: 'director, head of',
  EXECUTIVE: 'executive level, vice president, vp, chief, c level, ceo, cfo, cto, coo, cmo, cio',
};

const table = new Map<string, readonly Condition[]>();
function add(phrases: string, condition: Condition): void {
  for (const phrase of phrases.split(', ')) table.set(phrase, [...(table.get(phrase) ?? []), condition]);
}
for (const [value, phrases] of Object.entries(WORKPLACES))
  add(phrases, { field: 'workplace', value: value as WorkplaceType });
for (const [value, phrases] of Object.entries(EMPLOYMENT_TYPES)) {
  add(phrases, { field: 'employmentType', value: value as EmploymentType });
}
for (const [value, phrases] of Object.entries(SENIORITIES))
  add(phrases, { field: 'seniority', value: value as Seniority });

/** What a folded phrase states; empty for most. */
export function conditionsOf(folded: string): readonly Condition[] {
  return table.get(folded) ?? [];
}

export const LONGEST_CONDITION_WORDS = 3;
