/** What models made of documents while an ingest runs: one that was broken off goes on without computing it again. */

export interface EmbeddingKey {
  /** Of the encoder, or of the item vectors. */
  readonly encoderVersion: string;
  readonly documentVersion: string;
}

export interface EmbeddingStore {
  /** The bytes that a segment keeps of it, or null. */
  readonly get: (key: EmbeddingKey) => Uint8Array | null;
  readonly putMany: (entries: readonly { readonly key: EmbeddingKey; readonly vector: Uint8Array }[]) => Promise<void>;
  /** After a published version, whose segment holds the vectors. */
  readonly clear: () => Promise<void>;
}
