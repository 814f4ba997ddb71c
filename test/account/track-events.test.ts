/** What is kept of events, and how much one call may have the server do. */

import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { trackEvents } from '../../account/track-events.ts';
import type { ActivityEvent } from '../../stores/activity.ts';
import { popularityAt } from '../../stores/popularity.ts';
import { memberKey, type RowTable } from '../../stores/rows.ts';
import { createMemoryRows } from '../../stores/rows-memory.ts';

const NOW_MS = Date.UTC(2026, 0, 15);
const TABLES = ['events', 'searches', 'seen', 'popularity'] as const satisfies readonly RowTable[];
const SEARCH = { searchId: 's', vertical: 'jobs', qid: 'q', text: 'nurse' };
const known = { search: async () => SEARCH, isDocument: async () => true };
const ids = (count: number, name = 'd') => Array.from({ length: count }, (_, index) => `${name}${index}`);
const event = (eventId: string, more: Partial<ActivityEvent> = {}): ActivityEvent => ({
  eventId,
  kind: 'VIEW',
  searchId: null,
  documentIds: ['d0'],
  position: null,
  occurredAt: new Date(NOW_MS).toISOString(),
  ...more,
});

function world(isStranger: boolean) {
  const rows = createMemoryRows();
  const member = memberKey(isStranger ? { tenant: '', id: 'anonymous' } : { tenant: 'acme', id: 'm' });
  const track = (events: readonly ActivityEvent[], things = known) =>
    trackEvents(events, things, { member, isStranger, rows, nowMs: NOW_MS });
  const rowCount = async (table: RowTable): Promise<number> => {
    const lists = await Promise.all((await rows.owners(table)).map((owner) => rows.list({ table, owner })));
    return lists.flat().length;
  };
  const counts = async () =>
    Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, await rowCount(table)])));
  return { rows, track, counts };
}

describe('of events of strangers', () => {
  it('nothing is kept but what popularity counts, each document once for all of them', async () => {
    const { rows, track, counts } = world(true);
    const kinds = ['VIEW', 'VIEW', 'IMPRESSION', 'BOOKMARK', 'DISMISS'] as const;
    const events = kinds.map((kind, index) => event(`e${index}`, { kind, searchId: 's', documentIds: ['d0', 'd1'] }));
    expect(await track(events)).toMatchObject({ acceptedCount: 5, duplicateCount: 0 });
    expect(await counts()).toEqual({ events: 0, searches: 0, seen: 2, popularity: 2 });
    expect(await track(events)).toMatchObject({ acceptedCount: 5 });
    expect(await counts()).toEqual({ events: 0, searches: 0, seen: 2, popularity: 2 });
    expect((await popularityAt(rows, NOW_MS)).get('d0')).toBeCloseTo(1);
  });

  it('twenty are taken, of twenty documents each', async () => {
    const { track } = world(true);
    const many = (count: number) => ids(count, 'e').map((id) => event(id));
    expect(await track(many(20))).toMatchObject({ acceptedCount: 20, userErrors: [] });
    expect(await track(many(21))).toMatchObject({ acceptedCount: 0, userErrors: [{ code: 'TOO_MANY' }] });
    expect(await track([event('a', { documentIds: ids(20) })])).toMatchObject({ acceptedCount: 1 });
    const over = await track([event('b', { documentIds: ids(21) })]);
    expect(over.userErrors[0]?.message).toContain('20 entries, got 21');
  });
});

describe('of events of a member', () => {
  it('all is kept, once', async () => {
    const { track, counts } = world(false);
    const events = [event('a', { searchId: 's', kind: 'DISMISS' }), event('b'), event('b')];
    expect(await track(events)).toMatchObject({ acceptedCount: 2, duplicateCount: 1 });
    expect(await counts()).toEqual({ events: 2, searches: 1, seen: 2, popularity: 1 });
  });

  it('hundred are taken, of hundred documents each', async () => {
    const { track } = world(false);
    expect(await track(ids(100, 'e').map((id) => event(id)))).toMatchObject({ acceptedCount: 100 });
    expect(await track([event('a', { documentIds: ids(100) })])).toMatchObject({ acceptedCount: 1 });
    expect(await track([event('b', { documentIds: ids(101) })])).toMatchObject({ userErrors: [{ code: 'TOO_MANY' }] });
  });

  it('no more than a hundred documents are looked up or written before others have their turn', async () => {
    const { track } = world(false);
    let [inTurn, most, isOver] = [0, 0, false];
    const counting = {
      ...known,
      isDocument: async () => {
        most = Math.max(most, ++inTurn);
        return true;
      },
    };
    const others = async (): Promise<void> => {
      for (; !isOver; inTurn = 0) await setImmediate();
    };
    const beside = others();
    const answer = await track(
      ids(19, 'e').map((id) => event(id, { documentIds: ids(60, id) })),
      counting,
    );
    isOver = true;
    await beside;
    expect([answer.acceptedCount, most]).toEqual([19, 60]);
  });

  it('those that are refused are told where they stand, whichever turn they came in', async () => {
    const { track } = world(false);
    const events = ids(5, 'e').map((id, index) =>
      event(id, { documentIds: ids(90), position: index === 3 ? 0 : null }),
    );
    expect(await track(events)).toMatchObject({
      acceptedCount: 4,
      userErrors: [{ code: 'INVALID', field: ['events', '3', 'position'] }],
    });
  });
});
