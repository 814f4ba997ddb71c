/** What is kept of a search for 24 hours; pages, matches, understanding and traces read it. */

import type { Vertical } from './documents.ts';

/** A page or match of an older search answers that the search has to be started again. */
export const SEARCH_RECORD_TTL_MS = 24 * 60 * 60 * 1_000;

export type RankingStage = 'CROSS_ENCODER' | 'PACKED';

/** One row of the result list as far as it was computed. */
export interface RecordedResult {
  readonly documentId: string;
  readonly documentVersion: string;
  /** Fused retrieval score. */
  readonly retrievalScore: number;
  /** p_yes, 0..1; null when the ranker did not score the pair. */
  readonly score: number | null;
  readonly rankScore: number | null;
  readonly stage: RankingStage | null;
  readonly isCached: boolean;
}

/** `understanding`, `request`, `coverage` and `notices` are JSON of the search folder's types; this store does not look inside. */
export interface SearchRecord {
  readonly id: string;
  /** `memberName()` of who asked first; absent where no member did. */
  readonly askedBy?: string;
  readonly vertical: Vertical;
  readonly text: string;
  readonly correctedText: string | null;
  readonly submittedAt: string;
  readonly indexVersion: string;
  readonly modelVersion: string;
  readonly request: unknown;
  readonly understanding: unknown;
  readonly coverage: unknown;
  readonly notices: unknown;
  readonly trace: unknown;
  readonly totalCount: number;
  readonly facets: unknown;
  readonly results: readonly RecordedResult[];
}

export interface SearchRecordStore {
  /** Null when the id is unknown or older than 24 hours. */
  readonly get: (id: string) => Promise<SearchRecord | null>;
  readonly put: (record: SearchRecord) => Promise<void>;
  /** Removes what a member asked until then; answers how many there were. Reads every record. `untilMs`: since 1970. */
  readonly removeOf: (askedBy: string, untilMs: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

export const isAskedBy = (record: SearchRecord, askedBy: string, untilMs: number): boolean =>
  record.askedBy === askedBy && Date.parse(record.submittedAt) <= untilMs;
