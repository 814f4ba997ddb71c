/** What runs the models inside a worker: texts to vectors and readings, pairs to scores, query vectors to the nearest rows. */

import type { TextReading } from '../../models/understanding.ts';
import type { CodedTile } from '../../stores/coded-tiles.ts';
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

/** Unit rows [size, dimensions] as half floats, little-endian: in memory, or in a file that the backend may map instead of reading. */
export interface VectorTable {
  readonly size: number;
  readonly dimensions: number;
  readonly rows: { readonly kind: 'memory'; readonly halfs: Uint16Array } | VectorFile;
}

export interface VectorFile {
  readonly kind: 'file';
  readonly path: string;
  /** Short codes of the rows, where the segment has them. */
  readonly codes: CodesFile | null;
}

export interface CodesFile {
  readonly path: string;
  readonly tiles: readonly CodedTile[];
}

/** What a search may find, and what each row's score is raised by. Searches that share one are compared by identity. */
export interface Selection {
  /** [size], added to the cosines; −Infinity takes a row out. */
  readonly bias: Float32Array;
  /** The rows that are left, rising; null when they are so many that scoring all is less work. */
  readonly rows: Int32Array | null;
}

/** Rows to search in, made once per segment. */
export interface Matrix {
  readonly size: number;
  readonly dimensions: number;
  /**
   * The k best rows of each query by cosine and bias, best first.
   * queries [count, dimensions] unit rows; k ≤ size; one selection a query, null for all rows as they are.
   * What is missing in the result [count, k] is the pair (row −1, score −Infinity).
   */
  readonly nearest: (
    queries: Float32Array,
    k: number,
    selections: readonly (Selection | null)[],
  ) => Promise<NearestRows>;
  /** Gives its memory back when searches that run have ended; nothing is asked of it afterwards. */
  readonly close: () => Promise<void>;
}

export interface NearestRows {
  readonly rows: Int32Array;
  readonly scores: Float32Array;
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
  readonly loadMatrix: (table: VectorTable) => Promise<Matrix>;
  readonly close: () => Promise<void>;
}
