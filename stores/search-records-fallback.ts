/** Search records in a store that processes share, and in one of this machine for the time in which the shared one is away. */

import type { SearchRecordStore } from './search-records.ts';
import { whenAway } from './when-away.ts';

/** A record is read wherever it was put: `local` is asked for what `shared` lacks. */
export function createFallbackSearchRecords(shared: SearchRecordStore, local: SearchRecordStore): SearchRecordStore {
  return {
    get: async (id) => (await whenAway(shared.get(id), () => null)) ?? local.get(id),
    put: (record) => whenAway(shared.put(record), () => local.put(record)),
    removeOf: async (askedBy, untilMs) => {
      // Not stood in for: who asks for an erasure has to hear that it did not happen.
      const counts = await Promise.all([shared.removeOf(askedBy, untilMs), local.removeOf(askedBy, untilMs)]);
      return counts[0] + counts[1];
    },
    close: async () => {
      await Promise.all([shared.close(), local.close()]);
    },
  };
}
