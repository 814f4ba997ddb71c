/** The ranker's word on one query and one document, or why there is none. */
import type { BatchTimes } from '../../gpu-workers/pools.ts';

export type PairScore =
  | {
      readonly kind: 'scored';
      /** [objectives], each 0..1; the first is p_yes. */
      readonly scores: Float32Array;
      readonly isCached: boolean;
      /** Null for cached ones. */
      readonly batch: BatchTimes | null;
    }
  | { readonly kind: 'missed'; readonly reason: 'deadline' | 'caller' | 'worker' | 'refused' | 'shed' };
