/** What a server and its process that indexes tell each other. */

import type { FeedWork, TaskChange } from '../ingest/apply-feed.ts';
import type { ErrorCode } from '../runtime/errors.ts';
import type { ItemLayout } from '../stores/item-vectors.ts';

/** What the vectors are called; the server has them computed. */
export interface FeedOrder {
  readonly dataDir: string;
  readonly work: FeedWork;
  readonly encoder: { readonly version: string; readonly dimensions: number };
  readonly items: ItemLayout | null;
}

/** An error of the table, or null for any other. */
export interface ToldError {
  readonly code: ErrorCode | null;
  readonly message: string;
}

export type Wanted = 'encoder' | 'items';

export type FromFeedProcess =
  | { readonly kind: 'vectors'; readonly id: number; readonly wanted: Wanted; readonly texts: readonly string[] }
  | { readonly kind: 'change'; readonly change: TaskChange }
  | { readonly kind: 'end'; readonly error: ToldError | null };

export type ToFeedProcess =
  | { readonly kind: 'order'; readonly order: FeedOrder }
  | { readonly kind: 'vectors'; readonly id: number; readonly vectors: readonly Float32Array[] }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ToldError };
