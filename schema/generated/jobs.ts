/** Made by npm run schema from schema/jobs.graphql; do not edit. */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { SearchPage, SearchEdge, Notice } from '../../search/types.ts';
import type { JobDocument, Company as CompanyParent } from '../../stores/documents.ts';
import type { SearchContext } from '../../search/context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 4217 currency code, for example EUR. */
  CurrencyCode: { input: string; output: string; }
  /** An RFC 3339 timestamp with offset, for example 2026-11-21T19:34:00Z. */
  DateTime: { input: string; output: string; }
  /** A BCP 47 language tag, for example en-GB. */
  LanguageTag: { input: string; output: string; }
  /** An absolute http or https URL. */
  URL: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** Few jobs matched, so the list goes on with those of a wider search. */
export type BroadenedNotice = SearchNotice & {
  readonly __typename?: 'BroadenedNotice';
  /** BROADENED. */
  readonly code: Scalars['String']['output'];
  /** Results from this position on come from the wider search; 1 when nothing matched as asked. */
  readonly fromPosition: Scalars['Int']['output'];
  /** One sentence for people: what was widened. */
  readonly message: Scalars['String']['output'];
};

/** An employer. Its id comes from the normalised name, so everybody who knows the name can know the id. */
export type Company = Node & {
  readonly __typename?: 'Company';
  /** Pass it back in companyIds. */
  readonly id: Scalars['ID']['output'];
  /** Industry as its newest posting states it; null when none does. */
  readonly industry?: Maybe<Scalars['String']['output']>;
  /** Open jobs, the newest first. Null when they could not be searched. */
  readonly jobs?: Maybe<JobSearchConnection>;
  /** Name as the document states it. */
  readonly name: Scalars['String']['output'];
};


/** An employer. Its id comes from the normalised name, so everybody who knows the name can know the id. */
export type CompanyJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** How sure totalCount is. */
export type CountRelation =
  /** This many or more. */
  | 'AT_LEAST'
  /** Exactly this many. */
  | 'EXACT';

/** How complete an answer is, and why not. */
export type Coverage = {
  readonly __typename?: 'Coverage';
  /** True when the plan was not reached or something was missing; the page is still usable. */
  readonly degraded: Scalars['Boolean']['output'];
  /** Candidates that the ranker scored for this search, freshly or from the cache. */
  readonly ranked: Scalars['Int']['output'];
  /** Candidates that the ranker was planned to score. */
  readonly rankedPlanned: Scalars['Int']['output'];
  /** Why, when degraded. */
  readonly reasons: ReadonlyArray<DegradationReason>;
  /** Share of the documents that retrieval by meaning looked at, 0 to 1; filters do not lower it. */
  readonly retrieval: Scalars['Float']['output'];
};

/** Why an answer is less complete than planned. */
export type DegradationReason =
  /** The score cache did not answer. */
  | 'CACHE_UNAVAILABLE'
  /** The time of the request was over. */
  | 'DEADLINE'
  /** Too much work was waiting, so this search was given less. */
  | 'LOAD_SHED'
  /** No ranker was there: results stand in the order of retrieval. */
  | 'RANKER_UNAVAILABLE'
  /** Retrieval by meaning did not see every document, keywords did; or the time was over before all documents with the words of a quoted phrase were read. */
  | 'RETRIEVAL_PARTIAL';

/** How many jobs of one employer stand before everybody else's; further ones follow behind. */
export type Diversification =
  /** As many as rank there: the order is exactly by relevance. */
  | 'NONE'
  /** One job an employer first. */
  | 'ONE_PER_COMPANY'
  /** Two jobs an employer first. */
  | 'TWO_PER_COMPANY';

/** Jobs that were posted more than once are shown once: same employer, title and place, and a text that differs in numbers only. */
export type DuplicatesFoldedNotice = SearchNotice & {
  readonly __typename?: 'DuplicatesFoldedNotice';
  /** DUPLICATES_FOLDED. */
  readonly code: Scalars['String']['output'];
  /** Matches that are counted in totalCount and facets but not shown. */
  readonly foldedCount: Scalars['Int']['output'];
  /** One sentence for people. */
  readonly message: Scalars['String']['output'];
};

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

/** Counts of the values of one field over the results without that field's own filter. */
export type Facet = {
  readonly __typename?: 'Facet';
  /** Name of the JobFacetField or PeopleFacetField. */
  readonly field: Scalars['String']['output'];
  /** Values with their counts, most frequent first. */
  readonly values: ReadonlyArray<FacetValue>;
};

/** One value of a facet. */
export type FacetValue = {
  readonly __typename?: 'FacetValue';
  /** Results that have it. */
  readonly count: Scalars['Int']['output'];
  /** What to show. */
  readonly label: Scalars['String']['output'];
  /** True when this search filters by it. */
  readonly selected: Scalars['Boolean']['output'];
  /** Pass it back in the filter. */
  readonly value: Scalars['String']['output'];
};

/** A point on the globe. */
export type GeoPointInput = {
  /** Degrees north, -90 to 90. */
  readonly latitude: Scalars['Float']['input'];
  /** Degrees east, -180 to 180. */
  readonly longitude: Scalars['Float']['input'];
};

/** What becomes of documents that were sent. Only callers of the tenant who may write such documents see it. */
export type IngestTask = Node & {
  readonly __typename?: 'IngestTask';
  /** Global id; it is answered for a week. */
  readonly id: Scalars['ID']['output'];
};

/** A job posting. Fields follow schema.org JobPosting. */
export type Job = Node & {
  readonly __typename?: 'Job';
  /** Where to apply. */
  readonly applyUrl?: Maybe<Scalars['URL']['output']>;
  /** The employer, null when the posting names none. */
  readonly company?: Maybe<Company>;
  /** The posting as plain text. */
  readonly description: Scalars['String']['output'];
  /** True when applications are taken where the job is posted. */
  readonly directApply: Scalars['Boolean']['output'];
  /** Kinds of contract; empty when not stated. */
  readonly employmentTypes: ReadonlyArray<EmploymentType>;
  /** When it stops being open; null when not stated. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Id of the posting within its feed. */
  readonly externalId: Scalars['String']['output'];
  /** Global id; the same when the posting is ingested again. */
  readonly id: Scalars['ID']['output'];
  /** Industry of the employer. */
  readonly industry?: Maybe<Scalars['String']['output']>;
  /** Function within the employer, for example Engineering. */
  readonly jobFunction?: Maybe<Scalars['String']['output']>;
  /** Language of the posting. */
  readonly language?: Maybe<Scalars['LanguageTag']['output']>;
  /** Places where the work is done; empty when the posting names none. */
  readonly locations: ReadonlyArray<Place>;
  /** When it was posted; null when the source gives no date. */
  readonly postedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Pay as stated; null when not stated. */
  readonly salary?: Maybe<SalaryRange>;
  /** Level of experience; null when not stated. */
  readonly seniority?: Maybe<Seniority>;
  /** Skills that the posting lists. */
  readonly skills: ReadonlyArray<Scalars['String']['output']>;
  /** Name of the feed that the posting came from. */
  readonly source: Scalars['String']['output'];
  /** Title of the position. */
  readonly title: Scalars['String']['output'];
  /** On site, hybrid or remote; null when not stated. */
  readonly workplaceType?: Maybe<WorkplaceType>;
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
  readonly companyIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** True keeps jobs that take applications where they are posted. */
  readonly directApply?: InputMaybe<Scalars['Boolean']['input']>;
  /** Kinds of contract. */
  readonly employmentTypes?: InputMaybe<ReadonlyArray<EmploymentType>>;
  /** Employers to leave out (at most 400). */
  readonly excludeCompanyIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Jobs already seen or dismissed (at most 400). */
  readonly excludeJobIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** True leaves out what the caller has opened, applied to, written to or dismissed, as trackEvents was told: the latest 2,000. */
  readonly excludeSeen?: InputMaybe<Scalars['Boolean']['input']>;
  /** Languages of the posting: en is met by en and en-GB. Postings that state no language do not pass. */
  readonly languages?: InputMaybe<ReadonlyArray<Scalars['LanguageTag']['input']>>;
  /** Within any of these places (at most 5). */
  readonly locations?: InputMaybe<ReadonlyArray<LocationFilter>>;
  /** Posted at this time or later. */
  readonly postedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Posted within this many days; also the values of the POSTED_WITHIN facet. */
  readonly postedWithinDays?: InputMaybe<Scalars['Int']['input']>;
  /** Annualised pay. */
  readonly salary?: InputMaybe<SalaryFilter>;
  /** Bands of annualised pay: values of the SALARY_BAND facet. */
  readonly salaryBands?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Levels of experience. */
  readonly seniorities?: InputMaybe<ReadonlyArray<Seniority>>;
  /** The posting lists one of these skills; case and accents do not matter. */
  readonly skills?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The title contains every word of one of these. */
  readonly titles?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Where the work is done. */
  readonly workplaceTypes?: InputMaybe<ReadonlyArray<WorkplaceType>>;
};

/** A job posting as its publisher knows it. */
export type JobInput = {
  /** Where to apply. */
  readonly applyUrl?: InputMaybe<Scalars['URL']['input']>;
  /** Name of the employer. */
  readonly companyName: Scalars['String']['input'];
  /** Plain text, up to 100,000 characters. */
  readonly description: Scalars['String']['input'];
  /** Kinds of contract. */
  readonly employmentTypes?: InputMaybe<ReadonlyArray<EmploymentType>>;
  /** From when on it does not match any more. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The publisher's own id. */
  readonly externalId: Scalars['String']['input'];
  /** Where the work is done: text or placeId of each; a point beside a text tells where it lies. */
  readonly locations?: InputMaybe<ReadonlyArray<LocationFilter>>;
  /** When it was posted. */
  readonly postedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** False keeps the posting to the caller's tenant. */
  readonly public?: InputMaybe<Scalars['Boolean']['input']>;
  /** Needed when pay is stated. */
  readonly salaryCurrency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  /** Highest annual pay, in whole units of salaryCurrency. */
  readonly salaryMaximum?: InputMaybe<Scalars['Int']['input']>;
  /** Least annual pay, in whole units of salaryCurrency. */
  readonly salaryMinimum?: InputMaybe<Scalars['Int']['input']>;
  /** Skills; read from the description when none are given. */
  readonly skills?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Title of the position, up to 500 characters. */
  readonly title: Scalars['String']['input'];
  /** On site, remote or both. */
  readonly workplaceType?: InputMaybe<WorkplaceType>;
};

/** One query read against one job. */
export type JobMatch = {
  readonly __typename?: 'JobMatch';
  /** Opaque, signed; names the search and the document, so that other subgraphs can add to it. */
  readonly id: Scalars['ID']['output'];
  /** The job that the query was read against. */
  readonly job: Job;
  /** 1-based position in the whole result list. */
  readonly position: Scalars['Int']['output'];
};

/** A page of ranked jobs. */
export type JobSearchConnection = {
  readonly __typename?: 'JobSearchConnection';
  /** How complete the answer is. Check it before drawing conclusions from order. */
  readonly coverage: Coverage;
  /** The jobs of this page with their cursors and matches, in order. */
  readonly edges: ReadonlyArray<JobSearchEdge>;
  /** Counts of the facets that were asked for. Ask for them with the first page; later pages repeat them. */
  readonly facets: ReadonlyArray<Facet>;
  /** The jobs of edges, for clients that do not need cursors or matches. */
  readonly nodes: ReadonlyArray<Job>;
  /** Spell correction, ignored parts and other remarks, as data. */
  readonly notices: ReadonlyArray<SearchNotice>;
  /** Where this page lies in the whole list. */
  readonly pageInfo: PageInfo;
  /** The search that these results answer; it also tells how the text was read. */
  readonly search: Search;
  /**
   * Documents that pass every hard filter and reach the relevance floor or match a keyword, counted before near-duplicates are
   * folded and without what broadening adds. Expired jobs never match.
   */
  readonly totalCount: Scalars['Int']['output'];
  /** Whether totalCount is exact. */
  readonly totalCountRelation: CountRelation;
};

/** One row of a page of jobs. */
export type JobSearchEdge = {
  readonly __typename?: 'JobSearchEdge';
  /** Position of this row; pass it as after to go on behind it. */
  readonly cursor: Scalars['String']['output'];
  /** This query against this job; relevance, snippets and reasons hang here. */
  readonly match: JobMatch;
  /** The job. */
  readonly node: Job;
};

/** What to search for. Only text is read by query understanding; filters are hard constraints. */
export type JobSearchInput = {
  /**
   * When fewer than 10 jobs match, they are followed by the matches of a wider search, told by a BroadenedNotice. It asks for
   * less step by step until there are 10: without understood constraints, in the region of the places, in their country,
   * anywhere, and last for the role of the text alone. What the text excludes and the other filters always hold.
   */
  readonly broaden?: InputMaybe<Scalars['Boolean']['input']>;
  /** How many jobs of one employer may stand together at the top. */
  readonly diversify?: InputMaybe<Diversification>;
  /** Values a facet, 1 to 100. */
  readonly facetLimit?: InputMaybe<Scalars['Int']['input']>;
  /** Facets to count, each over the results without that facet's own filter. */
  readonly facets?: InputMaybe<ReadonlyArray<JobFacetField>>;
  /** Constraints that every result meets. */
  readonly filter?: InputMaybe<JobFilter>;
  /** Ids of understood facets (Search.understanding) to leave out of this search. */
  readonly ignoreUnderstood?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** BCP 47 tag of the text; detected when absent. */
  readonly language?: InputMaybe<Scalars['LanguageTag']['input']>;
  /** Order of the results. */
  readonly sort?: InputMaybe<JobSort>;
  /** Set false to take the text exactly as typed. */
  readonly spellCorrect?: InputMaybe<Scalars['Boolean']['input']>;
  /** Free text, up to 512 characters, for example remote rust jobs that sponsor visas. Words in quotes must stand so in the posting. Blank or absent browses, newest first. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
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

/** Which postings to take out. */
export type JobsExpireInput = {
  /** 1 to 1,000 ids of the publisher. */
  readonly externalIds: ReadonlyArray<Scalars['String']['input']>;
  /** The source that they were sent with. */
  readonly source: Scalars['String']['input'];
};

/** What became of it. */
export type JobsExpirePayload = {
  readonly __typename?: 'JobsExpirePayload';
  /** How many of them the index had; those of feeds that still wait go too, uncounted. */
  readonly expiredCount: Scalars['Int']['output'];
  /** Why nothing was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Job postings to create or replace. */
export type JobsUpsertInput = {
  /** The same key within 24 hours is answered with the same task. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 1,000 postings; with more none is taken. */
  readonly jobs: ReadonlyArray<JobInput>;
  /** Names where the postings come from; with externalId it names a posting among those of the tenant. */
  readonly source: Scalars['String']['input'];
};

/** What became of the postings. */
export type JobsUpsertPayload = {
  readonly __typename?: 'JobsUpsertPayload';
  /** Follow it with node(id:) or ingestProgress; null when no posting was taken. */
  readonly task?: Maybe<IngestTask>;
  /** Why others were not taken; field is [jobs, index]. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Give placeId, text, or point with radiusKm. */
export type LocationFilter = {
  /** A place of the gazetteer: Place.id or value of the LOCATION facet. */
  readonly placeId?: InputMaybe<Scalars['ID']['input']>;
  /** Centre of a circle; needs radiusKm. */
  readonly point?: InputMaybe<GeoPointInput>;
  /** Radius around the point or place, in kilometres. */
  readonly radiusKm?: InputMaybe<Scalars['Float']['input']>;
  /** Name of a town, region or country, for example Austin, TX. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** What partners send and take out. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Take up to 1,000 postings of the caller's tenant out; they stop matching once all that was sent before is indexed. */
  readonly jobsExpire: JobsExpirePayload;
  /**
   * Create or replace job postings of the caller's tenant, by source and externalId: up to 1,000, and no more than one request
   * holds (GET /limits: bodyBytes and variableValues), so some 80 postings of 3,000 bytes. Larger batches go through
   * POST /ingest/jobs (JSON Lines), which answers the same kind of task.
   */
  readonly jobsUpsert: JobsUpsertPayload;
};


/** What partners send and take out. */
export type MutationJobsExpireArgs = {
  input: JobsExpireInput;
};


/** What partners send and take out. */
export type MutationJobsUpsertArgs = {
  input: JobsUpsertInput;
};

/** Any object that can be fetched again by its global id. */
export type Node = {
  /** Opaque and stable; treat it as a string, never parse it. */
  readonly id: Scalars['ID']['output'];
};

/** Where a page lies (Relay Cursor Connections). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last edge, null when the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** When paginating forwards, are there more items? */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** When paginating backwards, are there more items? */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge, null when the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A place, as a document states it and as the gazetteer knows it. */
export type Place = {
  readonly __typename?: 'Place';
  /** ISO 3166-1 alpha-2 code of the country. */
  readonly countryCode?: Maybe<Scalars['String']['output']>;
  /** Pass it back in LocationFilter.placeId; null for a place that the gazetteer lacks. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Degrees north. */
  readonly latitude?: Maybe<Scalars['Float']['output']>;
  /** Degrees east. */
  readonly longitude?: Maybe<Scalars['Float']['output']>;
  /** Name as the document states it. */
  readonly name: Scalars['String']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** One job, or null when it does not exist or the caller may not see it. */
  readonly job?: Maybe<Job>;
  /**
   * Search open jobs. A search that found nothing answers an empty page; null with an error means that
   * the arguments were refused or that retrieval itself is down.
   */
  readonly jobSearch?: Maybe<JobSearchConnection>;
  /**
   * Titles, skills, employers and places that complete the beginning of a text, the likeliest first: those that many open jobs
   * have, and those that begin as typed. Case and accents do not matter, words may be begun in any order, and where nothing
   * completes the words as typed, slips are forgiven (one from 4 letters on, two from 9). Blank text and nonsense complete to nothing.
   */
  readonly jobSuggestions?: Maybe<ReadonlyArray<Suggestion>>;
};


export type QueryJobArgs = {
  id: Scalars['ID']['input'];
};


export type QueryJobSearchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  input: JobSearchInput;
};


export type QueryJobSuggestionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  kinds?: InputMaybe<ReadonlyArray<SuggestionKind>>;
  prefix: Scalars['String']['input'];
};

/** Why the safety policy refuses this search, and what is possible instead. The page is empty and understanding.route is REFUSE. */
export type RefusalNotice = SearchNotice & {
  readonly __typename?: 'RefusalNotice';
  /** Searches that are possible instead. */
  readonly alternatives: ReadonlyArray<Scalars['String']['output']>;
  /** REFUSED. */
  readonly code: Scalars['String']['output'];
  /** One sentence for people. */
  readonly message: Scalars['String']['output'];
  /** The rule of the safety policy, for example contact-data. */
  readonly rule: Scalars['String']['output'];
};

/** Pay passes when its annualised range overlaps (an open end counts as the stated one); pay in another currency is never converted. */
export type SalaryFilter = {
  /** Currency that the pay is stated in. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** Keep jobs that state no pay in this currency. */
  readonly includeUnstated?: InputMaybe<Scalars['Boolean']['input']>;
  /** Most annual pay, in whole units of the currency. */
  readonly maximum?: InputMaybe<Scalars['Float']['input']>;
  /** Least annual pay, in whole units of the currency. */
  readonly minimum?: InputMaybe<Scalars['Float']['input']>;
};

/** The time that an amount of pay is for. */
export type SalaryPeriod =
  /** A day. */
  | 'DAY'
  /** An hour. */
  | 'HOUR'
  /** A month. */
  | 'MONTH'
  /** A week. */
  | 'WEEK'
  /** A year. */
  | 'YEAR';

/** Pay as stated, and what it comes to in a year. */
export type SalaryRange = {
  readonly __typename?: 'SalaryRange';
  /** Most pay a year; null when open. */
  readonly annualMaximum?: Maybe<Scalars['Float']['output']>;
  /** Least pay a year (an hour counts 2,080 times); null when open. */
  readonly annualMinimum?: Maybe<Scalars['Float']['output']>;
  /** Currency of all amounts. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Most pay a period; null when open. */
  readonly maximum?: Maybe<Scalars['Float']['output']>;
  /** Least pay a period; null when open. */
  readonly minimum?: Maybe<Scalars['Float']['output']>;
  /** What minimum and maximum are paid for. */
  readonly period: SalaryPeriod;
  /** Words of the description that state the pay; null when the source states it in a field. */
  readonly readFrom?: Maybe<Scalars['String']['output']>;
};

/** One search as submitted. Kept for 24 hours under its id. */
export type Search = {
  readonly __typename?: 'Search';
  /** What was searched after spell correction, null when unchanged. */
  readonly correctedText?: Maybe<Scalars['String']['output']>;
  /** Opaque id of this search. */
  readonly id: Scalars['ID']['output'];
  /** When the search was submitted. */
  readonly submittedAt: Scalars['DateTime']['output'];
  /** The text as typed. */
  readonly text?: Maybe<Scalars['String']['output']>;
};

/** A remark on a search: expected, so it is data, not an error. New kinds may be added. */
export type SearchNotice = {
  /** Stable code, for example SPELL_CORRECTED. */
  readonly code: Scalars['String']['output'];
  /** One sentence for people. */
  readonly message: Scalars['String']['output'];
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

/** The text was searched in another spelling. */
export type SpellCorrectionNotice = SearchNotice & {
  readonly __typename?: 'SpellCorrectionNotice';
  /** SPELL_CORRECTED. */
  readonly code: Scalars['String']['output'];
  /** The text as searched. */
  readonly correctedText: Scalars['String']['output'];
  /** One sentence for people. */
  readonly message: Scalars['String']['output'];
  /** The text as typed. */
  readonly originalText: Scalars['String']['output'];
};

/** A text that completes what was typed, and how to search for it. */
export type Suggestion = {
  readonly __typename?: 'Suggestion';
  /**
   * Field of JobFilter or PeopleFilter that takes value; for locations as placeId, or as text when value equals text.
   * Null for the name of a person.
   */
  readonly filterField?: Maybe<Scalars['String']['output']>;
  /** The typed part of text. */
  readonly highlights: ReadonlyArray<TextRange>;
  /** What it is. */
  readonly kind: SuggestionKind;
  /** What to show, as the documents write it. */
  readonly text: Scalars['String']['output'];
  /** What to pass back: in a list of the filter that filterField names, or as text of the search when it names none. */
  readonly value: Scalars['String']['output'];
};

/** What a suggestion is. */
export type SuggestionKind =
  /** Employer. */
  | 'COMPANY'
  /** Town, region or country. */
  | 'LOCATION'
  /** Name of a person; only peopleSuggestions has them. */
  | 'PERSON'
  /** Skill. */
  | 'SKILL'
  /** Title of a position. */
  | 'TITLE';

/** Offsets into text, in UTF-16 code units; end is exclusive. */
export type TextRange = {
  readonly __typename?: 'TextRange';
  /** Unit behind the last. */
  readonly end: Scalars['Int']['output'];
  /** First unit. */
  readonly start: Scalars['Int']['output'];
};

/** A part of the text, or its language, could not be used. */
export type UnsupportedQueryNotice = SearchNotice & {
  readonly __typename?: 'UnsupportedQueryNotice';
  /** PART_IGNORED or LANGUAGE_UNSUPPORTED. */
  readonly code: Scalars['String']['output'];
  /** The part of the text that was not used. */
  readonly ignoredText?: Maybe<Scalars['String']['output']>;
  /** One sentence for people. */
  readonly message: Scalars['String']['output'];
};

/** Why something was not done: expected, so it is data, not an error. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** What kind of reason. */
  readonly code: UserErrorCode;
  /** Path of the input that it is about, list places as numbers. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** One sentence for people: what was expected, what came. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of reasons. New ones may be added. */
export type UserErrorCode =
  /** It is there already. */
  | 'DUPLICATE'
  /** The caller may not. */
  | 'FORBIDDEN'
  /** Not of the right form. */
  | 'INVALID'
  /** It names nothing that is known. */
  | 'NOT_FOUND'
  /** Missing or blank. */
  | 'REQUIRED'
  /** More characters than the limit. */
  | 'TOO_LONG'
  /** More entries than the limit. */
  | 'TOO_MANY';

/** Where the work is done. */
export type WorkplaceType =
  /** Partly at the employer's place. */
  | 'HYBRID'
  /** At the employer's place. */
  | 'ON_SITE'
  /** From anywhere, or anywhere within a country. */
  | 'REMOTE';



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Company: Company;
  Job: Job;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Company:
    ( { __typename: 'Company' }
    & GraphQLRecursivePick<FederationTypes['Company'], {"id":true}> );
  Job:
    ( { __typename: 'Job' }
    & GraphQLRecursivePick<FederationTypes['Job'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( CompanyParent )
    | ( IngestTask )
    | ( JobDocument )
  ;
  SearchNotice:
    | ( BroadenedNotice )
    | ( DuplicatesFoldedNotice )
    | ( RefusalNotice )
    | ( Notice )
    | ( Notice )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BroadenedNotice: ResolverTypeWrapper<BroadenedNotice>;
  Company: ResolverTypeWrapper<CompanyParent>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CountRelation: CountRelation;
  Coverage: ResolverTypeWrapper<Coverage>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DegradationReason: DegradationReason;
  Diversification: Diversification;
  DuplicatesFoldedNotice: ResolverTypeWrapper<DuplicatesFoldedNotice>;
  EmploymentType: EmploymentType;
  Facet: ResolverTypeWrapper<Facet>;
  FacetValue: ResolverTypeWrapper<FacetValue>;
  GeoPointInput: GeoPointInput;
  IngestTask: ResolverTypeWrapper<IngestTask>;
  Job: ResolverTypeWrapper<JobDocument>;
  JobFacetField: JobFacetField;
  JobFilter: JobFilter;
  JobInput: JobInput;
  JobMatch: ResolverTypeWrapper<SearchEdge>;
  JobSearchConnection: ResolverTypeWrapper<SearchPage>;
  JobSearchEdge: ResolverTypeWrapper<SearchEdge>;
  JobSearchInput: JobSearchInput;
  JobSort: JobSort;
  JobsExpireInput: JobsExpireInput;
  JobsExpirePayload: ResolverTypeWrapper<JobsExpirePayload>;
  JobsUpsertInput: JobsUpsertInput;
  JobsUpsertPayload: ResolverTypeWrapper<JobsUpsertPayload>;
  LanguageTag: ResolverTypeWrapper<Scalars['LanguageTag']['output']>;
  LocationFilter: LocationFilter;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Place: ResolverTypeWrapper<Place>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RefusalNotice: ResolverTypeWrapper<RefusalNotice>;
  SalaryFilter: SalaryFilter;
  SalaryPeriod: SalaryPeriod;
  SalaryRange: ResolverTypeWrapper<SalaryRange>;
  Search: ResolverTypeWrapper<SearchPage>;
  SearchNotice: ResolverTypeWrapper<Notice>;
  Seniority: Seniority;
  SpellCorrectionNotice: ResolverTypeWrapper<Notice>;
  Suggestion: ResolverTypeWrapper<Suggestion>;
  SuggestionKind: SuggestionKind;
  TextRange: ResolverTypeWrapper<TextRange>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UnsupportedQueryNotice: ResolverTypeWrapper<Notice>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  WorkplaceType: WorkplaceType;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BroadenedNotice: BroadenedNotice;
  Company: CompanyParent;
  ID: Scalars['ID']['output'];
  Coverage: Coverage;
  Boolean: Scalars['Boolean']['output'];
  Float: Scalars['Float']['output'];
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  DuplicatesFoldedNotice: DuplicatesFoldedNotice;
  Facet: Facet;
  FacetValue: FacetValue;
  GeoPointInput: GeoPointInput;
  IngestTask: IngestTask;
  Job: JobDocument;
  JobFilter: JobFilter;
  JobInput: JobInput;
  JobMatch: SearchEdge;
  JobSearchConnection: SearchPage;
  JobSearchEdge: SearchEdge;
  JobSearchInput: JobSearchInput;
  JobsExpireInput: JobsExpireInput;
  JobsExpirePayload: JobsExpirePayload;
  JobsUpsertInput: JobsUpsertInput;
  JobsUpsertPayload: JobsUpsertPayload;
  LanguageTag: Scalars['LanguageTag']['output'];
  LocationFilter: LocationFilter;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  Place: Place;
  Query: Record<PropertyKey, never>;
  RefusalNotice: RefusalNotice;
  SalaryFilter: SalaryFilter;
  SalaryRange: SalaryRange;
  Search: SearchPage;
  SearchNotice: Notice;
  SpellCorrectionNotice: Notice;
  Suggestion: Suggestion;
  TextRange: TextRange;
  URL: Scalars['URL']['output'];
  UnsupportedQueryNotice: Notice;
  UserError: UserError;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
};

export type AccessDirectiveArgs = {
  scopes?: ReadonlyArray<Scalars['String']['input']>;
};

export type AccessDirectiveResolver<Result, Parent, ContextType = SearchContext, Args = AccessDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheControlDirectiveArgs = {
  maxAge: Scalars['Int']['input'];
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = SearchContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type BroadenedNoticeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['BroadenedNotice'] = ResolversParentTypes['BroadenedNotice']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fromPosition?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CompanyResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Company'] = ResolversParentTypes['Company'], FederationReferenceType extends FederationReferenceTypes['Company'] = FederationReferenceTypes['Company']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Company']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  industry?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  jobs?: Resolver<Maybe<ResolversTypes['JobSearchConnection']>, ParentType, ContextType, RequireFields<CompanyJobsArgs, 'first'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CoverageResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Coverage'] = ResolversParentTypes['Coverage']> = {
  degraded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ranked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rankedPlanned?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['DegradationReason']>, ParentType, ContextType>;
  retrieval?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DuplicatesFoldedNoticeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['DuplicatesFoldedNotice'] = ResolversParentTypes['DuplicatesFoldedNotice']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  foldedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FacetResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Facet'] = ResolversParentTypes['Facet']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['FacetValue']>, ParentType, ContextType>;
};

export type FacetValueResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['FacetValue'] = ResolversParentTypes['FacetValue']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  selected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IngestTaskResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['IngestTask'] = ResolversParentTypes['IngestTask']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job'], FederationReferenceType extends FederationReferenceTypes['Job'] = FederationReferenceTypes['Job']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Job']> | FederationReferenceType, FederationReferenceType, ContextType>;
  applyUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  company?: Resolver<Maybe<ResolversTypes['Company']>, ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  directApply?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  employmentTypes?: Resolver<ReadonlyArray<ResolversTypes['EmploymentType']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  industry?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  jobFunction?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['LanguageTag']>, ParentType, ContextType>;
  locations?: Resolver<ReadonlyArray<ResolversTypes['Place']>, ParentType, ContextType>;
  postedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  salary?: Resolver<Maybe<ResolversTypes['SalaryRange']>, ParentType, ContextType>;
  seniority?: Resolver<Maybe<ResolversTypes['Seniority']>, ParentType, ContextType>;
  skills?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  workplaceType?: Resolver<Maybe<ResolversTypes['WorkplaceType']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobMatchResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['JobMatch'] = ResolversParentTypes['JobMatch']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  job?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JobSearchConnectionResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['JobSearchConnection'] = ResolversParentTypes['JobSearchConnection']> = {
  coverage?: Resolver<ResolversTypes['Coverage'], ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['JobSearchEdge']>, ParentType, ContextType>;
  facets?: Resolver<ReadonlyArray<ResolversTypes['Facet']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Job']>, ParentType, ContextType>;
  notices?: Resolver<ReadonlyArray<ResolversTypes['SearchNotice']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  search?: Resolver<ResolversTypes['Search'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountRelation?: Resolver<ResolversTypes['CountRelation'], ParentType, ContextType>;
};

export type JobSearchEdgeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['JobSearchEdge'] = ResolversParentTypes['JobSearchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  match?: Resolver<ResolversTypes['JobMatch'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
};

export type JobsExpirePayloadResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['JobsExpirePayload'] = ResolversParentTypes['JobsExpirePayload']> = {
  expiredCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type JobsUpsertPayloadResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['JobsUpsertPayload'] = ResolversParentTypes['JobsUpsertPayload']> = {
  task?: Resolver<Maybe<ResolversTypes['IngestTask']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface LanguageTagScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LanguageTag'], any> {
  name: 'LanguageTag';
}

export type MutationResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  jobsExpire?: Resolver<ResolversTypes['JobsExpirePayload'], ParentType, ContextType, RequireFields<MutationJobsExpireArgs, 'input'>>;
  jobsUpsert?: Resolver<ResolversTypes['JobsUpsertPayload'], ParentType, ContextType, RequireFields<MutationJobsUpsertArgs, 'input'>>;
};

export type NodeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Company' | 'IngestTask' | 'Job', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PlaceResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Place'] = ResolversParentTypes['Place']> = {
  countryCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  latitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  longitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType, RequireFields<QueryJobArgs, 'id'>>;
  jobSearch?: Resolver<Maybe<ResolversTypes['JobSearchConnection']>, ParentType, ContextType, RequireFields<QueryJobSearchArgs, 'first' | 'input'>>;
  jobSuggestions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Suggestion']>>, ParentType, ContextType, RequireFields<QueryJobSuggestionsArgs, 'first' | 'prefix'>>;
};

export type RefusalNoticeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['RefusalNotice'] = ResolversParentTypes['RefusalNotice']> = {
  alternatives?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SalaryRangeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['SalaryRange'] = ResolversParentTypes['SalaryRange']> = {
  annualMaximum?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  annualMinimum?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  maximum?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  minimum?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SalaryPeriod'], ParentType, ContextType>;
  readFrom?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SearchResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Search'] = ResolversParentTypes['Search']> = {
  correctedText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  submittedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SearchNoticeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['SearchNotice'] = ResolversParentTypes['SearchNotice']> = {
  __resolveType: TypeResolveFn<'BroadenedNotice' | 'DuplicatesFoldedNotice' | 'RefusalNotice' | 'SpellCorrectionNotice' | 'UnsupportedQueryNotice', ParentType, ContextType>;
};

export type SpellCorrectionNoticeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['SpellCorrectionNotice'] = ResolversParentTypes['SpellCorrectionNotice']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  correctedText?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  originalText?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SuggestionResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Suggestion'] = ResolversParentTypes['Suggestion']> = {
  filterField?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  highlights?: Resolver<ReadonlyArray<ResolversTypes['TextRange']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['SuggestionKind'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TextRangeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['TextRange'] = ResolversParentTypes['TextRange']> = {
  end?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UnsupportedQueryNoticeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['UnsupportedQueryNotice'] = ResolversParentTypes['UnsupportedQueryNotice']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ignoredText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = SearchContext> = {
  BroadenedNotice?: BroadenedNoticeResolvers<ContextType>;
  Company?: CompanyResolvers<ContextType>;
  Coverage?: CoverageResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DuplicatesFoldedNotice?: DuplicatesFoldedNoticeResolvers<ContextType>;
  Facet?: FacetResolvers<ContextType>;
  FacetValue?: FacetValueResolvers<ContextType>;
  IngestTask?: IngestTaskResolvers<ContextType>;
  Job?: JobResolvers<ContextType>;
  JobMatch?: JobMatchResolvers<ContextType>;
  JobSearchConnection?: JobSearchConnectionResolvers<ContextType>;
  JobSearchEdge?: JobSearchEdgeResolvers<ContextType>;
  JobsExpirePayload?: JobsExpirePayloadResolvers<ContextType>;
  JobsUpsertPayload?: JobsUpsertPayloadResolvers<ContextType>;
  LanguageTag?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Place?: PlaceResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RefusalNotice?: RefusalNoticeResolvers<ContextType>;
  SalaryRange?: SalaryRangeResolvers<ContextType>;
  Search?: SearchResolvers<ContextType>;
  SearchNotice?: SearchNoticeResolvers<ContextType>;
  SpellCorrectionNotice?: SpellCorrectionNoticeResolvers<ContextType>;
  Suggestion?: SuggestionResolvers<ContextType>;
  TextRange?: TextRangeResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UnsupportedQueryNotice?: UnsupportedQueryNoticeResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = SearchContext> = {
  access?: AccessDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
