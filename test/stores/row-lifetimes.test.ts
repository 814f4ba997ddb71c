/** Rows of members go when their time is over, and what lives as long as its member wants stays. */
import { expect, it } from 'vitest';
import { countDocument, popularityAt } from '../../stores/popularity.ts';
import { removeExpired } from '../../stores/row-lifetimes.ts';
import { createMemoryRows } from '../../stores/rows-memory.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const NOW_MS = Date.UTC(2026, 5, 1);

it('removes old events with the searches that only they name, what was seen, and sums of nothing', async () => {
  const rows = createMemoryRows();
  const owner = 'ada';
  const event = (key: string, searchId: string, days: number) =>
    rows.put({ table: 'events', owner }, key, { searchId, occurredAt: new Date(NOW_MS - days * DAY_MS).toISOString() });
  await event('old', 'only-old', 401);
  await event('older', 'both', 500);
  await event('new', 'both', 399);
  for (const searchId of ['only-old', 'both']) await rows.put({ table: 'searches', owner }, searchId, { searchId });
  await rows.put({ table: 'seen', owner }, 'views a', NOW_MS - 401 * DAY_MS);
  await rows.put({ table: 'seen', owner }, 'views b', NOW_MS - 399 * DAY_MS);
  await rows.put({ table: 'saved-searches', owner }, 's', { createdAt: '2020-01-01T00:00:00Z' });
  await rows.put({ table: 'preferences', owner }, 'all', { allowProfileUse: true });
  await countDocument(rows, { as: 'views', documentId: 'cold', atMs: NOW_MS - 141 * DAY_MS }, 1);
  await countDocument(rows, { as: 'views', documentId: 'warm', atMs: NOW_MS - 139 * DAY_MS }, 1);

  expect(await removeExpired(rows, NOW_MS)).toBe(5);
  const keysOf = async (table: 'events' | 'searches' | 'seen' | 'saved-searches' | 'preferences') =>
    (await rows.list({ table, owner })).map(({ key }) => key);
  expect(await keysOf('events')).toEqual(['new']);
  expect(await keysOf('searches')).toEqual(['both']);
  expect(await keysOf('seen')).toEqual(['views b']);
  expect([await keysOf('saved-searches'), await keysOf('preferences')]).toEqual([['s'], ['all']]);
  expect([...(await popularityAt(rows, NOW_MS)).keys()]).toEqual(['warm']);
  expect(await removeExpired(rows, NOW_MS)).toBe(0);
});
