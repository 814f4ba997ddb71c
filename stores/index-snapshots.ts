/** An index version as one process sees it: an immutable snapshot of one vertical, and the store that publishes new ones. */

import type { AttributeColumns } from './attributes.ts';
import type { Vertical } from './documents.ts';
import type { KeywordIndex } from './keyword-index.ts';
import type { PhrasesByPosition } from './phrase-files.ts';

export interface IndexSnapshot {
  readonly vertical: Vertical;
  /** Names the set of segments; everything that one search reads comes from one version. */
  readonly version: string;
  /** What it is made of. */
  readonly segments: readonly string[];
  readonly indexedAt: string | null;
  readonly encoderVersion: string;
  /** Of the item vectors in the workers of `slm`; null when the index has none. */
  readonly itemVersion: string | null;
  /** Positions are 0 to size - 1, the same in the workers of `ebr`; some may be of documents that no longer count. */
  readonly size: number;
  readonly documentCount: number;
  /** Document id by position; an id may stand at two of them, and `positionOf` tells the one that counts. */
  readonly ids: readonly string[];
  /** Document version by position. */
  readonly documentVersions: readonly string[];
  readonly positionOf: (documentId: string) => number | undefined;
  readonly attributes: AttributeColumns;
  readonly keywords: KeywordIndex;
  /** By position; absent where the index was made without them. */
  readonly phrases?: PhrasesByPosition;
}

export interface IndexStore {
  /** The newest version; throws INDEX_MISSING when nothing was published. */
  readonly current: (vertical: Vertical) => IndexSnapshot;
  /** A version that is still held (the newest and the one before it), so that open pages go on; else null. */
  readonly version: (vertical: Vertical, version: string) => IndexSnapshot | null;
  /**
   * Looks for versions that another process published and loads them. `prepare` runs before the switch
   * (workers load the new vectors there), so that no search waits for a load.
   */
  readonly refresh: (prepare: (snapshot: IndexSnapshot) => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
}
