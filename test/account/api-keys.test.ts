/** API keys: shown once, kept as a hash, revoked for good, and known to servers while their store is away. */

import { describe, expect, it, vi } from 'vitest';
import { callerOfKey, createKey, listKeys, type NewKey, readKey, revokeKey } from '../../account/api-keys.ts';
import { createKeyRing } from '../../account/key-ring.ts';
import { TandemError } from '../../runtime/errors.ts';
import type { RowStore } from '../../stores/rows.ts';
import { createMemoryRows } from '../../stores/rows-memory.ts';
import { manualClock } from '../helpers/manual-clock.ts';

const NOW = new Date('2026-02-03T04:05:06Z');
const MADE: NewKey = { tenant: 'acme', scopes: ['jobs:read'], filter: null, budget: { requestsPerSecond: 5 } };

/** A store that can be taken away. */
function switchable(): { readonly store: RowStore; readonly set: (isAway: boolean) => void } {
  const rows = createMemoryRows();
  let isAway = false;
  const get: RowStore['get'] = async (scope, key) => {
    if (isAway) throw new TandemError('STORE_UNAVAILABLE', 'away');
    return rows.get(scope, key);
  };
  return {
    store: { ...rows, get },
    set: (next) => {
      isAway = next;
    },
  };
}

describe('an API key', () => {
  it('is stored without what its owner sends', async () => {
    const rows = createMemoryRows();
    const { key, id } = await createKey([rows], MADE, NOW);
    const stored = JSON.stringify(await rows.list({ table: 'keys', owner: 'all' }));
    expect(key).toMatch(/^tk_[\w-]{48}$/);
    expect(stored).toContain(id);
    expect(stored).not.toContain(key);
    expect(stored).not.toContain(readKey(key)?.secret);
  });

  it('has an id that no command line takes for an option', async () => {
    const made = await Promise.all(Array.from({ length: 1_000 }, () => createKey([createMemoryRows()], MADE, NOW)));
    for (const { id, key } of made) {
      expect(id).toMatch(/^\w[\w-]{15}$/);
      expect(readKey(key)?.id).toBe(id);
    }
  });

  it('names its caller: tenant, scopes and budget', async () => {
    const rows = createMemoryRows();
    const { key, id } = await createKey([rows], MADE, NOW);
    const read = readKey(key);
    const [stored] = await listKeys([rows]);
    if (read === null || stored === undefined) throw new Error('expected a key');
    expect(callerOfKey(read, stored)).toEqual({
      id: `key:${id}`,
      tenant: 'acme',
      scopes: ['jobs:read'],
      budget: { requestsPerSecond: 5 },
    });
    expect(callerOfKey({ ...read, secret: `${read.secret.slice(1)}x` }, stored)).toBeNull();
  });

  it('that was revoked is nobody, also where another store has an older copy of it', async () => {
    const [shared, local] = [createMemoryRows(), createMemoryRows()];
    const { key, id } = await createKey([shared, local], MADE, NOW);
    await revokeKey([shared], id, NOW);
    const stored = await createKeyRing([shared, local], manualClock())(id);
    const read = readKey(key);
    if (read === null || stored === null) throw new Error('expected a key');
    expect(callerOfKey(read, stored)).toBeNull();
    expect((await listKeys([local, shared])).map(({ revokedAt }) => revokedAt)).toEqual([NOW.toISOString()]);
    expect((await listKeys([shared, local])).map(({ revokedAt }) => revokedAt)).toEqual([NOW.toISOString()]);
  });

  it('of an unknown id cannot be revoked', async () => {
    expect(await revokeKey([createMemoryRows()], 'nobody', NOW)).toBeNull();
  });
});

const KEYS = { table: 'keys', owner: 'all' } as const;

describe('a server', () => {
  it('hears of a revoked key within a second', async () => {
    const [rows, clock] = [createMemoryRows(), manualClock()];
    const find = createKeyRing([rows], clock);
    const { id } = await createKey([rows], MADE, NOW);
    expect((await find(id))?.revokedAt).toBeNull();
    await revokeKey([rows], id, NOW);
    clock.advance(1_000);
    expect((await find(id))?.revokedAt).toBe(NOW.toISOString());
  });

  it('goes on for ten minutes with a key that the store has lost or has garbage for, and revives none that was revoked', async () => {
    const [rows, clock] = [createMemoryRows(), manualClock()];
    const find = createKeyRing([rows], clock);
    const [lost, broken, revoked] = [
      await createKey([rows], MADE, NOW),
      await createKey([rows], MADE, NOW),
      await createKey([rows], MADE, NOW),
    ];
    await revokeKey([rows], revoked.id, NOW);
    for (const { id } of [lost, broken, revoked]) await find(id);
    for (const { id } of [lost, revoked]) await rows.remove(KEYS, id);
    await rows.put(KEYS, broken.id, { id: broken.id, hash: 'short' });
    clock.advance(9 * 60_000);
    expect((await find(lost.id))?.id).toBe(lost.id);
    expect((await find(broken.id))?.id).toBe(broken.id);
    expect((await find(revoked.id))?.revokedAt).toBe(NOW.toISOString());
    clock.advance(2 * 60_000);
    expect(await find(lost.id)).toBeNull();
    await expect(find(broken.id)).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
  });

  it('asks again for a key that it never saw when an answer is late', async () => {
    const rows = createMemoryRows();
    const { id } = await createKey([rows], MADE, NOW);
    const late = vi.fn(rows.get).mockRejectedValueOnce(new TandemError('STORE_UNAVAILABLE', 'late'));
    expect((await createKeyRing([{ ...rows, get: late }], manualClock())(id))?.id).toBe(id);
  });

  it('goes on with the keys it knew for ten minutes while the store is away, and refuses to guess about others', async () => {
    const [{ store, set }, clock] = [switchable(), manualClock()];
    const find = createKeyRing([store], clock);
    const [known, unknown] = [await createKey([store], MADE, NOW), await createKey([store], MADE, NOW)];
    await find(known.id);
    set(true);
    clock.advance(9 * 60_000);
    expect((await find(known.id))?.id).toBe(known.id);
    await expect(find(unknown.id)).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
    clock.advance(2 * 60_000);
    await expect(find(known.id)).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
    set(false);
    expect((await find(unknown.id))?.id).toBe(unknown.id);
  });
});
