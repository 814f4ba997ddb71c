/** How sought after documents are: views and applications, each worth half as much with every two weeks that pass. */

import { DAY_MS } from '../runtime/clock.ts';
import type { Acquaintance, SeenDocument } from './activity.ts';
import type { RowScope, RowStore } from './rows.ts';

const HALF_LIFE_MS = 14 * DAY_MS;
/**
 * Forward decay (Cormode et al. 2009): events weigh more the later they are, and a sum is divided by the weight of the
 * moment in which it is read. So adding is all that is ever done to a sum, in any order and from many processes. A number
 * has room for 1,023 half-lives after this day, 39 years.
 */
const START_MS = Date.UTC(2025, 0, 1);

/** An application says more than a look. A dismissal is a matter of the member's own. */
const COUNTED: Readonly<Record<Acquaintance, number>> = { views: 1, applies: 3, dismissals: 0 };

export const isCounted = (as: Acquaintance): boolean => COUNTED[as] > 0;

const sumsOf = (as: Acquaintance): RowScope => ({ table: 'popularity', owner: as });
const weightAt = (ms: number): number => 2 ** ((ms - START_MS) / HALF_LIFE_MS);

/** `times` is 1, or -1 to take back what was counted. */
export async function countDocument(
  rows: RowStore,
  { as, documentId, atMs }: SeenDocument,
  times: 1 | -1,
): Promise<void> {
  if (isCounted(as)) await rows.add(sumsOf(as), documentId, times * weightAt(atMs));
}

/** By document id: members who have looked and, three times, who have applied, as much as is left of each by now. */
export async function popularityAt(rows: RowStore, nowMs: number): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const as of ['views', 'applies'] as const) {
    for (const { key, value } of await rows.list(sumsOf(as)))
      counts.set(key, (counts.get(key) ?? 0) + (COUNTED[as] * Number(value)) / weightAt(nowMs));
  }
  return counts;
}

/** What is left of a single look after ten half-lives. */
const FORGOTTEN = 2 ** -10;

/** Removes sums of which nothing is left; answers how many. */
export async function forgetUnpopular(rows: RowStore, nowMs: number): Promise<number> {
  let removed = 0;
  for (const as of ['views', 'applies'] as const) {
    for (const { key, value } of await rows.list(sumsOf(as))) {
      if (Number(value) / weightAt(nowMs) < FORGOTTEN && (await rows.remove(sumsOf(as), key))) removed++;
    }
  }
  return removed;
}
