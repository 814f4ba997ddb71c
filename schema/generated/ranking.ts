/** Made by npm run schema from schema/ranking.graphql; do not edit. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Relevance as RelevanceParent, RankingTrace as RankingTraceParent } from '../../search/types.ts';
import type { SearchContext } from '../../search/context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  _FieldSet: { input: string; output: string; }
};

/** One batch of work on one worker. */
export type InferenceBatch = {
  readonly __typename?: 'InferenceBatch';
  /** Milliseconds in the model. */
  readonly computeMs: Scalars['Float']['output'];
  /** Milliseconds in the queue, and in the worker behind the batch before. */
  readonly queueMs: Scalars['Float']['output'];
  /** Items computed together, of this search and of others. */
  readonly size: Scalars['Int']['output'];
  /** Milliseconds from texts to tokens. */
  readonly tokenizeMs: Scalars['Float']['output'];
  /** Milliseconds for packing, sending and unpacking. */
  readonly transferMs: Scalars['Float']['output'];
  /** Worker that computed it. */
  readonly worker: Scalars['String']['output'];
};

/** One query read against one job. */
export type JobMatch = {
  readonly __typename?: 'JobMatch';
  /** Opaque, signed; names the search and the document, so that other subgraphs can add to it. */
  readonly id: Scalars['ID']['output'];
  /** Null when the ranker did not score this pair (depth, deadline, no worker, another sort); position still holds. */
  readonly relevance?: Maybe<Relevance>;
};

/** One query read against one person. */
export type PersonMatch = {
  readonly __typename?: 'PersonMatch';
  /** Opaque, signed; names the search and the document, so that other subgraphs can add to it. */
  readonly id: Scalars['ID']['output'];
  /** Null when the ranker did not score this pair (depth, deadline, no worker, another sort); position still holds. */
  readonly relevance?: Maybe<Relevance>;
};

/** Which stage gave the final score. */
export type RankingStage =
  /** Query and document text read together. */
  | 'CROSS_ENCODER'
  /** Query text read together with the document's compressed vectors. */
  | 'PACKED';

/** What ranking did for one search. */
export type RankingTrace = {
  readonly __typename?: 'RankingTrace';
  /** Batches that the scores were computed in. */
  readonly batches: ReadonlyArray<InferenceBatch>;
  /** Scores that came from the cache. */
  readonly cacheHits: Scalars['Int']['output'];
  /** Candidates that retrieval returned. */
  readonly candidates: Scalars['Int']['output'];
  /** Candidates that the depth controller chose to score. */
  readonly depth: Scalars['Int']['output'];
  /** Why it chose this depth. */
  readonly depthReason: Scalars['String']['output'];
  /** Time of the stages in the order they ran. */
  readonly stages: ReadonlyArray<StageTime>;
  /** Time of the whole search, in milliseconds. */
  readonly totalMs: Scalars['Float']['output'];
};

/** How well a document answers the query. */
export type Relevance = {
  readonly __typename?: 'Relevance';
  /** What rankScore is made of, for people who tune it: value times weight, added up. */
  readonly breakdown?: Maybe<ReadonlyArray<ScoreComponent>>;
  /** True when this search found the score in the cache. */
  readonly cached: Scalars['Boolean']['output'];
  /** Product-policy grade, 0 to 4, expected from the calibrated score and rounded; 3 and 4 are relevant. */
  readonly grade: Scalars['Int']['output'];
  /** Model that gave the score. */
  readonly modelVersion: Scalars['String']['output'];
  /** What the page is sorted by; comparable within one search only. */
  readonly rankScore: Scalars['Float']['output'];
  /** Probability that the pair is relevant, 0 to 1: softmax of the yes and no logits. */
  readonly score: Scalars['Float']['output'];
  /** Which stage gave the final score. */
  readonly stage: RankingStage;
};

/** One part of a rankScore. */
export type ScoreComponent = {
  readonly __typename?: 'ScoreComponent';
  /** What it says: relevance, retrieval, or engagement (clicks and applications that are to be expected). */
  readonly name: Scalars['String']['output'];
  /** Its number. */
  readonly value: Scalars['Float']['output'];
  /** How much it counts. */
  readonly weight: Scalars['Float']['output'];
};

/** One search as submitted. Kept for 24 hours under its id. */
export type Search = {
  readonly __typename?: 'Search';
  /** Opaque id of this search. */
  readonly id: Scalars['ID']['output'];
  /** What ranking did, for support and for tuning. Null when nothing was ranked or the search is older than 24 hours. */
  readonly ranking?: Maybe<RankingTrace>;
};

/** Time of one stage of a search. */
export type StageTime = {
  readonly __typename?: 'StageTime';
  /** Milliseconds. */
  readonly ms: Scalars['Float']['output'];
  /** Name of the stage, as in the metric tandem_stage_seconds. */
  readonly name: Scalars['String']['output'];
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
  InferenceBatch: ResolverTypeWrapper<InferenceBatch>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  JobMatch: ResolverTypeWrapper<Omit<JobMatch, 'relevance'> & { relevance?: Maybe<ResolversTypes['Relevance']> }>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  PersonMatch: ResolverTypeWrapper<Omit<PersonMatch, 'relevance'> & { relevance?: Maybe<ResolversTypes['Relevance']> }>;
  RankingStage: RankingStage;
  RankingTrace: ResolverTypeWrapper<RankingTraceParent>;
  Relevance: ResolverTypeWrapper<RelevanceParent>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ScoreComponent: ResolverTypeWrapper<ScoreComponent>;
  Search: ResolverTypeWrapper<Omit<Search, 'ranking'> & { ranking?: Maybe<ResolversTypes['RankingTrace']> }>;
  StageTime: ResolverTypeWrapper<StageTime>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  InferenceBatch: InferenceBatch;
  Float: Scalars['Float']['output'];
  JobMatch: Omit<JobMatch, 'relevance'> & { relevance?: Maybe<ResolversParentTypes['Relevance']> } | FederationReferenceTypes['JobMatch'];
  ID: Scalars['ID']['output'];
  PersonMatch: Omit<PersonMatch, 'relevance'> & { relevance?: Maybe<ResolversParentTypes['Relevance']> } | FederationReferenceTypes['PersonMatch'];
  RankingTrace: RankingTraceParent;
  Relevance: RelevanceParent;
  Boolean: Scalars['Boolean']['output'];
  ScoreComponent: ScoreComponent;
  Search: Omit<Search, 'ranking'> & { ranking?: Maybe<ResolversParentTypes['RankingTrace']> } | FederationReferenceTypes['Search'];
  StageTime: StageTime;
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

export type InferenceBatchResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['InferenceBatch'] = ResolversParentTypes['InferenceBatch']> = {
  computeMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  queueMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tokenizeMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  transferMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  worker?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type JobMatchResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['JobMatch'] = ResolversParentTypes['JobMatch'], FederationReferenceType extends FederationReferenceTypes['JobMatch'] = FederationReferenceTypes['JobMatch']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['JobMatch']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  relevance?: Resolver<Maybe<ResolversTypes['Relevance']>, ParentType, ContextType>;
};

export type PersonMatchResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['PersonMatch'] = ResolversParentTypes['PersonMatch'], FederationReferenceType extends FederationReferenceTypes['PersonMatch'] = FederationReferenceTypes['PersonMatch']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['PersonMatch']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  relevance?: Resolver<Maybe<ResolversTypes['Relevance']>, ParentType, ContextType>;
};

export type RankingTraceResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['RankingTrace'] = ResolversParentTypes['RankingTrace']> = {
  batches?: Resolver<ReadonlyArray<ResolversTypes['InferenceBatch']>, ParentType, ContextType>;
  cacheHits?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  candidates?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  depth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  depthReason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stages?: Resolver<ReadonlyArray<ResolversTypes['StageTime']>, ParentType, ContextType>;
  totalMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type RelevanceResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Relevance'] = ResolversParentTypes['Relevance']> = {
  breakdown?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ScoreComponent']>>, ParentType, ContextType>;
  cached?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  grade?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  modelVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rankScore?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['RankingStage'], ParentType, ContextType>;
};

export type ScoreComponentResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['ScoreComponent'] = ResolversParentTypes['ScoreComponent']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  weight?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type SearchResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Search'] = ResolversParentTypes['Search'], FederationReferenceType extends FederationReferenceTypes['Search'] = FederationReferenceTypes['Search']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Search']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ranking?: Resolver<Maybe<ResolversTypes['RankingTrace']>, ParentType, ContextType>;
};

export type StageTimeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['StageTime'] = ResolversParentTypes['StageTime']> = {
  ms?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = SearchContext> = {
  InferenceBatch?: InferenceBatchResolvers<ContextType>;
  JobMatch?: JobMatchResolvers<ContextType>;
  PersonMatch?: PersonMatchResolvers<ContextType>;
  RankingTrace?: RankingTraceResolvers<ContextType>;
  Relevance?: RelevanceResolvers<ContextType>;
  ScoreComponent?: ScoreComponentResolvers<ContextType>;
  Search?: SearchResolvers<ContextType>;
  StageTime?: StageTimeResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = SearchContext> = {
  access?: AccessDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
