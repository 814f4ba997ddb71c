/** Items that took workers down twice and alone, remembered for a while so that nobody runs them again. */

import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { WorkItem } from './work-items.ts';

export interface Refusals {
  readonly add: (item: WorkItem) => void;
  /** For items that a broken worker had refused. */
  readonly forgive: (items: readonly WorkItem[]) => void;
  readonly has: (item: WorkItem) => boolean;
}

const MAX_REFUSED = 1_000;
/** Long enough against a repeated search, short enough when the machine was at fault. */
const REFUSED_MS = 10 * 60_000;

export function createRefusals(): Refusals {
  const known = new LRUCache<string, true>({ max: MAX_REFUSED, ttl: REFUSED_MS });
  return {
    add: (item) => void known.set(keyOf(item), true),
    forgive: (items) => {
      if (known.size > 0) for (const item of items) known.delete(keyOf(item));
    },
    // Nothing is hashed as long as nothing was ever refused.
    has: (item) => known.size > 0 && known.has(keyOf(item)),
  };
}

function keyOf(item: WorkItem): string {
  return createHash('sha256').update(JSON.stringify(item)).digest('base64url');
}
