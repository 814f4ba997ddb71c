/** What runs the models inside a worker: texts to vectors and readings, pairs to scores, query vectors to the nearest rows. */

import type { TextReading } from '../../models/understanding.ts';
import type { TextRole } from '../pools.ts';
import type { BackendTimes, Scores } from './answers.ts';
import type { PackedRanker } from './packed.ts';

export interface Pair {
  readonly query: string;
  readonly text: string;
}

export interface Embeddings extends BackendTimes {
  readonly dimensions: number;
  /** [texts, dimensions], unit rows. */
  readonly vectors: Float32Array;
}

export interface Readings extends BackendTimes {
  /** One a text, in order. */
  readonly readings: readonly TextReading[];
}

/** Rows to search in, made once per index version. */
export interface Matrix {
  readonly size: number;
  readonly dimensions: number;
  /**
   * The k best rows of each query by cosine, best first.
   * queries [count, dimensions] unit rows; k ≤ size; result rows [count, k] and cosines [count, k].
   * `mask` has one byte a row, 0 takes the row out; what is missing then is (row −1, cosine −Infinity).
   */
  readonly nearest: (queries: Float32Array, k: number, mask: Uint8Array | null) => Promise<NearestRows>;
}

export interface NearestRows {
  readonly rows: Int32Array;
  readonly cosines: Float32Array;
}

export interface Backend {
  readonly name: string;
  /** Numbers of one embedding. */
  readonly dimensions: number;
  readonly embed: (texts: readonly string[], roles: readonly TextRole[]) => Promise<Embeddings>;
  readonly score: (pairs: readonly Pair[]) => Promise<Scores>;
  readonly understand: (texts: readonly string[]) => Promise<Readings>;
  /** Null where no packed ranker is there. */
  readonly packed: PackedRanker | null;
  /** vectors [size, dimensions], unit rows; the backend may keep the array. */
  readonly loadMatrix: (vectors: Float32Array, size: number, dimensions: number) => Promise<Matrix>;
  readonly close: () => Promise<void>;
}
