/** What the searches of one process share: caches that save work, work under way, and the depth controller's state. */
import { LRUCache } from 'lru-cache';
import type { PreparedDocument } from '../models/templates.ts';
import type { TextReading } from '../models/understanding.ts';
import type { Deadline } from '../runtime/deadline.ts';
import type { Lane } from '../runtime/lane.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { SearchRecord } from '../stores/search-records.ts';
import type { PairScore } from './rank/pair-score.ts';
import { type DepthState, INITIAL_DEPTH_STATE } from './rank/plan-depth.ts';
import type { SuggestionIndex } from './suggest/suggestion-index.ts';
import type { Knowledge } from './understand/knowledge.ts';

/** One execution that equal searches wait for together. */
export interface RunningSearch {
  readonly lane: Lane;
  readonly remainingMs: () => number;
  /** Its record, or that of the execution which the member was handed over to meanwhile. */
  readonly join: (member: Deadline) => Promise<SearchRecord>;
  /** Whoever waits for this one waits for the other from now on, but for those who have more time than the other. */
  readonly giveWayTo: (next: RunningSearch) => void;
}

export interface SearchMemory {
  /** Query vectors [dimensions] by encoder version and text. */
  readonly embeddings: LRUCache<string, Float32Array>;
  /** Cosines [size] by index version, encoder version, text and filter: a repeated search asks no worker. */
  readonly cosines: LRUCache<string, Float32Array>;
  /** What the ranker's prompts are cut from, by document id and version. */
  readonly prepared: LRUCache<string, PreparedDocument>;
  readonly knowledge: WeakMap<IndexSnapshot, Knowledge>;
  /** Groups of postings that were posted more than once [size], by index version. */
  readonly duplicates: WeakMap<IndexSnapshot, Promise<Uint32Array>>;
  /** Texts of postings without their numbers, hashed, by document version. */
  readonly textPrints: LRUCache<string, string>;
  /** Ids of the documents that have a phrase, by index version and phrase. */
  readonly phrases: LRUCache<string, readonly string[]>;
  /** By index version and by what a caller sees of it. */
  readonly suggestions: WeakMap<IndexSnapshot, LRUCache<string, SuggestionIndex>>;
  /** How the model read recent texts, by its version and the text. */
  readonly readings: LRUCache<string, TextReading>;
  /** Newest records, so that a page, its relevances and its reasons do not parse the same list three times. */
  readonly records: LRUCache<string, SearchRecord>;
  readonly runningSearches: Map<string, RunningSearch>;
  /** Pairs being scored now by lane and name, whichever request asked first. */
  readonly runningScores: Map<string, Promise<PairScore>>;
  readonly depth: {
    state: DepthState;
    /** Items planned that are not in the queue yet. */
    plannedItems: number;
    /** p95 that rankings with the packed ranker may take. */
    readonly targetMs: number;
  };
}

/** 384 floats each: 8 MB when full. */
const MAX_EMBEDDINGS = 5_000;
/** About 3 kB each: 15 MB when full. */
const MAX_READINGS = 5_000;
/** 64 kB each for 16,000 documents: 250 searches. */
const MAX_COSINE_BYTES = 16_000_000;
/** About 20 kB each: 60 MB when full. */
const MAX_PREPARED_DOCUMENTS = 3_000;

/** About 150 bytes each: 15 MB when full. */
const MAX_TEXT_PRINTS = 100_000;

/** Ids, about 30 bytes each: 6 MB when full. */
const MAX_PHRASE_IDS = 200_000;

/** Rows of result lists, about 110 bytes each: 22 MB when full. */
const MAX_RECORDED_ROWS = 200_000;

/** serving.md: p95 of a cold page. */
const TARGET_P95_MS = 300;
/** Understanding, embedding, retrieving and the page have the rest. */
const RANKING_SHARE = 2 / 3;

/** `targetP95Ms`: of a whole page. */
export function createSearchMemory(targetP95Ms = TARGET_P95_MS): SearchMemory {
  return {
    embeddings: new LRUCache({ max: MAX_EMBEDDINGS }),
    cosines: new LRUCache({ maxSize: MAX_COSINE_BYTES, sizeCalculation: ({ byteLength }) => byteLength + 1 }),
    prepared: new LRUCache({ max: MAX_PREPARED_DOCUMENTS }),
    knowledge: new WeakMap(),
    duplicates: new WeakMap(),
    textPrints: new LRUCache({ max: MAX_TEXT_PRINTS }),
    suggestions: new WeakMap(),
    phrases: new LRUCache({ maxSize: MAX_PHRASE_IDS, sizeCalculation: ({ length }) => length + 1 }),
    readings: new LRUCache({ max: MAX_READINGS }),
    records: new LRUCache({ maxSize: MAX_RECORDED_ROWS, sizeCalculation: ({ results }) => results.length + 1 }),
    runningSearches: new Map(),
    runningScores: new Map(),
    depth: { state: INITIAL_DEPTH_STATE, plannedItems: 0, targetMs: targetP95Ms * RANKING_SHARE },
  };
}
