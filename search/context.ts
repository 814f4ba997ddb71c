/** What a search works with: services that live as long as the process, and what belongs to one request. */

import type { Pools, WorkOptions } from '../gpu-workers/pools.ts';
import type { Manifest } from '../models/manifest.ts';
import type { Caller } from '../runtime/caller.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Deadline } from '../runtime/deadline.ts';
import type { Signer } from '../runtime/ids.ts';
import type { Lane } from '../runtime/lane.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import type { DocumentStore } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';
import type { FeedQueue } from '../stores/feed-queue.ts';
import type { IndexStore } from '../stores/index-snapshots.ts';
import type { RowStore } from '../stores/rows.ts';
import type { ScoreStore } from '../stores/scores.ts';
import type { SearchRecordStore } from '../stores/search-records.ts';
import type { TwinTextStore } from '../stores/twin-texts.ts';
import type { SearchMemory } from './memory.ts';
import type { Rankers } from './rank/rankers.ts';
import type { Phrasing } from './understand/phrase/phrasing.ts';

export interface SearchServices {
  readonly pools: Pools;
  readonly manifest: Manifest;
  readonly rankers: Rankers;
  readonly indexes: IndexStore;
  readonly documents: DocumentStore;
  readonly searchRecords: SearchRecordStore;
  /** What members did, keep and chose. */
  readonly rows: RowStore;
  /** Documents that partners sent and that are not indexed yet. */
  readonly feedQueue: FeedQueue;
  readonly scores: ScoreStore;
  /** The semantic cache: texts that stand in for others of the same meaning; null when it is switched off. */
  readonly twinTexts: TwinTextStore | null;
  readonly facts: Facts;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** What searches of this process share: made once by `createSearchMemory()`. */
  readonly memory: SearchMemory;
  /** Phrases the thinking state; absent where no LLM is set. */
  readonly phrasing?: Phrasing;
  /** Other processes read the search records of this one, so a page waits until its record can be read there. */
  readonly sharesRecords: boolean;
}

/** One request. `memo` keeps what several resolvers of the request share (loaders); it dies with the request. */
export interface SearchContext {
  readonly services: SearchServices;
  readonly deadline: Deadline;
  readonly requestId: string;
  readonly caller: Caller;
  /** Of all that it asks of the pools. */
  readonly lane: Lane;
  readonly memo: Map<string, unknown>;
  /** The caller's `traceparent` of W3C Trace Context, handed on as it came. */
  readonly traceparent?: string;
  /** For measurements only: exactly so many candidates are ranked, whatever the controller says. */
  readonly fixedDepth?: number;
}

/** What the pools are told of work that a request wants done by then. */
export function workOptions(deadline: Deadline, { lane, requestId, traceparent }: SearchContext): WorkOptions {
  return { deadline, lane, requestId, traceparent };
}
