/** What serves, and from what: the answer to Query.service. */

import type { IndexStore } from '../stores/index-snapshots.ts';

export interface ServiceInfo {
  readonly version: string;
  readonly schemaHash: string;
  /** Versions of jobs and people, in this order, joined by a plus sign. */
  readonly indexVersion: string;
  /** When the newer of them was published; null when neither says. */
  readonly indexedAt: string | null;
  readonly rankerVersion: string;
}

/** Throws INDEX_MISSING when nothing was published. */
export function serviceInfo(
  indexes: IndexStore,
  fixed: Pick<ServiceInfo, 'version' | 'schemaHash' | 'rankerVersion'>,
): ServiceInfo {
  const snapshots = [indexes.current('jobs'), indexes.current('people')];
  const dates = snapshots.flatMap((snapshot) => (snapshot.indexedAt === null ? [] : [snapshot.indexedAt]));
  const newest = dates.reduce<string | null>(
    (latest, date) => (latest && Date.parse(latest) > Date.parse(date) ? latest : date),
    null,
  );
  return { ...fixed, indexVersion: snapshots.map((snapshot) => snapshot.version).join('+'), indexedAt: newest };
}
