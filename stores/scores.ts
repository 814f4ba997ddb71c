/** The score cache's store: p's under a key that names everything they depend on. */

/** `documentId` and `documentVersion` are apart so that one scope key serves a whole batch. */
export interface ScoreKey {
  readonly documentId: string;
  readonly documentVersion: string;
}

export interface ScoreStore {
  /**
   * One multi-get. `scope` = hash of (tenant, member scope, model version, prompt version, normalised query).
   * Answers one entry a key: the p's of all objectives, or null.
   */
  readonly getMany: (scope: string, keys: readonly ScoreKey[]) => Promise<readonly (Float32Array | null)[]>;
  /** One pipeline; only real scores, never failures. Expires after the store's time to live, with jitter. */
  readonly putMany: (
    scope: string,
    entries: readonly { readonly key: ScoreKey; readonly scores: Float32Array }[],
  ) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How long a score is kept: `ttlMs` less a random part of it, so that scores written together do not end together. */
export interface ScoreLifetime {
  readonly ttlMs: number;
  /** 0..1, for example Math.random. */
  readonly jitter: () => number;
}

/** At most this share of the time to live is taken off. */
const JITTER_SHARE = 0.1;

export function lifetimeMs({ ttlMs, jitter }: ScoreLifetime): number {
  return ttlMs * (1 - JITTER_SHARE * jitter());
}
