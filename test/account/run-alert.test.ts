/** An alert tells each document once and loses none, however runs break off, come together or see an older index. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Alert, runAlert, stateOf } from '../../account/run-alert.ts';
import { ALERT_TABLES, type AlertList, putAlertState, toldWithout, unknownState } from '../../stores/alerts.ts';
import type { RowStore } from '../../stores/rows.ts';
import { createMemoryRows } from '../../stores/rows-memory.ts';
import { type SavedSearch, savedSearchScope } from '../../stores/saved-searches.ts';
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts';

const HOUR_MS = 60 * 60 * 1_000;
const MEMBER = { tenant: 't', id: 'ada' };
const SAVED = { id: 's', name: 'n', alert: 'INSTANT', createdAt: '', record: {} } as unknown as SavedSearch;
const ALERT: Alert = { member: MEMBER, saved: SAVED };

/** What happens: postings come, one goes, a run ends well, breaks off at its nth write, or two run at once. */
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('come' as const), count: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ kind: fc.constant('go' as const) }),
    fc.record({ kind: fc.constant('run' as const) }),
    fc.record({ kind: fc.constant('broken run' as const), writes: fc.integer({ min: 0, max: 5 }) }),
    fc.record({ kind: fc.constant('two runs' as const) }),
  ),
  { maxLength: 25 },
);

/** A store that counts who was told, and of whose writes only the first few happen. */
function watched(rows: RowStore, told: Map<string, number>, writes = Number.POSITIVE_INFINITY): RowStore {
  let left = writes;
  const write = (): void => {
    if (left-- <= 0) throw new Error('killed');
  };
  return {
    ...rows,
    put: async (...args) => {
      write();
      return rows.put(...args);
    },
    putNew: async (scope, key, value) => {
      write();
      const isNew = await rows.putNew(scope, key, value);
      if (isNew) told.set(key, (told.get(key) ?? 0) + 1);
      return isNew;
    },
  };
}

function listOf(documents: ReadonlyMap<string, number>): AlertList {
  const newest = [...documents].map(([id, dateMs]) => ({ id, dateMs })).reverse();
  return { indexVersion: String(documents.size), documents: newest, isCut: false };
}

const run = async (rows: RowStore, clock: ManualClock, documents: ReadonlyMap<string, number>): Promise<void> => {
  const list = listOf(documents);
  const places = { rows, clock, listOf: async () => list, hasWebhook: false };
  await runAlert(ALERT, await stateOf(ALERT, rows), places);
};

it('tells each document exactly once that was there at a run that ended well', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (happened) => {
      const [rows, clock] = [createMemoryRows(), manualClock()];
      const told = new Map<string, number>();
      const documents = new Map<string, number>([['old', clock.nowMs() - HOUR_MS]]);
      const expected = new Set<string>();
      await rows.put(savedSearchScope(MEMBER), SAVED.id, SAVED);
      await putAlertState(rows, MEMBER, SAVED.id, { ...unknownState(clock.nowMs()), ids: ['old'] });
      let made = 0;
      const note = (): void => {
        for (const id of documents.keys()) if (id !== 'old') expected.add(`s ${id}`);
      };
      for (const step of happened) {
        clock.advance(HOUR_MS);
        if (step.kind === 'come')
          for (let count = 0; count < step.count; count++) documents.set(`d${made++}`, clock.nowMs());
        if (step.kind === 'go') documents.delete([...documents.keys()].at(-1) ?? '');
        if (step.kind === 'broken run')
          await run(watched(rows, told, step.writes), clock, documents).catch((error: Error) => {
            expect(error.message).toBe('killed');
          });
        if (step.kind === 'run' || step.kind === 'two runs') {
          const both = step.kind === 'run' ? [1] : [1, 2];
          await Promise.all(both.map(() => run(watched(rows, told), clock, documents)));
          note();
        }
      }
      await run(watched(rows, told), clock, documents);
      note();
      for (const id of expected) expect(told.get(id)).toBe(1);
      for (const [id, times] of told) expect([id, times]).toEqual([id, 1]);
      expect(told.has('s old')).toBe(false);
      const shown = (await toldWithout('alerts-seen', rows, MEMBER)).get('s') ?? [];
      expect(shown.map(({ documentId }) => `s ${documentId}`).sort()).toEqual([...told.keys()].sort());
    }),
    { numRuns: 300 },
  );
});

it('tells no older match that comes into a list which was cut before it', async () => {
  const [rows, clock] = [createMemoryRows(), manualClock()];
  await rows.put(savedSearchScope(MEMBER), SAVED.id, SAVED);
  const at = (hours: number) => clock.nowMs() - hours * HOUR_MS;
  const lists: AlertList[] = [
    { indexVersion: '1', documents: [{ id: 'a', dateMs: at(1) }], isCut: true },
    {
      indexVersion: '2',
      documents: [
        { id: 'older', dateMs: at(2) },
        { id: 'dateless', dateMs: null },
      ],
      isCut: false,
    },
  ];
  for (const list of lists) {
    const places = { rows, clock, listOf: async () => list, hasWebhook: false };
    expect(await runAlert(ALERT, await stateOf(ALERT, rows), places)).toBe(0);
  }
});

it('leaves nothing of a saved search that was deleted while it ran', async () => {
  const [rows, clock] = [createMemoryRows(), manualClock()];
  const list = listOf(new Map([['new', clock.nowMs() + 1]]));
  const places = { rows, clock, listOf: async () => list, hasWebhook: false };
  expect(await runAlert(ALERT, unknownState(0), places)).toBeNull();
  expect(await Promise.all(ALERT_TABLES.map((table) => rows.owners(table)))).toEqual(ALERT_TABLES.map(() => []));
});
