/** Forgets a member: events, the searches they name, what was seen, saved searches with their alerts, preferences, and the part in popularity. */

import { seenDocuments } from '../stores/activity.ts';
import { tellErasure } from '../stores/erasures.ts';
import { countDocument } from '../stores/popularity.ts';
import { memberKey, type RowStore, type RowTable } from '../stores/rows.ts';

const TABLES = ['events', 'searches', 'seen', 'saved-searches', 'preferences'] as const satisfies readonly RowTable[];

export type Erased = Readonly<Record<(typeof TABLES)[number], number>>;

/**
 * Rows that were erased by table; what servers remember of the member's searches they forget within seconds. Rejects with
 * STORE_UNAVAILABLE when a shared store is away; then it is to be done again.
 */
export async function eraseMember(
  rows: RowStore,
  member: Parameters<typeof memberKey>[0],
  nowMs: number,
): Promise<Erased> {
  const owner = memberKey(member);
  const seen = await seenDocuments(rows, owner);
  const counts = await Promise.all(TABLES.map(async (table) => [table, await rows.clear({ table, owner })] as const));
  for (const document of seen) await countDocument(rows, document, -1);
  await tellErasure(rows, member, nowMs);
  return Object.fromEntries(counts) as Erased;
}
