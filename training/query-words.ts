/** How people name types of employment, workplaces and levels in a query. */

import type { EmploymentType, Seniority, WorkplaceType } from '../stores/documents.ts';

export const TYPE_WORDS: Readonly<Record<EmploymentType, readonly string[]>> = {
  FULL_TIME: ['full time', 'full-time'],
  PART_TIME: ['part time', 'part-time'],
  CONTRACTOR: ['contract', 'freelance'],
  TEMPORARY: ['temporary', 'temp'],
  INTERN: ['internship'],
  VOLUNTEER: ['volunteer', 'voluntary'],
  PER_DIEM: ['per diem'],
  OTHER: [],
};

export const WORKPLACE_WORDS: Readonly<Record<WorkplaceType, readonly string[]>> = {
  REMOTE: ['remote', 'work from home', 'wfh', 'telecommute'],
  HYBRID: ['hybrid'],
  ON_SITE: ['on-site', 'in the office'],
};

export const LEVEL_WORDS: Readonly<Record<Seniority, readonly string[]>> = {
  INTERNSHIP: ['intern', 'internship'],
  ENTRY: ['entry level', 'junior', 'graduate'],
  ASSOCIATE: ['associate level'],
  MID_SENIOR: ['senior', 'experienced'],
  DIRECTOR: ['director level', 'head of department'],
  EXECUTIVE: ['executive level', 'c-level'],
};
