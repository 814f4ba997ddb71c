/** Useless answers of one worker, a task: so many in a row that the batches cannot be to blame. Pure state. */

import type { WorkItem } from './work-items.ts';

export interface Doubts {
  /** Notes a batch whose answer was useless. Null, or all items of the row once the worker is to blame. */
  readonly add: (task: string, items: readonly WorkItem[]) => readonly WorkItem[] | null;
  /** A good answer ends the row. */
  readonly clear: (task: string) => void;
}

/** One poisonous item gives three in a row at most: its batch twice, then the half it is in; a good half follows. */
const MOST_IN_ROW = 3;

export function createDoubts(): Doubts {
  const rows = new Map<string, readonly (readonly WorkItem[])[]>();
  return {
    add: (task, items) => {
      const row = [...(rows.get(task) ?? []), items];
      rows.set(task, row);
      return row.length > MOST_IN_ROW ? row.flat() : null;
    },
    clear: (task) => void rows.delete(task),
  };
}
