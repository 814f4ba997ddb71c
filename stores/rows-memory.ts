/** Rows in memory; for tests. */

import type { RowScope, RowStore } from './rows.ts';

export function createMemoryRows(): RowStore {
  const tables = new Map<string, Map<string, unknown>>();
  const nameOf = ({ table, owner }: RowScope): string => `${table} ${owner}`;
  const rowsOf = (scope: RowScope): Map<string, unknown> => {
    const rows = tables.get(nameOf(scope)) ?? new Map<string, unknown>();
    tables.set(nameOf(scope), rows);
    return rows;
  };
  const put = async (scope: RowScope, key: string, value: unknown): Promise<void> => {
    rowsOf(scope).set(key, structuredClone(value));
  };
  return {
    get: async (scope, key) => rowsOf(scope).get(key) ?? null,
    list: async (scope) => [...rowsOf(scope)].map(([key, value]) => ({ key, value })),
    put,
    putNew: async (scope, key, value) => {
      if (rowsOf(scope).has(key)) return false;
      await put(scope, key, value);
      return true;
    },
    remove: async (scope, key) => rowsOf(scope).delete(key),
    add: async (scope, key, amount) => put(scope, key, Number(rowsOf(scope).get(key) ?? 0) + amount),
    clear: async (scope) => {
      const { size } = rowsOf(scope);
      tables.delete(nameOf(scope));
      return size;
    },
    owners: async (table) =>
      [...tables]
        .filter(([name, rows]) => name.startsWith(`${table} `) && rows.size > 0)
        .map(([name]) => name.slice(table.length + 1)),
    close: async () => undefined,
  };
}
