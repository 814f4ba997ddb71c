/** Made by npm run schema from schema/people.graphql; do not edit. */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { SearchPage, SearchEdge, Notice } from '../../search/types.ts';
import type { PersonDocument, Company as CompanyParent, WorkExperience as WorkExperienceParent } from '../../stores/documents.ts';
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
  /** An RFC 3339 timestamp with offset, for example 2026-11-21T19:34:00Z. */
  DateTime: { input: string; output: string; }
  /** A BCP 47 language tag, for example en-GB. */
  LanguageTag: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** Few matched, so the list goes on with a wider search. */
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
  /** Name as the document states it. */
  readonly name: Scalars['String']['output'];
  /** People who say that they work there today, of those whom the caller may see. */
  readonly peopleCount?: Maybe<Scalars['Int']['output']>;
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

/** One school attended. */
export type Education = {
  readonly __typename?: 'Education';
  /** Subject. */
  readonly area?: Maybe<Scalars['String']['output']>;
  /** Last day or year. */
  readonly endDate?: Maybe<Scalars['String']['output']>;
  /** Name of the school. */
  readonly institution?: Maybe<Scalars['String']['output']>;
  /** First day or year, as precise as the profile states it. */
  readonly startDate?: Maybe<Scalars['String']['output']>;
  /** Degree or kind of study. */
  readonly studyType?: Maybe<Scalars['String']['output']>;
};

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

/** What people results can be counted by. */
export type PeopleFacetField =
  /** Employer of today. */
  | 'CURRENT_COMPANY'
  /** Place where the person lives. */
  | 'LOCATION'
  /** Former employer. */
  | 'PAST_COMPANY'
  /** School attended. */
  | 'SCHOOL'
  /** Level of experience. */
  | 'SENIORITY'
  /** Skill listed. */
  | 'SKILL';

/** All given fields must hold (AND); values within one list are alternatives (OR). Lists hold at most 100 values. */
export type PeopleFilter = {
  /** Certifications held. */
  readonly certifications?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Employers of today, by Company.id or value of the CURRENT_COMPANY facet. */
  readonly currentCompanyIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** People to leave out (at most 400). */
  readonly excludePersonIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** True leaves out what the caller has opened, applied to, written to or dismissed, as trackEvents was told: the latest 2,000. */
  readonly excludeSeen?: InputMaybe<Scalars['Boolean']['input']>;
  /** At least this many years of work. */
  readonly minimumYearsOfExperience?: InputMaybe<Scalars['Int']['input']>;
  /** True keeps people who say that they are open to work, false those who say that they are not. Needs the scope people:recruiter: FORBIDDEN without it. */
  readonly openToWork?: InputMaybe<Scalars['Boolean']['input']>;
  /** Former employers, by Company.id or value of the PAST_COMPANY facet. */
  readonly pastCompanyIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Places where the person lives, by Place.id or value of the LOCATION facet. */
  readonly placeIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Schools attended. */
  readonly schools?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Skills listed; case and accents do not matter. */
  readonly skills?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** A title of the person contains every word of one of these. */
  readonly titles?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A page of ranked people. */
export type PeopleSearchConnection = {
  readonly __typename?: 'PeopleSearchConnection';
  /** How complete the answer is. Check it before drawing conclusions from order. */
  readonly coverage: Coverage;
  /** The people of this page with their cursors and matches, in order. */
  readonly edges: ReadonlyArray<PeopleSearchEdge>;
  /** Counts of the facets that were asked for. Ask for them with the first page; later pages repeat them. */
  readonly facets: ReadonlyArray<Facet>;
  /** The people of edges, for clients that do not need cursors or matches. */
  readonly nodes: ReadonlyArray<Person>;
  /** Spell correction, ignored parts and other remarks, as data. */
  readonly notices: ReadonlyArray<SearchNotice>;
  /** Where this page lies in the whole list. */
  readonly pageInfo: PageInfo;
  /** The search that these results answer; it also tells how the text was read. */
  readonly search: Search;
  /** Documents that pass every hard filter and reach the relevance floor or match a keyword. */
  readonly totalCount: Scalars['Int']['output'];
  /** Whether totalCount is exact. */
  readonly totalCountRelation: CountRelation;
};

/** One row of a page of people. */
export type PeopleSearchEdge = {
  readonly __typename?: 'PeopleSearchEdge';
  /** Position of this row; pass it as after to go on behind it. */
  readonly cursor: Scalars['String']['output'];
  /** This query against this person; relevance, snippets and reasons hang here. */
  readonly match: PersonMatch;
  /** The person. */
  readonly node: Person;
};

/** What to search for. Only text is read by query understanding; filters are hard constraints. */
export type PeopleSearchInput = {
  /**
   * When fewer than 10 people have the name that the text looks up, they are followed by people of the same surname, then of
   * the same given name, until there are 10, told by a BroadenedNotice. totalCount and facets count those of the name alone.
   */
  readonly broaden?: InputMaybe<Scalars['Boolean']['input']>;
  /** Values a facet, 1 to 100. */
  readonly facetLimit?: InputMaybe<Scalars['Int']['input']>;
  /** Facets to count, each over the results without that facet's own filter. */
  readonly facets?: InputMaybe<ReadonlyArray<PeopleFacetField>>;
  /** Constraints that every result meets. */
  readonly filter?: InputMaybe<PeopleFilter>;
  /** Ids of understood facets (Search.understanding) to leave out of this search. */
  readonly ignoreUnderstood?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** BCP 47 tag of the text; detected when absent. */
  readonly language?: InputMaybe<Scalars['LanguageTag']['input']>;
  /** Order of the results. */
  readonly sort?: InputMaybe<PeopleSort>;
  /** Set false to take the text exactly as typed. */
  readonly spellCorrect?: InputMaybe<Scalars['Boolean']['input']>;
  /** Free text, up to 512 characters, for example who ran payroll for a hospital. A name finds its person, also turned around, with an initial or with one slip. Words in quotes must stand so in the profile. Blank or absent browses. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** Order of a people search. */
export type PeopleSort =
  /** Latest change of the profile first. */
  | 'RECENTLY_UPDATED'
  /** Best answer to the text first; the only order that is ranked by the model. */
  | 'RELEVANCE';

/**
 * A member profile. Fields follow JSON Resume where it has them; there is no contact data. Hidden profiles exist only for callers
 * with the scope people:recruiter: nobody else finds, counts or reads them.
 */
export type Person = Node & {
  readonly __typename?: 'Person';
  /** Certifications held. */
  readonly certifications: ReadonlyArray<Scalars['String']['output']>;
  /** The full name; initials where the profile limits it, which then cannot be found by its name either. */
  readonly displayName: Scalars['String']['output'];
  /** Schools attended, latest first. */
  readonly education: ReadonlyArray<Education>;
  /** What the person says they do, in one line. */
  readonly headline?: Maybe<Scalars['String']['output']>;
  /** Global id; the same when the profile is ingested again. */
  readonly id: Scalars['ID']['output'];
  /** Languages spoken. */
  readonly languages: ReadonlyArray<Scalars['String']['output']>;
  /** Where the person lives. */
  readonly location?: Maybe<Place>;
  /** True when the person says that they are open to work; null when they say nothing. Needs the scope people:recruiter: null with FORBIDDEN without it. */
  readonly openToWork?: Maybe<Scalars['Boolean']['output']>;
  /** Level of experience; null when unknown. */
  readonly seniority?: Maybe<Seniority>;
  /** Skills listed. */
  readonly skills: ReadonlyArray<Scalars['String']['output']>;
  /** What the person says about themselves. */
  readonly summary?: Maybe<Scalars['String']['output']>;
  /** When the profile last changed; null when the source gives no date. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Positions held, latest first. */
  readonly work: ReadonlyArray<WorkExperience>;
  /** Years of work; null when unknown. */
  readonly yearsOfExperience?: Maybe<Scalars['Float']['output']>;
};

/** One query read against one person. */
export type PersonMatch = {
  readonly __typename?: 'PersonMatch';
  /** Opaque, signed; names the search and the document, so that other subgraphs can add to it. */
  readonly id: Scalars['ID']['output'];
  /** The person that the query was read against. */
  readonly person: Person;
  /** 1-based position in the whole result list. */
  readonly position: Scalars['Int']['output'];
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
  /**
   * Search people. A search that found nothing answers an empty page; null with an error means that
   * the arguments were refused or that retrieval itself is down.
   */
  readonly peopleSearch?: Maybe<PeopleSearchConnection>;
  /**
   * Names, titles, skills and employers that complete the beginning of a text, names first. Case, accents and order of words
   * do not matter; slips are forgiven where nothing completes the words as typed. A title or skill that only one profile has is
   * never suggested, nor is anything that the profiles show to nobody.
   */
  readonly peopleSuggestions?: Maybe<ReadonlyArray<Suggestion>>;
  /** One person, or null when it does not exist or the caller may not see it. */
  readonly person?: Maybe<Person>;
};


export type QueryPeopleSearchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  input: PeopleSearchInput;
};


export type QueryPeopleSuggestionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  prefix: Scalars['String']['input'];
};


export type QueryPersonArgs = {
  id: Scalars['ID']['input'];
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

/** One position held. */
export type WorkExperience = {
  readonly __typename?: 'WorkExperience';
  /** The employer, null when the profile names none. */
  readonly company?: Maybe<Company>;
  /** Name of the employer, for clients that do not need its id. */
  readonly companyName?: Maybe<Scalars['String']['output']>;
  /** Last day or month; null when it is the position of today. */
  readonly endDate?: Maybe<Scalars['String']['output']>;
  /** Place as the profile states it. */
  readonly location?: Maybe<Scalars['String']['output']>;
  /** First day or month, as precise as the profile states it. */
  readonly startDate?: Maybe<Scalars['String']['output']>;
  /** What the person did there. */
  readonly summary?: Maybe<Scalars['String']['output']>;
  /** Title of the position. */
  readonly title: Scalars['String']['output'];
};



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
  Person: Person;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Company:
    ( { __typename: 'Company' }
    & GraphQLRecursivePick<FederationTypes['Company'], {"id":true}> );
  Person:
    ( { __typename: 'Person' }
    & GraphQLRecursivePick<FederationTypes['Person'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( CompanyParent )
    | ( PersonDocument )
  ;
  SearchNotice:
    | ( BroadenedNotice )
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
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DegradationReason: DegradationReason;
  Education: ResolverTypeWrapper<Education>;
  Facet: ResolverTypeWrapper<Facet>;
  FacetValue: ResolverTypeWrapper<FacetValue>;
  LanguageTag: ResolverTypeWrapper<Scalars['LanguageTag']['output']>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PeopleFacetField: PeopleFacetField;
  PeopleFilter: PeopleFilter;
  PeopleSearchConnection: ResolverTypeWrapper<SearchPage>;
  PeopleSearchEdge: ResolverTypeWrapper<SearchEdge>;
  PeopleSearchInput: PeopleSearchInput;
  PeopleSort: PeopleSort;
  Person: ResolverTypeWrapper<PersonDocument>;
  PersonMatch: ResolverTypeWrapper<SearchEdge>;
  Place: ResolverTypeWrapper<Place>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RefusalNotice: ResolverTypeWrapper<RefusalNotice>;
  Search: ResolverTypeWrapper<SearchPage>;
  SearchNotice: ResolverTypeWrapper<Notice>;
  Seniority: Seniority;
  SpellCorrectionNotice: ResolverTypeWrapper<Notice>;
  Suggestion: ResolverTypeWrapper<Suggestion>;
  SuggestionKind: SuggestionKind;
  TextRange: ResolverTypeWrapper<TextRange>;
  UnsupportedQueryNotice: ResolverTypeWrapper<Notice>;
  WorkExperience: ResolverTypeWrapper<WorkExperienceParent>;
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
  DateTime: Scalars['DateTime']['output'];
  Education: Education;
  Facet: Facet;
  FacetValue: FacetValue;
  LanguageTag: Scalars['LanguageTag']['output'];
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  PeopleFilter: PeopleFilter;
  PeopleSearchConnection: SearchPage;
  PeopleSearchEdge: SearchEdge;
  PeopleSearchInput: PeopleSearchInput;
  Person: PersonDocument;
  PersonMatch: SearchEdge;
  Place: Place;
  Query: Record<PropertyKey, never>;
  RefusalNotice: RefusalNotice;
  Search: SearchPage;
  SearchNotice: Notice;
  SpellCorrectionNotice: Notice;
  Suggestion: Suggestion;
  TextRange: TextRange;
  UnsupportedQueryNotice: Notice;
  WorkExperience: WorkExperienceParent;
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
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  peopleCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CoverageResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Coverage'] = ResolversParentTypes['Coverage']> = {
  degraded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ranked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rankedPlanned?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['DegradationReason']>, ParentType, ContextType>;
  retrieval?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EducationResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Education'] = ResolversParentTypes['Education']> = {
  area?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endDate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  institution?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startDate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  studyType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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

export interface LanguageTagScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LanguageTag'], any> {
  name: 'LanguageTag';
}

export type NodeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Company' | 'Person', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PeopleSearchConnectionResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['PeopleSearchConnection'] = ResolversParentTypes['PeopleSearchConnection']> = {
  coverage?: Resolver<ResolversTypes['Coverage'], ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['PeopleSearchEdge']>, ParentType, ContextType>;
  facets?: Resolver<ReadonlyArray<ResolversTypes['Facet']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Person']>, ParentType, ContextType>;
  notices?: Resolver<ReadonlyArray<ResolversTypes['SearchNotice']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  search?: Resolver<ResolversTypes['Search'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountRelation?: Resolver<ResolversTypes['CountRelation'], ParentType, ContextType>;
};

export type PeopleSearchEdgeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['PeopleSearchEdge'] = ResolversParentTypes['PeopleSearchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  match?: Resolver<ResolversTypes['PersonMatch'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
};

export type PersonResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person'], FederationReferenceType extends FederationReferenceTypes['Person'] = FederationReferenceTypes['Person']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Person']> | FederationReferenceType, FederationReferenceType, ContextType>;
  certifications?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  education?: Resolver<ReadonlyArray<ResolversTypes['Education']>, ParentType, ContextType>;
  headline?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  languages?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  openToWork?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  seniority?: Resolver<Maybe<ResolversTypes['Seniority']>, ParentType, ContextType>;
  skills?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  work?: Resolver<ReadonlyArray<ResolversTypes['WorkExperience']>, ParentType, ContextType>;
  yearsOfExperience?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PersonMatchResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['PersonMatch'] = ResolversParentTypes['PersonMatch']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PlaceResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Place'] = ResolversParentTypes['Place']> = {
  countryCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  latitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  longitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  peopleSearch?: Resolver<Maybe<ResolversTypes['PeopleSearchConnection']>, ParentType, ContextType, RequireFields<QueryPeopleSearchArgs, 'first' | 'input'>>;
  peopleSuggestions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Suggestion']>>, ParentType, ContextType, RequireFields<QueryPeopleSuggestionsArgs, 'first' | 'prefix'>>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType, RequireFields<QueryPersonArgs, 'id'>>;
};

export type RefusalNoticeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['RefusalNotice'] = ResolversParentTypes['RefusalNotice']> = {
  alternatives?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SearchResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Search'] = ResolversParentTypes['Search']> = {
  correctedText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  submittedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SearchNoticeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['SearchNotice'] = ResolversParentTypes['SearchNotice']> = {
  __resolveType: TypeResolveFn<'BroadenedNotice' | 'RefusalNotice' | 'SpellCorrectionNotice' | 'UnsupportedQueryNotice', ParentType, ContextType>;
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

export type UnsupportedQueryNoticeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['UnsupportedQueryNotice'] = ResolversParentTypes['UnsupportedQueryNotice']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ignoredText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkExperienceResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['WorkExperience'] = ResolversParentTypes['WorkExperience']> = {
  company?: Resolver<Maybe<ResolversTypes['Company']>, ParentType, ContextType>;
  companyName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endDate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startDate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = SearchContext> = {
  BroadenedNotice?: BroadenedNoticeResolvers<ContextType>;
  Company?: CompanyResolvers<ContextType>;
  Coverage?: CoverageResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Education?: EducationResolvers<ContextType>;
  Facet?: FacetResolvers<ContextType>;
  FacetValue?: FacetValueResolvers<ContextType>;
  LanguageTag?: GraphQLScalarType;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PeopleSearchConnection?: PeopleSearchConnectionResolvers<ContextType>;
  PeopleSearchEdge?: PeopleSearchEdgeResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  PersonMatch?: PersonMatchResolvers<ContextType>;
  Place?: PlaceResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RefusalNotice?: RefusalNoticeResolvers<ContextType>;
  Search?: SearchResolvers<ContextType>;
  SearchNotice?: SearchNoticeResolvers<ContextType>;
  SpellCorrectionNotice?: SpellCorrectionNoticeResolvers<ContextType>;
  Suggestion?: SuggestionResolvers<ContextType>;
  TextRange?: TextRangeResolvers<ContextType>;
  UnsupportedQueryNotice?: UnsupportedQueryNoticeResolvers<ContextType>;
  WorkExperience?: WorkExperienceResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = SearchContext> = {
  access?: AccessDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
