/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How many jobs of one employer stand before everybody else's; further ones follow behind. */
export type Diversification =
  /** As many as rank there: the order is exactly by relevance. */
  | 'NONE'
  /** One job an employer first. */
  | 'ONE_PER_COMPANY'
  /** Two jobs an employer first. */
  | 'TWO_PER_COMPANY';

/** Kind of contract, with the values of schema.org employmentType. */
export type EmploymentType =
  /** As a contractor, for a project or a client. */
  | 'CONTRACTOR'
  /** Full working week. */
  | 'FULL_TIME'
  /** Internship or placement. */
  | 'INTERN'
  /** Any other arrangement. */
  | 'OTHER'
  /** Less than a full working week. */
  | 'PART_TIME'
  /** Paid by the day. */
  | 'PER_DIEM'
  /** For a limited time or season. */
  | 'TEMPORARY'
  /** Unpaid voluntary work. */
  | 'VOLUNTEER';

/** A point on the globe. */
export type GeoPointInput = {
  /** Degrees north, -90 to 90. */
  latitude: number;
  /** Degrees east, -180 to 180. */
  longitude: number;
};

/** What job results can be counted by. */
export type JobFacetField =
  /** Employer. */
  | 'COMPANY'
  /** Kind of contract. */
  | 'EMPLOYMENT_TYPE'
  /** Place of the job. */
  | 'LOCATION'
  /** Age of the posting in days. */
  | 'POSTED_WITHIN'
  /** Band of annualised pay. */
  | 'SALARY_BAND'
  /** Level of experience. */
  | 'SENIORITY'
  /** Skill that the posting lists. */
  | 'SKILL'
  /** On site, hybrid or remote. */
  | 'WORKPLACE_TYPE';

/** All given fields must hold (AND); values within one list are alternatives (OR). Lists hold at most 100 values. */
export type JobFilter = {
  /** Employers, by Company.id or value of the COMPANY facet. */
  companyIds?: Array<string | number> | null | undefined;
  /** True keeps jobs that take applications where they are posted. */
  directApply?: boolean | null | undefined;
  /** Kinds of contract. */
  employmentTypes?: Array<EmploymentType> | null | undefined;
  /** Employers to leave out (at most 400). */
  excludeCompanyIds?: Array<string | number> | null | undefined;
  /** Jobs already seen or dismissed (at most 400). */
  excludeJobIds?: Array<string | number> | null | undefined;
  /** True leaves out what the caller has opened, applied to, written to or dismissed, as trackEvents was told: the latest 2,000. */
  excludeSeen?: boolean | null | undefined;
  /** Languages of the posting: en is met by en and en-GB. Postings that state no language do not pass. */
  languages?: Array<string> | null | undefined;
  /** Within any of these places (at most 5). */
  locations?: Array<LocationFilter> | null | undefined;
  /** Posted at this time or later. */
  postedAfter?: string | null | undefined;
  /** Posted within this many days; also the values of the POSTED_WITHIN facet. */
  postedWithinDays?: number | null | undefined;
  /** Annualised pay. */
  salary?: SalaryFilter | null | undefined;
  /** Bands of annualised pay: values of the SALARY_BAND facet. */
  salaryBands?: Array<string> | null | undefined;
  /** Levels of experience. */
  seniorities?: Array<Seniority> | null | undefined;
  /** The posting lists one of these skills; case and accents do not matter. */
  skills?: Array<string> | null | undefined;
  /** The title contains every word of one of these. */
  titles?: Array<string> | null | undefined;
  /** Where the work is done. */
  workplaceTypes?: Array<WorkplaceType> | null | undefined;
};

/** What to search for. Only text is read by query understanding; filters are hard constraints. */
export type JobSearchInput = {
  /**
   * When fewer than 10 jobs match, they are followed by the matches of a wider search, told by a BroadenedNotice. It asks for
   * less step by step until there are 10: without understood constraints, in the region of the places, in their country,
   * anywhere, and last for the role of the text alone. What the text excludes and the other filters always hold.
   */
  broaden?: boolean | null | undefined;
  /** How many jobs of one employer may stand together at the top. */
  diversify?: Diversification | null | undefined;
  /** Values a facet, 1 to 100. */
  facetLimit?: number | null | undefined;
  /** Facets to count, each over the results without that facet's own filter. */
  facets?: Array<JobFacetField> | null | undefined;
  /** Constraints that every result meets. */
  filter?: JobFilter | null | undefined;
  /** Ids of understood facets (Search.understanding) to leave out of this search. */
  ignoreUnderstood?: Array<string | number> | null | undefined;
  /** BCP 47 tag of the text; detected when absent. */
  language?: string | null | undefined;
  /** Order of the results. */
  sort?: JobSort | null | undefined;
  /** Set false to take the text exactly as typed. */
  spellCorrect?: boolean | null | undefined;
  /** Free text, up to 512 characters, for example remote rust jobs that sponsor visas. Words in quotes must stand so in the posting. Blank or absent browses, newest first. */
  text?: string | null | undefined;
};

/** Order of a job search. */
export type JobSort =
  /**
   * Nearest first to the places of filter.locations, of which one must be a point or a place of the gazetteer; jobs without a
   * position last. Of a region or country the middle counts.
   */
  | 'DISTANCE'
  /** Latest posting first. */
  | 'NEWEST'
  /** Best answer to the text first; the only order that is ranked by the model. */
  | 'RELEVANCE'
  /**
   * Highest annualised pay first, unknown pay last. Amounts are compared within a currency only: the currency of the pay filter
   * comes first, then the one that most matches state.
   */
  | 'SALARY_HIGH_TO_LOW';

/** Give placeId, text, or point with radiusKm. */
export type LocationFilter = {
  /** A place of the gazetteer: Place.id or value of the LOCATION facet. */
  placeId?: string | number | null | undefined;
  /** Centre of a circle; needs radiusKm. */
  point?: GeoPointInput | null | undefined;
  /** Radius around the point or place, in kilometres. */
  radiusKm?: number | null | undefined;
  /** Name of a town, region or country, for example Austin, TX. */
  text?: string | null | undefined;
};

/** Pay passes when its annualised range overlaps (an open end counts as the stated one); pay in another currency is never converted. */
export type SalaryFilter = {
  /** Currency that the pay is stated in. */
  currency: string;
  /** Keep jobs that state no pay in this currency. */
  includeUnstated?: boolean | null | undefined;
  /** Most annual pay, in whole units of the currency. */
  maximum?: number | null | undefined;
  /** Least annual pay, in whole units of the currency. */
  minimum?: number | null | undefined;
};

/** Level of experience. */
export type Seniority =
  /** Some experience. */
  | 'ASSOCIATE'
  /** Leading a department. */
  | 'DIRECTOR'
  /** First job. */
  | 'ENTRY'
  /** Leading the organisation. */
  | 'EXECUTIVE'
  /** Internship. */
  | 'INTERNSHIP'
  /** Experienced, senior or leading a team. */
  | 'MID_SENIOR';

/** Where the work is done. */
export type WorkplaceType =
  /** Partly at the employer's place. */
  | 'HYBRID'
  /** At the employer's place. */
  | 'ON_SITE'
  /** From anywhere, or anywhere within a country. */
  | 'REMOTE';

export type JobTitlesQueryVariables = Exact<{
  input: JobSearchInput;
  first?: number | null | undefined;
}>;


export type JobTitlesQuery = { jobSearch: { nodes: Array<{ title: string, company: { name: string } | null }> } | null };


export const JobTitlesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"JobTitles"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"JobSearchInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobSearch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"company"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<JobTitlesQuery, JobTitlesQueryVariables>;