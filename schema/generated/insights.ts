/** Made by npm run schema from schema/insights.graphql; do not edit. */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Understanding, UnderstoodFacet as UnderstoodFacetParent } from '../../search/types.ts';
import type { SearchContext } from '../../search/context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 4217 currency code. */
  CurrencyCode: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** One query read against one job. */
export type JobMatch = {
  readonly __typename?: 'JobMatch';
  /** Short reasons in plain words. */
  readonly explanation?: Maybe<MatchExplanation>;
  /** Opaque, signed; names the search and the document, so that other subgraphs can add to it. */
  readonly id: Scalars['ID']['output'];
  /** Passages of the posting nearest the query, best first. Null when they could not be made in time. */
  readonly snippets?: Maybe<ReadonlyArray<Snippet>>;
};


/** One query read against one job. */
export type JobMatchSnippetsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Why a document matches, in plain words. */
export type MatchExplanation = {
  readonly __typename?: 'MatchExplanation';
  /** Parts of the query and whether the document meets them. */
  readonly reasons: ReadonlyArray<MatchReason>;
  /** All reasons in one sentence. */
  readonly summary: Scalars['String']['output'];
};

/** One part of the query held against the document. */
export type MatchReason = {
  readonly __typename?: 'MatchReason';
  /** What the part is about. */
  readonly kind: MatchReasonKind;
  /** True when the document meets it; false when it does not, and when the text of the document leaves it open. */
  readonly satisfied: Scalars['Boolean']['output'];
  /** One sentence with the evidence. */
  readonly text: Scalars['String']['output'];
};

/** What a reason is about. New kinds may be added. */
export type MatchReasonKind =
  /** Employer. */
  | 'COMPANY'
  /** School or degree. */
  | 'EDUCATION'
  /** Place or workplace. */
  | 'LOCATION'
  /** Pay. */
  | 'SALARY'
  /** Meaning of the text as a whole. */
  | 'SEMANTIC'
  /** Level of experience. */
  | 'SENIORITY'
  /** Skill. */
  | 'SKILL'
  /** Title or occupation. */
  | 'TITLE';

/** One query read against one person. */
export type PersonMatch = {
  readonly __typename?: 'PersonMatch';
  /** Short reasons in plain words. */
  readonly explanation?: Maybe<MatchExplanation>;
  /** Opaque, signed; names the search and the document, so that other subgraphs can add to it. */
  readonly id: Scalars['ID']['output'];
  /** Passages of the profile nearest the query, best first. Null when they could not be made in time. */
  readonly snippets?: Maybe<ReadonlyArray<Snippet>>;
};


/** One query read against one person. */
export type PersonMatchSnippetsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** How a text was read. */
export type QueryUnderstanding = {
  readonly __typename?: 'QueryUnderstanding';
  /** Constraints that were read from the text. */
  readonly facets: ReadonlyArray<UnderstoodFacet>;
  /**
   * True when the list was found by the words of an earlier search of the same meaning, whose scores are there: same facets, route,
   * safety, filters, tenant, models and index version, no other word that tells them apart, and a near vector. Facets quote this text.
   */
  readonly fromCache: Scalars['Boolean']['output'];
  /** What the person wants. */
  readonly intent: SearchIntent;
  /** The text as it was searched when it was rewritten: short forms written out, and what asks for the caller's own profile (near me, like my current one, in my field, matching my skills, at my company) answered from it, where the caller allows that by viewerPreferencesUpdate; without permission, and for what the profile does not say, the words are left out with a PART_IGNORED notice. Such a search answers nobody else. */
  readonly rewrittenText?: Maybe<Scalars['String']['output']>;
  /** Which path answers it. */
  readonly route: SearchRoute;
  /**
   * Why that path, in one sentence. Names, employers, ids and whole titles go by KEYWORD, long texts that name nothing by
   * SEMANTIC, all others by HYBRID; EXPLAIN and REFUSE search nothing. Null for a search that an earlier release kept.
   */
  readonly routeReason?: Maybe<Scalars['String']['output']>;
  /** Label of the safety policy. */
  readonly safety: SafetyLabel;
  /** Category of the safety policy when not safe. */
  readonly safetyCategory?: Maybe<Scalars['String']['output']>;
  /** The reading in one sentence, for example Searching for community development specialists at MSA. Where the service has a language model the sentence may come in its words, once they are there and name what facets has and nothing else; no answer waits for them, so a later one of the same search may be worded better. */
  readonly summary: Scalars['String']['output'];
};

/** Label of the safety policy. */
export type SafetyLabel =
  /** Answered with care. */
  | 'CONTROVERSIAL'
  /** Nothing to object to. */
  | 'SAFE'
  /** Not answered. */
  | 'UNSAFE';

/** One search as submitted. Kept for 24 hours under its id. */
export type Search = {
  readonly __typename?: 'Search';
  /** Opaque id of this search. */
  readonly id: Scalars['ID']['output'];
  /** How the text was read. Null when reading failed or the search is older than 24 hours. */
  readonly understanding?: Maybe<QueryUnderstanding>;
};

/** What a person wants. */
export type SearchIntent =
  /** Advice about work, which a search does not give. */
  | 'CAREER_ADVICE'
  /** One employer, or its jobs or people, by name. */
  | 'COMPANY'
  /** Jobs. */
  | 'JOBS'
  /** One person by name. */
  | 'NAME'
  /** People. */
  | 'PEOPLE'
  /** Something that the safety policy refuses. */
  | 'UNSAFE'
  /** Something that this service does not do, or a language that it does not know. */
  | 'UNSUPPORTED';

/** Which path answered: meaning for vague text, keywords for exact names. */
export type SearchRoute =
  /** No search: the notice says what this service does. */
  | 'EXPLAIN'
  /** Words and meaning count equally. */
  | 'HYBRID'
  /**
   * A name, an employer, an id, a whole title or exact terms: words count in every near spelling, and what is named comes first.
   * Meaning is not asked where the id, name or employer is known; else it counts as much as the words.
   */
  | 'KEYWORD'
  /** Refused by the safety policy. */
  | 'REFUSE'
  /** A wish without names or terms. Words and meaning count equally, as for HYBRID: meaning finds what shares no word with it. */
  | 'SEMANTIC';

/** A readable passage; never HTML, so it is safe to put in any view. */
export type Snippet = {
  readonly __typename?: 'Snippet';
  /** Parts to emphasise, in order, not overlapping. */
  readonly highlights: ReadonlyArray<TextRange>;
  /** How near the passage is to the query; comparable within one search only. */
  readonly score: Scalars['Float']['output'];
  /** Where it came from, for example description or work[0].summary. */
  readonly sourceField: Scalars['String']['output'];
  /** The passage; left-out parts are marked by an ellipsis. */
  readonly text: Scalars['String']['output'];
};

/** Offsets into text, in UTF-16 code units; end is exclusive. */
export type TextRange = {
  readonly __typename?: 'TextRange';
  /** Unit behind the last. */
  readonly end: Scalars['Int']['output'];
  /** First unit. */
  readonly start: Scalars['Int']['output'];
};

/** One constraint that was read from the text. */
export type UnderstoodFacet = {
  readonly __typename?: 'UnderstoodFacet';
  /** How sure the reading is, 0 to 1. */
  readonly confidence: Scalars['Float']['output'];
  /** Of salaryMin, where the text names a currency: pay in another one is never converted and neither meets nor breaks it. Null of other fields, and where the text names none. */
  readonly currency?: Maybe<Scalars['CurrencyCode']['output']>;
  /** title, company, location, skill, industry, seniority, employmentType, workplace, salaryMin, postedWithinDays, school, degree, name, yearsExperienceMin, openToWork (of people; a filter for who has the scope people:recruiter, and without effect for others). */
  readonly field: Scalars['String']['output'];
  /** True when it is applied as a hard filter, false for a boost. */
  readonly hard: Scalars['Boolean']['output'];
  /** Pass it in ignoreUnderstood to search without it. */
  readonly id: Scalars['ID']['output'];
  /** True when the text excludes it. */
  readonly negated: Scalars['Boolean']['output'];
  /** Of location, where the text asks for what lies around it (within 10 miles of Leeds): kilometres from its middle, and what lies in the place itself is met too. Null without such words. */
  readonly radiusKm?: Maybe<Scalars['Float']['output']>;
  /** The words that led to it. */
  readonly sourceText?: Maybe<Scalars['String']['output']>;
  /** Enum name, id, skill name, annual amount or number of days. Pay by another time than the year is taken by 2,080 hours, 260 days, 52 weeks or 12 months. */
  readonly value: Scalars['String']['output'];
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
  JobMatch: JobMatch;
  PersonMatch: PersonMatch;
  Search: Search;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  JobMatch:
    ( { __typename: 'JobMatch' }
    & GraphQLRecursivePick<FederationTypes['JobMatch'], {"id":true}> );
  PersonMatch:
    ( { __typename: 'PersonMatch' }
    & GraphQLRecursivePick<FederationTypes['PersonMatch'], {"id":true}> );
  Search:
    ( { __typename: 'Search' }
    & GraphQLRecursivePick<FederationTypes['Search'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  JobMatch: ResolverTypeWrapper<JobMatch>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  MatchExplanation: ResolverTypeWrapper<MatchExplanation>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  MatchReason: ResolverTypeWrapper<MatchReason>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  MatchReasonKind: MatchReasonKind;
  PersonMatch: ResolverTypeWrapper<PersonMatch>;
  QueryUnderstanding: ResolverTypeWrapper<Understanding>;
  SafetyLabel: SafetyLabel;
  Search: ResolverTypeWrapper<Omit<Search, 'understanding'> & { understanding?: Maybe<ResolversTypes['QueryUnderstanding']> }>;
  SearchIntent: SearchIntent;
  SearchRoute: SearchRoute;
  Snippet: ResolverTypeWrapper<Snippet>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  TextRange: ResolverTypeWrapper<TextRange>;
  UnderstoodFacet: ResolverTypeWrapper<UnderstoodFacetParent>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CurrencyCode: Scalars['CurrencyCode']['output'];
  JobMatch: JobMatch | FederationReferenceTypes['JobMatch'];
  ID: Scalars['ID']['output'];
  MatchExplanation: MatchExplanation;
  String: Scalars['String']['output'];
  MatchReason: MatchReason;
  Boolean: Scalars['Boolean']['output'];
  PersonMatch: PersonMatch | FederationReferenceTypes['PersonMatch'];
  QueryUnderstanding: Understanding;
  Search: Omit<Search, 'understanding'> & { understanding?: Maybe<ResolversParentTypes['QueryUnderstanding']> } | FederationReferenceTypes['Search'];
  Snippet: Snippet;
  Float: Scalars['Float']['output'];
  TextRange: TextRange;
  UnderstoodFacet: UnderstoodFacetParent;
  Int: Scalars['Int']['output'];
};

export type CacheControlDirectiveArgs = {
  maxAge: Scalars['Int']['input'];
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = SearchContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export type JobMatchResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['JobMatch'] = ResolversParentTypes['JobMatch'], FederationReferenceType extends FederationReferenceTypes['JobMatch'] = FederationReferenceTypes['JobMatch']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['JobMatch']> | FederationReferenceType, FederationReferenceType, ContextType>;
  explanation?: Resolver<Maybe<ResolversTypes['MatchExplanation']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  snippets?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Snippet']>>, ParentType, ContextType, RequireFields<JobMatchSnippetsArgs, 'first'>>;
};

export type MatchExplanationResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['MatchExplanation'] = ResolversParentTypes['MatchExplanation']> = {
  reasons?: Resolver<ReadonlyArray<ResolversTypes['MatchReason']>, ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MatchReasonResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['MatchReason'] = ResolversParentTypes['MatchReason']> = {
  kind?: Resolver<ResolversTypes['MatchReasonKind'], ParentType, ContextType>;
  satisfied?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PersonMatchResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['PersonMatch'] = ResolversParentTypes['PersonMatch'], FederationReferenceType extends FederationReferenceTypes['PersonMatch'] = FederationReferenceTypes['PersonMatch']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['PersonMatch']> | FederationReferenceType, FederationReferenceType, ContextType>;
  explanation?: Resolver<Maybe<ResolversTypes['MatchExplanation']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  snippets?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Snippet']>>, ParentType, ContextType, RequireFields<PersonMatchSnippetsArgs, 'first'>>;
};

export type QueryUnderstandingResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['QueryUnderstanding'] = ResolversParentTypes['QueryUnderstanding']> = {
  facets?: Resolver<ReadonlyArray<ResolversTypes['UnderstoodFacet']>, ParentType, ContextType>;
  fromCache?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  intent?: Resolver<ResolversTypes['SearchIntent'], ParentType, ContextType>;
  rewrittenText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  route?: Resolver<ResolversTypes['SearchRoute'], ParentType, ContextType>;
  routeReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  safety?: Resolver<ResolversTypes['SafetyLabel'], ParentType, ContextType>;
  safetyCategory?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SearchResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Search'] = ResolversParentTypes['Search'], FederationReferenceType extends FederationReferenceTypes['Search'] = FederationReferenceTypes['Search']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Search']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  understanding?: Resolver<Maybe<ResolversTypes['QueryUnderstanding']>, ParentType, ContextType>;
};

export type SnippetResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Snippet'] = ResolversParentTypes['Snippet']> = {
  highlights?: Resolver<ReadonlyArray<ResolversTypes['TextRange']>, ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  sourceField?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TextRangeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['TextRange'] = ResolversParentTypes['TextRange']> = {
  end?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UnderstoodFacetResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['UnderstoodFacet'] = ResolversParentTypes['UnderstoodFacet']> = {
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['CurrencyCode']>, ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hard?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  negated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  radiusKm?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  sourceText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = SearchContext> = {
  CurrencyCode?: GraphQLScalarType;
  JobMatch?: JobMatchResolvers<ContextType>;
  MatchExplanation?: MatchExplanationResolvers<ContextType>;
  MatchReason?: MatchReasonResolvers<ContextType>;
  PersonMatch?: PersonMatchResolvers<ContextType>;
  QueryUnderstanding?: QueryUnderstandingResolvers<ContextType>;
  Search?: SearchResolvers<ContextType>;
  Snippet?: SnippetResolvers<ContextType>;
  TextRange?: TextRangeResolvers<ContextType>;
  UnderstoodFacet?: UnderstoodFacetResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = SearchContext> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
