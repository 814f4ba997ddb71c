/** The words of one search: what is asked, how it was read, what was found, how complete it is. */

import type { BatchTimes } from '../gpu-workers/pools.ts';
import type { Vertical } from '../stores/documents.ts';
import type { RankingStage } from '../stores/search-records.ts';
import type { JobFilter, PeopleFilter } from './filters.ts';
import type { Notice } from './notice.ts';

export type Intent = 'JOBS' | 'PEOPLE' | 'NAME' | 'COMPANY' | 'CAREER_ADVICE' | 'UNSUPPORTED' | 'UNSAFE';
export type Route = 'SEMANTIC' | 'KEYWORD' | 'HYBRID' | 'EXPLAIN' | 'REFUSE';
export type Safety = 'SAFE' | 'CONTROVERSIAL' | 'UNSAFE';

export type JobSort = 'RELEVANCE' | 'NEWEST' | 'SALARY_HIGH_TO_LOW' | 'DISTANCE';
export type PeopleSort = 'RELEVANCE' | 'RECENTLY_UPDATED';
export type Diversification = 'NONE' | 'ONE_PER_COMPANY' | 'TWO_PER_COMPANY';
export type JobFacetField =
  | 'COMPANY'
  | 'LOCATION'
  | 'WORKPLACE_TYPE'
  | 'EMPLOYMENT_TYPE'
  | 'SENIORITY'
  | 'SKILL'
  | 'SALARY_BAND'
  | 'POSTED_WITHIN';
export type PeopleFacetField = 'CURRENT_COMPANY' | 'PAST_COMPANY' | 'SCHOOL' | 'LOCATION' | 'SKILL' | 'SENIORITY';

interface RequestBase {
  /** Whose documents are searched beside the public ones; set from the caller, never by a client, as `within`. */
  readonly tenant?: string;
  /** As typed; null or blank browses. */
  readonly text: string | null;
  readonly facetLimit: number;
  /** Ids of understood facets to leave out. */
  readonly ignoreUnderstood: readonly string[];
  readonly language: string | null;
  readonly spellCorrect: boolean;
  /** Few matches are followed by those of a search that asks for less. */
  readonly broaden: boolean;
  /** Page size 1..100. */
  readonly first: number;
  readonly after: string | null;
}

export interface JobSearchRequest extends RequestBase {
  readonly vertical: 'jobs';
  /** Of the caller's key or token: all results pass it, whatever a client asks. */
  readonly within?: JobFilter;
  readonly filter: JobFilter;
  readonly sort: JobSort;
  readonly facets: readonly JobFacetField[];
  readonly diversify: Diversification;
}

export interface PeopleSearchRequest extends RequestBase {
  readonly vertical: 'people';
  /** Hidden profiles are searched too; set from the scopes of the caller, never by a client. */
  readonly seesHidden?: boolean;
  /** Of the caller's key or token: all results pass it, whatever a client asks. */
  readonly within?: PeopleFilter;
  readonly filter: PeopleFilter;
  readonly sort: PeopleSort;
  readonly facets: readonly PeopleFacetField[];
}

export type SearchRequest = JobSearchRequest | PeopleSearchRequest;

/** Over: somebody was it and is not any more. Ever: somebody was it, and may be it still. */
export type Tense = 'over' | 'ever';

/** One constraint that was read from the text. */
export interface UnderstoodFacet {
  /** Pass it in ignoreUnderstood to search without it. */
  readonly id: string;
  readonly field: string;
  readonly value: string;
  readonly sourceText: string | null;
  readonly confidence: number;
  readonly isNegated: boolean;
  readonly isHard: boolean;
  /** ISO 4217, of pay; absent where the text names none. */
  readonly currency?: string;
  /** Of a place that is asked with what lies around it: from its middle. */
  readonly radiusKm?: number;
  /** Of roles and employers in the past; absent for what holds now. */
  readonly tense?: Tense;
}

export interface Understanding {
  readonly intent: Intent;
  readonly route: Route;
  /** Why that route, in one sentence; absent from records that an earlier release kept. */
  readonly routeReason?: string;
  readonly safety: Safety;
  readonly safetyCategory: string | null;
  /** The thinking state: how the text was read, in one sentence. */
  readonly summary: string;
  readonly facets: readonly UnderstoodFacet[];
  readonly rewrittenText: string | null;
  readonly fromCache: boolean;
  /** Something of the member's profile was read into it: nobody else may see it, and no other program. */
  readonly usesProfile?: boolean;
}

export type DegradationReason =
  | 'DEADLINE'
  | 'LOAD_SHED'
  | 'RANKER_UNAVAILABLE'
  | 'RETRIEVAL_PARTIAL'
  | 'CACHE_UNAVAILABLE';

export interface Coverage {
  /** Share of the documents that retrieval by meaning looked at, 0..1. */
  readonly retrieval: number;
  readonly ranked: number;
  readonly rankedPlanned: number;
  readonly degraded: boolean;
  readonly reasons: readonly DegradationReason[];
}

export type { Notice };

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly selected: boolean;
}

export interface Facet {
  readonly field: string;
  readonly values: readonly FacetValue[];
}

/** One row of a page. `matchId` is signed and names the search and the document. */
export interface SearchEdge {
  readonly cursor: string;
  readonly documentId: string;
  readonly documentVersion: string;
  readonly matchId: string;
  /** 1-based position in the whole result list. */
  readonly position: number;
}

export interface SearchPage {
  readonly searchId: string;
  readonly vertical: Vertical;
  readonly text: string;
  readonly correctedText: string | null;
  readonly submittedAt: string;
  readonly edges: readonly SearchEdge[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly totalCount: number;
  readonly totalCountRelation: 'EXACT' | 'AT_LEAST';
  readonly facets: readonly Facet[];
  readonly coverage: Coverage;
  readonly notices: readonly Notice[];
}

/** One part of a rankScore: value times weight. */
export interface ScoreComponent {
  readonly name: string;
  readonly value: number;
  readonly weight: number;
}

/** The ranker's reading of one match. */
export interface Relevance {
  readonly score: number;
  readonly rankScore: number;
  readonly grade: number;
  readonly stage: RankingStage;
  readonly isCached: boolean;
  readonly modelVersion: string;
  readonly breakdown: readonly ScoreComponent[];
}

/** Half-open range in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface Snippet {
  readonly text: string;
  readonly highlights: readonly TextRange[];
  readonly sourceField: string;
  readonly score: number;
}

export type ReasonKind = 'TITLE' | 'SKILL' | 'LOCATION' | 'SENIORITY' | 'COMPANY' | 'EDUCATION' | 'SALARY' | 'SEMANTIC';

export interface MatchReason {
  readonly kind: ReasonKind;
  readonly text: string;
  /** False for what the document breaks and for what it leaves open. */
  readonly satisfied: boolean;
  /** True where the document does not settle it. */
  readonly isOpen?: boolean;
}

export interface MatchExplanation {
  readonly summary: string;
  readonly reasons: readonly MatchReason[];
}

/** What ranking did, for support and tuning. */
export interface RankingTrace {
  readonly candidates: number;
  readonly depth: number;
  readonly depthReason: string;
  readonly cacheHits: number;
  readonly batches: readonly BatchTimes[];
  readonly totalMs: number;
  /** Stage name to milliseconds, in the order they ran. */
  readonly stages: Readonly<Record<string, number>>;
}
