/** An alert tells each document that fits once and loses none, however runs break off, come together, or have time to read. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Alert, isDue, runAlert, stateOf } from '../../account/run-alert.ts';
import {
  ALERT_TABLES,
  type AlertList,
  type AlertSearch,
  putAlertState,
  stateAfter,
  toldWithout,
  unknownState,
} from '../../stores/alerts.ts';
import type { RowStore } from '../../stores/rows.ts';
import { createMemoryRows } from '../../stores/rows-memory.ts';
import { type SavedSearch, savedSearchScope } from '../../stores/saved-searches.ts';
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts';

const HOUR_MS = 60 * 60 * 1_000;
const MEMBER = { tenant: 't', id: 'ada' };
const SAVED = { id: 's', name: 'n', alert: 'INSTANT', createdAt: '', record: {} } as unknown as SavedSearch;
const ALERT: Alert = { member: MEMBER, saved: SAVED };
const STAYS = new AbortController().signal;

/** How many documents the ranker has time for; none: it is away. */
const reads = fc.integer({ min: 0, max: 3 });

/** What happens: postings come, of which some fit, one goes, a run ends, breaks off at its nth write or as its process stops, or two run at once. */
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('come' as const), fit: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }) }),
    fc.record({ kind: fc.constant('go' as const) }),
    fc.record({ kind: fc.constant('run' as const), reads }),
    fc.record({ kind: fc.constant('broken run' as const), reads, writes: fc.integer({ min: 0, max: 5 }) }),
    fc.record({ kind: fc.constant('stopped run' as const), reads, when: fc.constantFrom('search', 'read', 'write') }),
    fc.record({ kind: fc.constant('two runs' as const), reads, others: reads }),
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

interface Posting {
  readonly dateMs: number;
  readonly fits: boolean;
}

function searchIn(postings: ReadonlyMap<string, Posting>, most: number): AlertSearch {
  const documents = [...postings].map(([id, { dateMs }]) => ({ id, dateMs })).reverse();
  return {
    list: { indexVersion: String(postings.size), documents, isCut: false },
    read: async (ids) => {
      const found = ids.filter((id) => postings.has(id));
      if (found.length > 0 && most === 0) throw new Error('away');
      const fitting = found.slice(0, most).filter((id) => postings.get(id)?.fits);
      return { fitting, unread: found.slice(most) };
    },
  };
}

/** Finds that all fit. */
const searchOf = (list: AlertList): AlertSearch => ({
  list,
  read: async (ids) => ({ fitting: ids, unread: [] }),
});

/** Resolves with what it read and fits; with nothing when it broke off. */
async function run(
  rows: RowStore,
  clock: ManualClock,
  postings: ReadonlyMap<string, Posting>,
  most = Number.POSITIVE_INFINITY,
  signal = STAYS,
  at: (when: string) => void = () => undefined,
): Promise<readonly string[]> {
  let fitting: readonly string[] = [];
  const search = async (): Promise<AlertSearch> => {
    const { list, read } = searchIn(postings, most);
    at('search');
    return {
      list,
      read: async (ids) => {
        const reading = await read(ids);
        fitting = reading.fitting;
        at('read');
        return reading;
      },
    };
  };
  try {
    await runAlert(ALERT, await stateOf(ALERT, rows), { rows, clock, search, hasWebhook: false, signal });
    return fitting;
  } catch (error) {
    expect((error as Error).message).toMatch(/^(killed|away|stopping)$/);
    return [];
  }
}

/** What it has read tells nothing, and what it has begun to tell it tells to the end. */
async function stoppedRun(
  rows: RowStore,
  clock: ManualClock,
  postings: ReadonlyMap<string, Posting>,
  { reads: most, when }: { readonly reads: number; readonly when: string },
): Promise<void> {
  const ending = new AbortController();
  const stopAt = (now: string): void => {
    if (now === when) ending.abort(new Error('stopping'));
  };
  let wrote = 0;
  const counting: RowStore = {
    ...rows,
    putNew: async (...args) => {
      wrote += 1;
      stopAt('write');
      return rows.putNew(...args);
    },
  };
  const fitting = await run(counting, clock, postings, most, ending.signal, stopAt);
  expect(wrote === 0 || when === 'write').toBe(true);
  expect(wrote).toBe(fitting.length);
}

it('tells each document that fits exactly once when a run read it that ended well, and reads all that stays', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (happened) => {
      const [rows, clock] = [createMemoryRows(), manualClock()];
      const told = new Map<string, number>();
      const postings = new Map<string, Posting>([['old', { dateMs: clock.nowMs() - HOUR_MS, fits: true }]]);
      const expected = new Set<string>();
      const unfit = new Set<string>();
      await rows.put(savedSearchScope(MEMBER), SAVED.id, SAVED);
      await putAlertState(rows, MEMBER, SAVED.id, { ...unknownState(clock.nowMs()), ids: ['old'] });
      const note = (ids: readonly string[]): void => ids.forEach((id) => void expected.add(`s ${id}`));
      let made = 0;
      for (const step of happened) {
        clock.advance(HOUR_MS);
        if (step.kind === 'come')
          for (const fits of step.fit) {
            if (!fits) unfit.add(`s d${made}`);
            postings.set(`d${made++}`, { dateMs: clock.nowMs(), fits });
          }
        if (step.kind === 'go') postings.delete([...postings.keys()].at(-1) ?? '');
        if (step.kind === 'broken run') await run(watched(rows, told, step.writes), clock, postings, step.reads);
        if (step.kind === 'run') note(await run(watched(rows, told), clock, postings, step.reads));
        if (step.kind === 'stopped run') await stoppedRun(watched(rows, told), clock, postings, step);
        if (step.kind === 'two runs') {
          const both = [step.reads, step.others].map((most) => run(watched(rows, told), clock, postings, most));
          note((await Promise.all(both)).flat());
        }
      }
      note(await run(watched(rows, told), clock, postings));
      note([...postings].filter(([id, { fits }]) => fits && id !== 'old').map(([id]) => id));
      for (const id of expected) expect(told.get(id)).toBe(1);
      for (const [id, times] of told) expect([id, times, unfit.has(id)]).toEqual([id, 1, false]);
      expect(told.has('s old')).toBe(false);
      const shown = (await toldWithout('alerts-seen', rows, MEMBER)).get('s') ?? [];
      expect(shown.map(({ documentId }) => `s ${documentId}`).sort()).toEqual([...told.keys()].sort());
    }),
    { numRuns: 300 },
  );
});

it('asks for what waits until it was read, however old it is by then and whatever else is listed', async () => {
  const [rows, clock] = [createMemoryRows(), manualClock()];
  await rows.put(savedSearchScope(MEMBER), SAVED.id, SAVED);
  await putAlertState(rows, MEMBER, SAVED.id, unknownState(clock.nowMs()));
  const list: AlertList = { indexVersion: '1', documents: [{ id: 'a', dateMs: clock.nowMs() }], isCut: true };
  const asked: (readonly string[])[] = [];
  const unread = [['late'], []];
  const search = async (): Promise<AlertSearch> => ({
    list,
    read: async (ids) => {
      asked.push(ids);
      return { fitting: [], unread: unread.shift() ?? [] };
    },
  });
  for (const waiting of [1, 0, 0]) {
    const places = { rows, clock, search, hasWebhook: false, signal: STAYS };
    expect(await runAlert(ALERT, await stateOf(ALERT, rows), places)).toEqual({ told: 0, waiting });
    clock.advance(30 * 24 * HOUR_MS);
  }
  expect(asked).toEqual([['a'], ['late'], []]);
});

it('is due at once while something waits, unless nobody wants to hear of it', () => {
  const list: AlertList = { indexVersion: '1', documents: [], isCut: false };
  const dueAfter = (alert: SavedSearch['alert'], waiting: readonly string[]) =>
    isDue({ ...SAVED, alert }, stateAfter(list, 0, new Date(0).toISOString(), waiting), '1', HOUR_MS);
  expect([dueAfter('WEEKLY', ['a']), dueAfter('WEEKLY', []), dueAfter('NEVER', ['a'])]).toEqual([true, false, false]);
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
    const places = { rows, clock, search: async () => searchOf(list), hasWebhook: false, signal: STAYS };
    expect(await runAlert(ALERT, await stateOf(ALERT, rows), places)).toMatchObject({ told: 0 });
  }
});

it('leaves nothing of a saved search that was deleted while it ran', async () => {
  const [rows, clock] = [createMemoryRows(), manualClock()];
  const postings = new Map([['new', { dateMs: clock.nowMs() + 1, fits: true }]]);
  const places = { rows, clock, search: async () => searchIn(postings, 1), hasWebhook: false, signal: STAYS };
  expect(await runAlert(ALERT, unknownState(0), places)).toBeNull();
  expect(await Promise.all(ALERT_TABLES.map((table) => rows.owners(table)))).toEqual(ALERT_TABLES.map(() => []));
});
