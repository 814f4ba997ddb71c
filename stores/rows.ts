/** Small rows of JSON that members leave behind (events, saved searches, preferences), sums over them, and API keys; one owner's rows lie together. */

import { stableId } from '../runtime/ids.ts';

export type RowTable =
  | 'events'
  | 'searches'
  | 'seen'
  | 'saved-searches'
  | 'preferences'
  | 'popularity'
  | 'keys'
  | 'erasures';

/** Rows that are read, listed and erased together. */
export interface RowScope {
  readonly table: RowTable;
  /** `memberKey()`, or the name of a sum. */
  readonly owner: string;
}

export interface Row {
  readonly key: string;
  /** As it was put: JSON. */
  readonly value: unknown;
}

/** Rows stay until they are removed; stores/row-lifetimes.ts says which are removed when. */
export interface RowStore {
  /** Null when the key is not there. */
  readonly get: (scope: RowScope, key: string) => Promise<unknown>;
  /** In no order. */
  readonly list: (scope: RowScope) => Promise<readonly Row[]>;
  readonly put: (scope: RowScope, key: string, value: unknown) => Promise<void>;
  /** False, and nothing is written, when the key is there already; of several at once exactly one is true. */
  readonly putNew: (scope: RowScope, key: string, value: unknown) => Promise<boolean>;
  /** False when the key was not there. */
  readonly remove: (scope: RowScope, key: string) => Promise<boolean>;
  /** Adds to a number; an absent one is 0. None of several at once is lost. */
  readonly add: (scope: RowScope, key: string, amount: number) => Promise<void>;
  /** Answers how many rows there were. */
  readonly clear: (scope: RowScope) => Promise<number>;
  /** Owners with a row in the table. */
  readonly owners: (table: RowTable) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** One member of one tenant; ids of both are text of any kind. */
export function memberKey({ tenant, id }: { readonly tenant: string; readonly id: string }): string {
  return JSON.stringify([tenant, id]);
}

/** A member in what others may come to read (records, caches): the same every time, and no id. */
export const memberName = (member: Parameters<typeof memberKey>[0]): string => stableId(memberKey(member));
