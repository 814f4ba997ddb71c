/** Vectors of documents while an ingest runs: one that was broken off goes on without computing them again. */

export interface EmbeddingKey {
  readonly encoderVersion: string;
  readonly documentVersion: string;
}

export interface EmbeddingStore {
  /** Unit row of half floats, or null. */
  readonly get: (key: EmbeddingKey) => Uint16Array | null;
  readonly putMany: (entries: readonly { readonly key: EmbeddingKey; readonly vector: Uint16Array }[]) => Promise<void>;
  /** After a published version, whose segment holds the vectors. */
  readonly clear: () => Promise<void>;
}
