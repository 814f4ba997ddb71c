/** Rows in lmdb: one table of the environment, the rows of a scope beside each other. */

import type { LmdbEnvironment } from './open-lmdb.ts';
import type { Row, RowScope, RowStore, RowTable } from './rows.ts';

type Key = [table: string, owner: string, key: string];

/** Sorts behind every text. */
const END = '\uffff';

export function createLmdbRows(environment: LmdbEnvironment): RowStore {
  const table = environment.openDB<unknown, Key>({ name: 'rows', encoding: 'json' });
  const at = ({ table: name, owner }: RowScope, key: string): Key => [name, owner, key];
  /** All reads of one turn see one state; other processes write too. */
  const afresh = (): void => table.resetReadTxn();
  const rowsOf = (scope: RowScope): readonly Row[] => {
    afresh();
    const range = table.getRange({ start: at(scope, ''), end: at(scope, END) });
    return [...range].map(({ key, value }) => ({ key: key[2], value }));
  };
  return {
    get: async (scope, key) => {
      afresh();
      return table.get(at(scope, key)) ?? null;
    },
    list: async (scope) => rowsOf(scope),
    put: async (scope, key, value) => {
      await table.put(at(scope, key), value);
    },
    putNew: (scope, key, value) => table.ifNoExists(at(scope, key), () => table.put(at(scope, key), value)),
    remove: (scope, key) =>
      table.transaction(() => {
        const isThere = table.get(at(scope, key)) !== undefined;
        if (isThere) table.remove(at(scope, key));
        return isThere;
      }),
    add: async (scope, key, amount) => {
      await table.transaction(() => {
        table.put(at(scope, key), Number(table.get(at(scope, key)) ?? 0) + amount);
      });
    },
    clear: (scope) =>
      table.transaction(() => {
        const rows = rowsOf(scope);
        for (const { key } of rows) table.remove(at(scope, key));
        return rows.length;
      }),
    owners: async (name) => ownersOf(name),
    close: async () => {
      await table.committed;
    },
  };

  /** Steps from owner to owner, whatever number of rows each has. */
  function ownersOf(name: RowTable): readonly string[] {
    afresh();
    const owners: string[] = [];
    let start: Key = [name, '', ''];
    for (;;) {
      const [next] = [...table.getKeys({ start, end: [name, END, ''], limit: 1 })];
      if (next === undefined) return owners;
      owners.push(next[1]);
      start = [name, next[1], END];
    }
  }
}
