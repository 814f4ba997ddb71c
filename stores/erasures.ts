/** Who asked to be forgotten, told to every process that may still remember: each forgets by itself what it alone has. */
import { memberName, type RowScope, type RowStore } from './rows.ts';

const SCOPE: RowScope = { table: 'erasures', owner: 'all' };

export interface Erasure {
  readonly askedBy: string;
  /** What was asked until then is forgotten. Milliseconds since 1970. */
  readonly untilMs: number;
}

export async function tellErasure(
  rows: RowStore,
  member: Parameters<typeof memberName>[0],
  nowMs: number,
): Promise<Erasure> {
  const askedBy = memberName(member);
  await rows.put(SCOPE, askedBy, nowMs);
  return { askedBy, untilMs: nowMs };
}

export async function erasures(rows: RowStore): Promise<readonly Erasure[]> {
  return (await rows.list(SCOPE)).map(({ key, value }) => ({ askedBy: key, untilMs: Number(value) }));
}
