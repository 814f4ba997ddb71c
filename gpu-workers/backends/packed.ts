/** What a backend with a packed ranker offers: texts to item vectors, and queries with item vectors to scores. */

import type { ItemVectors } from '../../stores/item-vectors.ts';
import type { BackendTimes, Scores } from './answers.ts';

export interface EncodedItems extends BackendTimes {
  /** [texts, slots, dimensions] */
  readonly vectors: Float32Array;
}

export interface PackedBatch {
  readonly queries: readonly string[];
  /** [items]: the place of each item's query. */
  readonly queryOf: Int32Array;
  readonly items: ItemVectors;
}

/** One query's items with the scores [items, objectives] that a healthy model gives them. */
export interface PackedProbe {
  readonly batch: PackedBatch;
  readonly scores: Float32Array;
}

export interface PackedRanker {
  /** Vectors an item. */
  readonly slots: number;
  /** Numbers a vector. */
  readonly dimensions: number;
  readonly encode: (texts: readonly string[]) => Promise<EncodedItems>;
  /** One pass over all items of all queries: p of yes, click and apply. */
  readonly score: (batch: PackedBatch) => Promise<Scores>;
  /** Null when the ranker was proved as it was opened. */
  readonly probe: () => Promise<PackedProbe | null>;
}
