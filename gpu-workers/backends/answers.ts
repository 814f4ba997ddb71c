/** What every backend says beside its numbers: where the time went, and how scores are laid out. */

/** Where the time of one call went, in milliseconds. */
export interface BackendTimes {
  readonly tokenizeMs: number;
  readonly computeMs: number;
}

export interface Scores extends BackendTimes {
  /** Numbers a pair; the first is p_yes. */
  readonly objectives: number;
  /** [pairs, objectives], each 0..1. */
  readonly scores: Float32Array;
}
