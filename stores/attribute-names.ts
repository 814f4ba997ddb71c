/** Names of the attribute columns: what ingest writes, what filters, facets and sorts name in a predicate. */

/** Label, of jobs and people: the tenant that alone may see the document; absent for public ones, and as a column in older segments. */
export const TENANT_COLUMN = 'tenant';

/**
 * Folded means: words in lower case without accents, joined by one space (`foldText` of models/text.ts), so that a
 * filter value folded the same way is equal. `in` compares whole labels, `contains` the words of a label.
 */
export const JOB_COLUMNS = {
  /** Label: document id. */
  id: 'id',
  /** Label: version of the document's content. */
  documentVersion: 'documentVersion',
  /** Label: where the document came from (`demo`, `--source`). */
  source: 'source',
  /** Label: language of the text, for example en. */
  language: 'language',
  /** Label: folded title, use `contains` for "the title has every word of"; display label: as written. */
  title: 'title',
  /** Label: company id; display label: company name. */
  company: 'company',
  /** Labels: folded skills; display label: the skill as written. */
  skill: 'skill',
  /** Labels: ids of the job's places and of the regions and countries that they lie in; display label: place name. */
  place: 'place',
  /** Labels: folded place as written, and its comma-separated parts; for texts that the gazetteer does not know. */
  placeText: 'placeText',
  /**
   * Labels for the facet: of `place` those that are some document's own place, so that a count is what the filter finds;
   * and the name as written (value equal to label) where the gazetteer has none.
   */
  location: 'location',
  /** Labels: the folded line of the posting and every industry of the tables that it names; none in older segments. */
  industry: 'industry',
  workplaceType: 'workplaceType',
  employmentType: 'employmentType',
  seniority: 'seniority',
  /** Label: ISO 4217 code; absent when pay is not stated. */
  salaryCurrency: 'salaryCurrency',
  /** Labels: every band that the annual pay overlaps, for example `USD:50000-74999`; display label in words. */
  salaryBand: 'salaryBand',
  /** Label: true or false. */
  directApply: 'directApply',
  tenant: TENANT_COLUMN,
  /** Number: lowest annual pay, the stated end when only one is. */
  salaryMinimum: 'salaryMinimum',
  /** Number: highest annual pay, the stated end when only one is. */
  salaryMaximum: 'salaryMaximum',
  /** Number: milliseconds since 1970. */
  postedAt: 'postedAt',
  /** Number: milliseconds since 1970. */
  expiresAt: 'expiresAt',
  /** Points of the job's own places; `near` reads it. */
  point: 'point',
} as const;

export const PEOPLE_COLUMNS = {
  id: 'id',
  documentVersion: 'documentVersion',
  source: 'source',
  /** Labels: languages spoken, folded; display label: as written. */
  language: 'language',
  /** Label: folded display name, `contains` finds a name by its words; display label: as written. */
  name: 'name',
  /** Labels: folded headline and title of each position held, use `contains`; display label: as written. */
  title: 'title',
  /** Labels: company ids of positions without an end; display label: company name. */
  currentCompany: 'currentCompany',
  /** Labels: company ids of positions that ended; display label: company name. */
  pastCompany: 'pastCompany',
  /** Labels: folded schools; display label: as written. */
  school: 'school',
  skill: 'skill',
  /** Labels: folded certifications; display label: as written. */
  certification: 'certification',
  place: 'place',
  placeText: 'placeText',
  location: 'location',
  seniority: 'seniority',
  /** Label: true or false; absent when unknown. */
  openToWork: 'openToWork',
  /** Label: HIDDEN or LIMITED; absent for profiles that everybody sees, and as a column in older segments. */
  visibility: 'visibility',
  tenant: TENANT_COLUMN,
  /** Number. */
  yearsExperience: 'yearsExperience',
  /** Number: milliseconds since 1970. */
  updatedAt: 'updatedAt',
  point: 'point',
} as const;

/** Label columns that segments of earlier versions do not have: to a filter no document there says anything in them. */
export const LATER_LABELS: ReadonlySet<string> = new Set([JOB_COLUMNS.industry, PEOPLE_COLUMNS.visibility]);

/** Lower edges of the pay bands, annual and in the document's own currency; a band ends one unit before the next. */
export const SALARY_BAND_EDGES: readonly number[] = [0, 25_000, 50_000, 75_000, 100_000, 125_000, 150_000, 200_000];
