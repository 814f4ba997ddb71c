/** Rows in a store that processes share, and in one of this machine for the time in which the shared one is away. */

import type { Row, RowStore } from './rows.ts';
import { whenAway } from './when-away.ts';

/** Rejects with STORE_UNAVAILABLE while `shared` is away, for work that would rather be done later than on a part of the rows. */
export const createWholeRows = (shared: RowStore, local: RowStore): RowStore =>
  createFallbackRows(shared, local, (answer) => answer);

/** A row is read, listed and removed wherever it was put: what came while `shared` was away stays in `local`. */
export function createFallbackRows(shared: RowStore, local: RowStore, standIn: typeof whenAway = whenAway): RowStore {
  return {
    get: async (scope, key) => (await standIn(shared.get(scope, key), () => null)) ?? local.get(scope, key),
    list: async (scope) => {
      const [own, common] = await Promise.all([local.list(scope), standIn(shared.list(scope), () => [])]);
      const rows = new Map(own.map((row) => [row.key, row]));
      for (const row of common) rows.set(row.key, joined(row, rows.get(row.key)));
      return [...rows.values()];
    },
    put: async (scope, key, value) => {
      const isShared = await standIn(
        shared.put(scope, key, value).then(() => true),
        () => false,
      );
      // A row of the time without the shared store would come back when that is away again.
      await (isShared ? local.remove(scope, key) : local.put(scope, key, value));
    },
    putNew: async (scope, key, value) => {
      if ((await local.get(scope, key)) !== null) return false;
      return standIn(shared.putNew(scope, key, value), () => local.putNew(scope, key, value));
    },
    remove: async (scope, key) => {
      const removed = await Promise.all([standIn(shared.remove(scope, key), () => false), local.remove(scope, key)]);
      return removed.includes(true);
    },
    add: (scope, key, amount) => standIn(shared.add(scope, key, amount), () => local.add(scope, key, amount)),
    clear: async (scope) => {
      // Not stood in for: who asks for an erasure has to hear that it did not happen.
      const counts = await Promise.all([shared.clear(scope), local.clear(scope)]);
      return counts[0] + counts[1];
    },
    owners: async (table) => {
      const lists = await Promise.all([standIn(shared.owners(table), () => []), local.owners(table)]);
      return [...new Set(lists.flat())];
    },
    close: async () => {
      await Promise.all([shared.close(), local.close()]);
    },
  };
}

/** Sums of both stores add up; of any other row the shared one is the newer. */
function joined(shared: Row, own: Row | undefined): Row {
  if (typeof shared.value !== 'number' || typeof own?.value !== 'number') return shared;
  return { key: shared.key, value: shared.value + own.value };
}
