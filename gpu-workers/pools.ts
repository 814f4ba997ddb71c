/** What the rest of the program asks of the workers: four tasks over two pools, each answer with its times. */

import type { TextReading } from '../models/understanding.ts';
import type { Deadline } from '../runtime/deadline.ts';
import type { Lane } from '../runtime/lane.ts';
import type { PoolName } from '../runtime/pool-names.ts';
import type { Vertical } from '../stores/documents.ts';
import type { Predicate } from '../stores/predicate.ts';
import type { Term } from './term-scores.ts';

export type TextRole = 'query' | 'document';
export type WorkerState = 'starting' | 'warming' | 'ready' | 'draining' | 'lost';

export interface WorkOptions {
  readonly deadline: Deadline;
  readonly lane: Lane;
  /** Goes to the worker as id of the inference request, so that its log names it. */
  readonly requestId?: string;
  /** Of W3C Trace Context: goes to the worker with the batch, unless a span runs. */
  readonly traceparent?: string | undefined;
}

export interface WorkerStatus {
  readonly pool: PoolName;
  /** Null while no process is known. */
  readonly pid: number | null;
  readonly state: WorkerState;
}

/** Where the time of one batch went, in milliseconds. */
export interface BatchTimes {
  readonly worker: string;
  /** Items computed together, of this request and of others. */
  readonly size: number;
  /** Waiting for a worker, and in it behind the batch before. */
  readonly queueMs: number;
  readonly tokenizeMs: number;
  readonly computeMs: number;
  /** What is left of the round trip: packing, sending, unpacking. */
  readonly transferMs: number;
}

export interface NearestRequest {
  readonly vertical: Vertical;
  readonly indexVersion: string;
  /** [dimensions], unit length. */
  readonly query: Float32Array;
  /** 1..10,000; fewer come back when fewer documents pass the filter. */
  readonly k: number;
  readonly filter: Predicate | null;
  /** What raises a document beside being near; nothing unless told. */
  readonly terms?: readonly Term[];
}

/** Documents that the packed ranker reads by their item vectors. */
export interface ItemsRequest {
  readonly indexVersion: string;
  /** In the index version. */
  readonly positions: readonly number[];
  /** Vectors an item. */
  readonly slots: number;
}

/** Equal lengths: positions of the index version and their cosines, best first; with terms the sum of both decides what is best. */
export interface Nearest {
  readonly positions: Int32Array;
  readonly scores: Float32Array;
}

/** One pair's fate. A missing score is no error: the page says so in its coverage. */
export type ScoreOutcome =
  | {
      readonly kind: 'scored' /** [objectives], each 0..1; the first is p_yes. */;
      readonly scores: Float32Array;
      readonly batch: BatchTimes;
    }
  | {
      readonly kind: 'missed' /** `caller`: the one who asked went away before. */;
      readonly reason: 'deadline' | 'caller' | 'worker' | 'refused';
    };

/** What the depth controller reads of the pool that ranks. */
export interface PoolLoad {
  readonly isAvailable: boolean;
  /** Items waiting or being computed; one of another kind counts as many as could be computed in its time. */
  readonly queuedItems: number;
  /** Smoothed rate while busy with such items; null before the first measurement. */
  readonly itemsPerSecond: number | null;
}

export interface Pools {
  /** One vector [dimensions] of unit length a text. Throws WORKER_UNAVAILABLE or DEADLINE_EXCEEDED. */
  readonly embed: (texts: readonly string[], role: TextRole, options: WorkOptions) => Promise<readonly Float32Array[]>;
  /** Looks at every document of the index version. Throws WORKER_UNAVAILABLE or DEADLINE_EXCEEDED. */
  readonly nearest: (request: NearestRequest, options: WorkOptions) => Promise<Nearest>;
  /** One outcome a text, in order; never throws: what is not there at the deadline is `missed`. */
  readonly score: (query: string, texts: readonly string[], options: WorkOptions) => Promise<readonly ScoreOutcome[]>;
  /** What the model reads in each text, in order. Throws WORKER_UNAVAILABLE or DEADLINE_EXCEEDED. */
  readonly understand: (texts: readonly string[], options: WorkOptions) => Promise<readonly TextReading[]>;
  /** Item vectors [slots * dimensions] a text, of the model `item-encoder`. Throws WORKER_UNAVAILABLE or DEADLINE_EXCEEDED. */
  readonly encodeItems: (texts: readonly string[], options: WorkOptions) => Promise<readonly Float32Array[]>;
  /** The same as `score` with the packed ranker: one outcome a position. */
  readonly scoreItems: (query: string, items: ItemsRequest, options: WorkOptions) => Promise<readonly ScoreOutcome[]>;
  /** Has every ready worker of `ebr`, and those of `slm` when it has item vectors, load an index version before searches name it. */
  readonly prepareIndex: (vertical: Vertical, indexVersion: string, hasItems?: boolean) => Promise<void>;
  /** In items that the ranker reads, where one is named. */
  readonly load: (pool: PoolName, ranker?: 'packed' | 'full-text') => PoolLoad;
  readonly status: () => readonly WorkerStatus[];
  /** Lets running batches end, then ends the processes. */
  readonly close: () => Promise<void>;
}
