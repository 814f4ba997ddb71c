/** A document that retrieval returned, by its position in the index version. */
export interface Candidate {
  readonly position: number;
  /** Fused retrieval score; 0 when browsing. */
  readonly score: number;
}
