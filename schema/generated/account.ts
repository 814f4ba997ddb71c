/** Made by npm run schema from schema/account.graphql; do not edit. */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Caller } from '../../runtime/caller.ts';
import type { ViewerPreferences as ViewerPreferencesParent } from '../../stores/viewer-preferences.ts';
import type { SavedSearch as SavedSearchParent } from '../../stores/saved-searches.ts';
import type { IngestTask as IngestTaskParent } from '../../stores/ingest-tasks.ts';
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
  /** An RFC 3339 timestamp with offset, for example 2026-11-21T19:34:00Z. */
  DateTime: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** How often a member wants to hear of new results. */
export type AlertFrequency =
  /** Once a day. */
  | 'DAILY'
  /** As soon as there is one. */
  | 'INSTANT'
  /** Never. */
  | 'NEVER'
  /** Once a week. */
  | 'WEEKLY';

/** An employer. Its id comes from the normalised name, so everybody who knows the name can know the id. */
export type Company = Node & {
  readonly __typename?: 'Company';
  /** Pass it back in companyIds. */
  readonly id: Scalars['ID']['output'];
};

/** Why a line could not be indexed. */
export type IngestError = {
  readonly __typename?: 'IngestError';
  /** What kind of reason. */
  readonly code: UserErrorCode;
  /** The line's own id, where it could be read. */
  readonly externalId?: Maybe<Scalars['String']['output']>;
  /** Counts from 1. */
  readonly line: Scalars['Int']['output'];
  /** What was expected, what came. */
  readonly message: Scalars['String']['output'];
};

/** How far an ingest task is. */
export type IngestStatus =
  /** It was taken back. */
  | 'CANCELED'
  /** It waits. */
  | 'ENQUEUED'
  /** Nothing of it is published. */
  | 'FAILED'
  /** It is being read and indexed. */
  | 'PROCESSING'
  /** What could be indexed is published. */
  | 'SUCCEEDED';

/** What becomes of documents that were sent. Only callers of the tenant who may write such documents see it. */
export type IngestTask = Node & {
  readonly __typename?: 'IngestTask';
  /** When it was taken. */
  readonly enqueuedAt: Scalars['DateTime']['output'];
  /** What was wrong with the first lines that failed. */
  readonly errors: ReadonlyArray<IngestError>;
  /** Lines that could not be indexed; the others go on. */
  readonly failed: Scalars['Int']['output'];
  /** When it ended. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global id; it is answered for a week. */
  readonly id: Scalars['ID']['output'];
  /** Documents that were published; of two lines with one id the later counts. */
  readonly indexed: Scalars['Int']['output'];
  /** 0 to 1, null before the lines were read. */
  readonly progress?: Maybe<Scalars['Float']['output']>;
  /** Why all of it failed, else null. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Lines that were not empty; 0 before they were read. */
  readonly received: Scalars['Int']['output'];
  /** When it was begun, the last time. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How far it is. */
  readonly status: IngestStatus;
  /** What was left out, such as the names of fields that nobody reads; each once. */
  readonly warnings: ReadonlyArray<Scalars['String']['output']>;
};


/** What becomes of documents that were sent. Only callers of the tenant who may write such documents see it. */
export type IngestTaskErrorsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A job posting. Fields follow schema.org JobPosting. */
export type Job = Node & {
  readonly __typename?: 'Job';
  /** Global id; the same when the posting is ingested again. */
  readonly id: Scalars['ID']['output'];
};

/** What callers do, keep and choose. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Keep a search by a name. A member may keep 100. */
  readonly savedSearchCreate: SavedSearchCreatePayload;
  /** Delete a saved search; a second time it is NOT_FOUND. */
  readonly savedSearchDelete: SavedSearchDeletePayload;
  /** Mark new results of a saved search as looked at; marked ones are not new any more, and a second time nothing changes. */
  readonly savedSearchMarkSeen: SavedSearchMarkSeenPayload;
  /** Change name or alert of a saved search. */
  readonly savedSearchUpdate: SavedSearchUpdatePayload;
  /**
   * Report what a person did with results. At most 100 events a call; late and repeated events are fine. Events that are refused
   * keep no other from being accepted. Callers without key or token may send 20 events of 20 documents; nothing of theirs is
   * kept but which documents were opened or applied to, each once for all of them.
   */
  readonly trackEvents: TrackEventsPayload;
  /** Change what the caller has chosen; fields that are left out stay as they are, null takes profile and home place away. */
  readonly viewerPreferencesUpdate: ViewerPreferencesUpdatePayload;
};


/** What callers do, keep and choose. */
export type MutationSavedSearchCreateArgs = {
  input: SavedSearchCreateInput;
};


/** What callers do, keep and choose. */
export type MutationSavedSearchDeleteArgs = {
  input: SavedSearchDeleteInput;
};


/** What callers do, keep and choose. */
export type MutationSavedSearchMarkSeenArgs = {
  input: SavedSearchMarkSeenInput;
};


/** What callers do, keep and choose. */
export type MutationSavedSearchUpdateArgs = {
  input: SavedSearchUpdateInput;
};


/** What callers do, keep and choose. */
export type MutationTrackEventsArgs = {
  input: TrackEventsInput;
};


/** What callers do, keep and choose. */
export type MutationViewerPreferencesUpdateArgs = {
  input: ViewerPreferencesUpdateInput;
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

/** A member profile. Fields follow JSON Resume where it has them; there is no contact data. */
export type Person = Node & {
  readonly __typename?: 'Person';
  /** Global id; the same when the profile is ingested again. */
  readonly id: Scalars['ID']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** Any object by its global id, or null. */
  readonly node?: Maybe<Node>;
  /** Many objects, in the order asked, null for those not found. */
  readonly nodes?: Maybe<ReadonlyArray<Maybe<Node>>>;
  /** Version of the software and of the data it serves. */
  readonly service?: Maybe<ServiceInfo>;
  /** Who is calling. Null for anonymous callers. */
  readonly viewer?: Maybe<Viewer>;
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};

/** A search that a member keeps by a name. Nobody else can read it. */
export type SavedSearch = Node & {
  readonly __typename?: 'SavedSearch';
  /** How often the member wants to hear of new results. */
  readonly alert: AlertFrequency;
  /** When it was saved. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Opaque id of this saved search; another than that of its search. */
  readonly id: Scalars['ID']['output'];
  /** When it was last searched again for new results, null before the first time. It is not searched again while the index stays the same. */
  readonly lastRunAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name that the member gave, up to 200 characters; several may have the same. */
  readonly name: Scalars['String']['output'];
  /**
   * Results that were found since the search was saved and that were not looked at yet, those found last first. A document is found
   * once: when it matches, did not at the last run, and is not dated more than a week before that; at the first run, when it is dated
   * after the search. Of what a text finds only what is relevant (grade 3 or 4) or named by it counts. Documents that were taken out
   * since, or that the caller may not see any more, are left out. Kept for 90 days.
   */
  readonly newResults: SavedSearchResultConnection;
  /** The search as it was submitted; text and understanding answer as long as it is saved. */
  readonly search: Search;
};


/** A search that a member keeps by a name. Nobody else can read it. */
export type SavedSearchNewResultsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Searches that a member keeps (Relay Cursor Connections). */
export type SavedSearchConnection = {
  readonly __typename?: 'SavedSearchConnection';
  /** The saved searches of this page with their cursors. */
  readonly edges: ReadonlyArray<SavedSearchEdge>;
  /** The saved searches of edges, for clients that do not need cursors. */
  readonly nodes: ReadonlyArray<SavedSearch>;
  /** Where this page lies in the whole list. */
  readonly pageInfo: PageInfo;
  /** How many searches the member keeps. */
  readonly totalCount: Scalars['Int']['output'];
};

/** Which search to keep. */
export type SavedSearchCreateInput = {
  /** How often to tell of new results. */
  readonly alert?: InputMaybe<AlertFrequency>;
  /** 1 to 200 characters that are not all blank. */
  readonly name: Scalars['String']['input'];
  /** Search.id of a search of the last 24 hours. */
  readonly searchId: Scalars['ID']['input'];
};

/** What became of it. */
export type SavedSearchCreatePayload = {
  readonly __typename?: 'SavedSearchCreatePayload';
  /** The saved search, null when it was not saved. */
  readonly savedSearch?: Maybe<SavedSearch>;
  /** Why not. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Which saved search to delete. */
export type SavedSearchDeleteInput = {
  /** SavedSearch.id. */
  readonly id: Scalars['ID']['input'];
};

/** What became of it. */
export type SavedSearchDeletePayload = {
  readonly __typename?: 'SavedSearchDeletePayload';
  /** Id of what was deleted, null when nothing was. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** Why not. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** One row of a page of saved searches. */
export type SavedSearchEdge = {
  readonly __typename?: 'SavedSearchEdge';
  /** Position of this row; pass it as after to go on behind it. */
  readonly cursor: Scalars['String']['output'];
  /** The saved search. */
  readonly node: SavedSearch;
};

/** Which new results were looked at. */
export type SavedSearchMarkSeenInput = {
  /** Ids of documents in newResults, at most 100; others are ignored. When left out or null, all there are. */
  readonly documentIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** SavedSearch.id. */
  readonly id: Scalars['ID']['input'];
};

/** What became of it. */
export type SavedSearchMarkSeenPayload = {
  readonly __typename?: 'SavedSearchMarkSeenPayload';
  /** The saved search, null when nothing was marked. */
  readonly savedSearch?: Maybe<SavedSearch>;
  /** Why not. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** New results of a saved search (Relay Cursor Connections). */
export type SavedSearchResultConnection = {
  readonly __typename?: 'SavedSearchResultConnection';
  /** The results of this page with their cursors. */
  readonly edges: ReadonlyArray<SavedSearchResultEdge>;
  /** The documents of edges, for clients that do not need cursors. */
  readonly nodes: ReadonlyArray<Node>;
  /** Where this page lies in the whole list. */
  readonly pageInfo: PageInfo;
  /** How many results are new. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One row of a page of new results. */
export type SavedSearchResultEdge = {
  readonly __typename?: 'SavedSearchResultEdge';
  /** Position of this row; pass it as after to go on behind it. */
  readonly cursor: Scalars['String']['output'];
  /** When it was found. */
  readonly foundAt: Scalars['DateTime']['output'];
  /** The document as it is now: a job or a person, as the search has it. */
  readonly node: Node;
};

/** What to change of a saved search; what is left out or null stays. */
export type SavedSearchUpdateInput = {
  /** How often to tell of new results. */
  readonly alert?: InputMaybe<AlertFrequency>;
  /** SavedSearch.id. */
  readonly id: Scalars['ID']['input'];
  /** 1 to 200 characters that are not all blank. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** What became of it. */
export type SavedSearchUpdatePayload = {
  readonly __typename?: 'SavedSearchUpdatePayload';
  /** The saved search as it is now, null when nothing was changed. */
  readonly savedSearch?: Maybe<SavedSearch>;
  /** Why not. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** One search as submitted. Kept for 24 hours under its id, and for a member who saves it as long as it is saved. */
export type Search = Node & {
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

/** Something that a person did with results. */
export type SearchEventInput = {
  /** The jobs, people or employers that it was done with, 1 to 100, 20 without key or token; of an IMPRESSION in the order they were shown. */
  readonly documentIds: ReadonlyArray<Scalars['ID']['input']>;
  /** Made by the client, up to 200 characters; a repeat within one member's events is counted and ignored. */
  readonly eventId: Scalars['ID']['input'];
  /** What was done. */
  readonly kind: SearchEventKind;
  /** When it happened, by the client's clock; a time to come counts as now. */
  readonly occurredAt: Scalars['DateTime']['input'];
  /** 1-based position of the first of them in the result list. */
  readonly position?: InputMaybe<Scalars['Int']['input']>;
  /** The search whose result it was, where there was one; NOT_FOUND when unknown or, unless told of before, older than 24 hours. */
  readonly searchId?: InputMaybe<Scalars['ID']['input']>;
};

/** What was done: the funnel of a job, with the events of people beside it. */
export type SearchEventKind =
  /** An application was sent. */
  | 'APPLY_FINISH'
  /** The person was sent on to apply elsewhere. */
  | 'APPLY_REDIRECT'
  /** An application was begun. */
  | 'APPLY_START'
  /** It was kept for later. */
  | 'BOOKMARK'
  /** The person was asked to connect. */
  | 'CONNECT'
  /** It was put aside. */
  | 'DISMISS'
  /** The person or employer was followed. */
  | 'FOLLOW'
  /** Somebody was hired. */
  | 'HIRED'
  /** It was shown. */
  | 'IMPRESSION'
  /** The person was written to. */
  | 'MESSAGE'
  /** It was opened. */
  | 'VIEW';

/** What serves, and from what. */
export type ServiceInfo = {
  readonly __typename?: 'ServiceInfo';
  /** Index versions that new searches read. */
  readonly indexVersion: Scalars['String']['output'];
  /** When the newest of them was published. */
  readonly indexedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Model that ranks. */
  readonly rankerVersion: Scalars['String']['output'];
  /** Hash of the composed schema. */
  readonly schemaHash: Scalars['String']['output'];
  /** Version of the software. */
  readonly version: Scalars['String']['output'];
};

/** What callers are told as it happens. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** What becomes of documents that were sent, whenever it changes, until it has ended. */
  readonly ingestProgress: IngestTask;
};


/** What callers are told as it happens. */
export type SubscriptionIngestProgressArgs = {
  taskId: Scalars['ID']['input'];
};

/** Events to report. */
export type TrackEventsInput = {
  /** 1 to 100 events, 20 without key or token; with more none is kept. */
  readonly events: ReadonlyArray<SearchEventInput>;
};

/** What became of the events. */
export type TrackEventsPayload = {
  readonly __typename?: 'TrackEventsPayload';
  /** Events that were new and are kept. */
  readonly acceptedCount: Scalars['Int']['output'];
  /** Events whose eventId was known, in this call or before. */
  readonly duplicateCount: Scalars['Int']['output'];
  /** Why others were not accepted; field is [events, index, field of the event]. */
  readonly userErrors: ReadonlyArray<UserError>;
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

/** Who is calling. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** Opaque id of the caller. */
  readonly id: Scalars['ID']['output'];
  /** What the caller has chosen; nothing is allowed that was not chosen. */
  readonly preferences: ViewerPreferences;
  /** Searches that the caller keeps, the newest first. */
  readonly savedSearches: SavedSearchConnection;
  /** What the caller may do, for example people:read. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  /** Tenant whose documents the caller sees beside the public ones. */
  readonly tenant: Scalars['String']['output'];
};


/** Who is calling. */
export type ViewerSavedSearchesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What a member has chosen. */
export type ViewerPreferences = {
  readonly __typename?: 'ViewerPreferences';
  /** True allows searches to use the member's own profile and home place, for texts such as jobs like my current one, or near me. False until chosen. */
  readonly allowProfileUse: Scalars['Boolean']['output'];
  /** Place.id of where the member lives; null when none was named. */
  readonly homePlaceId?: Maybe<Scalars['ID']['output']>;
  /** The profile that is the member's own; null when none was named or it is gone. */
  readonly profile?: Maybe<Person>;
};

/** What to change of the preferences. */
export type ViewerPreferencesUpdateInput = {
  /** Whether searches may use profile and home place; null is false. */
  readonly allowProfileUse?: InputMaybe<Scalars['Boolean']['input']>;
  /** Place.id of where the member lives. */
  readonly homePlaceId?: InputMaybe<Scalars['ID']['input']>;
  /** Person.id of the member's own profile: one whose source names the caller as its member (memberId of the ingested line), else FORBIDDEN; NOT_FOUND when the caller may not see it. The scope admin may name any. */
  readonly profileId?: InputMaybe<Scalars['ID']['input']>;
};

/** What became of it. */
export type ViewerPreferencesUpdatePayload = {
  readonly __typename?: 'ViewerPreferencesUpdatePayload';
  /** The preferences as they are now, null when nothing was changed. */
  readonly preferences?: Maybe<ViewerPreferences>;
  /** Why not. */
  readonly userErrors: ReadonlyArray<UserError>;
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
  IngestTask: IngestTask;
  SavedSearch: SavedSearch;
  Search: Search;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  IngestTask:
    ( { __typename: 'IngestTask' }
    & GraphQLRecursivePick<FederationTypes['IngestTask'], {"id":true}> );
  SavedSearch:
    ( { __typename: 'SavedSearch' }
    & GraphQLRecursivePick<FederationTypes['SavedSearch'], {"id":true}> );
  Search:
    ( { __typename: 'Search' }
    & GraphQLRecursivePick<FederationTypes['Search'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( Company )
    | ( IngestTaskParent )
    | ( Job )
    | ( Person )
    | ( SavedSearchParent )
    | ( Search )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AlertFrequency: AlertFrequency;
  Company: ResolverTypeWrapper<Company>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  IngestError: ResolverTypeWrapper<IngestError>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  IngestStatus: IngestStatus;
  IngestTask: ResolverTypeWrapper<IngestTaskParent>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Job: ResolverTypeWrapper<Job>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Person: ResolverTypeWrapper<Person>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SavedSearch: ResolverTypeWrapper<SavedSearchParent>;
  SavedSearchConnection: ResolverTypeWrapper<Omit<SavedSearchConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['SavedSearchEdge']>, nodes: ReadonlyArray<ResolversTypes['SavedSearch']> }>;
  SavedSearchCreateInput: SavedSearchCreateInput;
  SavedSearchCreatePayload: ResolverTypeWrapper<Omit<SavedSearchCreatePayload, 'savedSearch'> & { savedSearch?: Maybe<ResolversTypes['SavedSearch']> }>;
  SavedSearchDeleteInput: SavedSearchDeleteInput;
  SavedSearchDeletePayload: ResolverTypeWrapper<SavedSearchDeletePayload>;
  SavedSearchEdge: ResolverTypeWrapper<Omit<SavedSearchEdge, 'node'> & { node: ResolversTypes['SavedSearch'] }>;
  SavedSearchMarkSeenInput: SavedSearchMarkSeenInput;
  SavedSearchMarkSeenPayload: ResolverTypeWrapper<Omit<SavedSearchMarkSeenPayload, 'savedSearch'> & { savedSearch?: Maybe<ResolversTypes['SavedSearch']> }>;
  SavedSearchResultConnection: ResolverTypeWrapper<Omit<SavedSearchResultConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['SavedSearchResultEdge']>, nodes: ReadonlyArray<ResolversTypes['Node']> }>;
  SavedSearchResultEdge: ResolverTypeWrapper<Omit<SavedSearchResultEdge, 'node'> & { node: ResolversTypes['Node'] }>;
  SavedSearchUpdateInput: SavedSearchUpdateInput;
  SavedSearchUpdatePayload: ResolverTypeWrapper<Omit<SavedSearchUpdatePayload, 'savedSearch'> & { savedSearch?: Maybe<ResolversTypes['SavedSearch']> }>;
  Search: ResolverTypeWrapper<Search>;
  SearchEventInput: SearchEventInput;
  SearchEventKind: SearchEventKind;
  ServiceInfo: ResolverTypeWrapper<ServiceInfo>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TrackEventsInput: TrackEventsInput;
  TrackEventsPayload: ResolverTypeWrapper<TrackEventsPayload>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  Viewer: ResolverTypeWrapper<Caller>;
  ViewerPreferences: ResolverTypeWrapper<ViewerPreferencesParent>;
  ViewerPreferencesUpdateInput: ViewerPreferencesUpdateInput;
  ViewerPreferencesUpdatePayload: ResolverTypeWrapper<Omit<ViewerPreferencesUpdatePayload, 'preferences'> & { preferences?: Maybe<ResolversTypes['ViewerPreferences']> }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Company: Company;
  ID: Scalars['ID']['output'];
  DateTime: Scalars['DateTime']['output'];
  IngestError: IngestError;
  Int: Scalars['Int']['output'];
  IngestTask: IngestTaskParent;
  Float: Scalars['Float']['output'];
  Job: Job;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Person: Person;
  Query: Record<PropertyKey, never>;
  SavedSearch: SavedSearchParent;
  SavedSearchConnection: Omit<SavedSearchConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['SavedSearchEdge']>, nodes: ReadonlyArray<ResolversParentTypes['SavedSearch']> };
  SavedSearchCreateInput: SavedSearchCreateInput;
  SavedSearchCreatePayload: Omit<SavedSearchCreatePayload, 'savedSearch'> & { savedSearch?: Maybe<ResolversParentTypes['SavedSearch']> };
  SavedSearchDeleteInput: SavedSearchDeleteInput;
  SavedSearchDeletePayload: SavedSearchDeletePayload;
  SavedSearchEdge: Omit<SavedSearchEdge, 'node'> & { node: ResolversParentTypes['SavedSearch'] };
  SavedSearchMarkSeenInput: SavedSearchMarkSeenInput;
  SavedSearchMarkSeenPayload: Omit<SavedSearchMarkSeenPayload, 'savedSearch'> & { savedSearch?: Maybe<ResolversParentTypes['SavedSearch']> };
  SavedSearchResultConnection: Omit<SavedSearchResultConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['SavedSearchResultEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Node']> };
  SavedSearchResultEdge: Omit<SavedSearchResultEdge, 'node'> & { node: ResolversParentTypes['Node'] };
  SavedSearchUpdateInput: SavedSearchUpdateInput;
  SavedSearchUpdatePayload: Omit<SavedSearchUpdatePayload, 'savedSearch'> & { savedSearch?: Maybe<ResolversParentTypes['SavedSearch']> };
  Search: Search | FederationReferenceTypes['Search'];
  SearchEventInput: SearchEventInput;
  ServiceInfo: ServiceInfo;
  Subscription: Record<PropertyKey, never>;
  TrackEventsInput: TrackEventsInput;
  TrackEventsPayload: TrackEventsPayload;
  UserError: UserError;
  Viewer: Caller;
  ViewerPreferences: ViewerPreferencesParent;
  ViewerPreferencesUpdateInput: ViewerPreferencesUpdateInput;
  ViewerPreferencesUpdatePayload: Omit<ViewerPreferencesUpdatePayload, 'preferences'> & { preferences?: Maybe<ResolversParentTypes['ViewerPreferences']> };
  String: Scalars['String']['output'];
};

export type AccessDirectiveArgs = {
  scopes?: ReadonlyArray<Scalars['String']['input']>;
};

export type AccessDirectiveResolver<Result, Parent, ContextType = SearchContext, Args = AccessDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CompanyResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Company'] = ResolversParentTypes['Company']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type IngestErrorResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['IngestError'] = ResolversParentTypes['IngestError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  externalId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  line?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IngestTaskResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['IngestTask'] = ResolversParentTypes['IngestTask'], FederationReferenceType extends FederationReferenceTypes['IngestTask'] = FederationReferenceTypes['IngestTask']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['IngestTask']> | FederationReferenceType, FederationReferenceType, ContextType>;
  enqueuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['IngestError']>, ParentType, ContextType, RequireFields<IngestTaskErrorsArgs, 'first'>>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  indexed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['IngestStatus'], ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  savedSearchCreate?: Resolver<ResolversTypes['SavedSearchCreatePayload'], ParentType, ContextType, RequireFields<MutationSavedSearchCreateArgs, 'input'>>;
  savedSearchDelete?: Resolver<ResolversTypes['SavedSearchDeletePayload'], ParentType, ContextType, RequireFields<MutationSavedSearchDeleteArgs, 'input'>>;
  savedSearchMarkSeen?: Resolver<ResolversTypes['SavedSearchMarkSeenPayload'], ParentType, ContextType, RequireFields<MutationSavedSearchMarkSeenArgs, 'input'>>;
  savedSearchUpdate?: Resolver<ResolversTypes['SavedSearchUpdatePayload'], ParentType, ContextType, RequireFields<MutationSavedSearchUpdateArgs, 'input'>>;
  trackEvents?: Resolver<ResolversTypes['TrackEventsPayload'], ParentType, ContextType, RequireFields<MutationTrackEventsArgs, 'input'>>;
  viewerPreferencesUpdate?: Resolver<ResolversTypes['ViewerPreferencesUpdatePayload'], ParentType, ContextType, RequireFields<MutationViewerPreferencesUpdateArgs, 'input'>>;
};

export type NodeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Company' | 'IngestTask' | 'Job' | 'Person' | 'SavedSearch' | 'Search', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PersonResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['Node']>>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  service?: Resolver<Maybe<ResolversTypes['ServiceInfo']>, ParentType, ContextType>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type SavedSearchResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['SavedSearch'] = ResolversParentTypes['SavedSearch'], FederationReferenceType extends FederationReferenceTypes['SavedSearch'] = FederationReferenceTypes['SavedSearch']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SavedSearch']> | FederationReferenceType, FederationReferenceType, ContextType>;
  alert?: Resolver<ResolversTypes['AlertFrequency'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastRunAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  newResults?: Resolver<ResolversTypes['SavedSearchResultConnection'], ParentType, ContextType, RequireFields<SavedSearchNewResultsArgs, 'first'>>;
  search?: Resolver<ResolversTypes['Search'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SavedSearchConnectionResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['SavedSearchConnection'] = ResolversParentTypes['SavedSearchConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SavedSearchEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SavedSearch']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SavedSearchCreatePayloadResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['SavedSearchCreatePayload'] = ResolversParentTypes['SavedSearchCreatePayload']> = {
  savedSearch?: Resolver<Maybe<ResolversTypes['SavedSearch']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SavedSearchDeletePayloadResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['SavedSearchDeletePayload'] = ResolversParentTypes['SavedSearchDeletePayload']> = {
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SavedSearchEdgeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['SavedSearchEdge'] = ResolversParentTypes['SavedSearchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SavedSearch'], ParentType, ContextType>;
};

export type SavedSearchMarkSeenPayloadResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['SavedSearchMarkSeenPayload'] = ResolversParentTypes['SavedSearchMarkSeenPayload']> = {
  savedSearch?: Resolver<Maybe<ResolversTypes['SavedSearch']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SavedSearchResultConnectionResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['SavedSearchResultConnection'] = ResolversParentTypes['SavedSearchResultConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SavedSearchResultEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Node']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SavedSearchResultEdgeResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['SavedSearchResultEdge'] = ResolversParentTypes['SavedSearchResultEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  foundAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Node'], ParentType, ContextType>;
};

export type SavedSearchUpdatePayloadResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['SavedSearchUpdatePayload'] = ResolversParentTypes['SavedSearchUpdatePayload']> = {
  savedSearch?: Resolver<Maybe<ResolversTypes['SavedSearch']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SearchResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Search'] = ResolversParentTypes['Search'], FederationReferenceType extends FederationReferenceTypes['Search'] = FederationReferenceTypes['Search']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Search']> | FederationReferenceType, FederationReferenceType, ContextType>;
  correctedText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  submittedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ServiceInfoResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['ServiceInfo'] = ResolversParentTypes['ServiceInfo']> = {
  indexVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  indexedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rankerVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  schemaHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  ingestProgress?: SubscriptionResolver<ResolversTypes['IngestTask'], "ingestProgress", ParentType, ContextType, RequireFields<SubscriptionIngestProgressArgs, 'taskId'>>;
};

export type TrackEventsPayloadResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['TrackEventsPayload'] = ResolversParentTypes['TrackEventsPayload']> = {
  acceptedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  duplicateCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  preferences?: Resolver<ResolversTypes['ViewerPreferences'], ParentType, ContextType>;
  savedSearches?: Resolver<ResolversTypes['SavedSearchConnection'], ParentType, ContextType, RequireFields<ViewerSavedSearchesArgs, 'first'>>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  tenant?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ViewerPreferencesResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['ViewerPreferences'] = ResolversParentTypes['ViewerPreferences']> = {
  allowProfileUse?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  homePlaceId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
};

export type ViewerPreferencesUpdatePayloadResolvers<ContextType = SearchContext, ParentType extends ResolversParentTypes['ViewerPreferencesUpdatePayload'] = ResolversParentTypes['ViewerPreferencesUpdatePayload']> = {
  preferences?: Resolver<Maybe<ResolversTypes['ViewerPreferences']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = SearchContext> = {
  Company?: CompanyResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  IngestError?: IngestErrorResolvers<ContextType>;
  IngestTask?: IngestTaskResolvers<ContextType>;
  Job?: JobResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  SavedSearch?: SavedSearchResolvers<ContextType>;
  SavedSearchConnection?: SavedSearchConnectionResolvers<ContextType>;
  SavedSearchCreatePayload?: SavedSearchCreatePayloadResolvers<ContextType>;
  SavedSearchDeletePayload?: SavedSearchDeletePayloadResolvers<ContextType>;
  SavedSearchEdge?: SavedSearchEdgeResolvers<ContextType>;
  SavedSearchMarkSeenPayload?: SavedSearchMarkSeenPayloadResolvers<ContextType>;
  SavedSearchResultConnection?: SavedSearchResultConnectionResolvers<ContextType>;
  SavedSearchResultEdge?: SavedSearchResultEdgeResolvers<ContextType>;
  SavedSearchUpdatePayload?: SavedSearchUpdatePayloadResolvers<ContextType>;
  Search?: SearchResolvers<ContextType>;
  ServiceInfo?: ServiceInfoResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TrackEventsPayload?: TrackEventsPayloadResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  ViewerPreferences?: ViewerPreferencesResolvers<ContextType>;
  ViewerPreferencesUpdatePayload?: ViewerPreferencesUpdatePayloadResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = SearchContext> = {
  access?: AccessDirectiveResolver<any, any, ContextType>;
};
