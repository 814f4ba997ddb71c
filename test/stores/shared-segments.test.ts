/** A segment is loaded once for all who want it, and given back once when nobody does. */
import { expect, it, vi } from 'vitest';
import { createSharedSegments } from '../../stores/shared-segments.ts';

it('loads a segment once, and gives it back once when it is not kept', async () => {
  const [load, drop] = [vi.fn(async (name: string) => name.toUpperCase()), vi.fn()];
  const { get, keepOnly } = createSharedSegments(load, drop);
  expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['A', 'A', 'B']);
  keepOnly(['b']);
  keepOnly(['b']);
  await vi.waitFor(() => expect(drop.mock.calls).toEqual([['A']]));
  await get('b');
  await get('a');
  expect(load.mock.calls).toEqual([['a'], ['b'], ['a']]);
});

it('tries a failed load again, and has nothing to give back of it', async () => {
  const drop = vi.fn();
  const load = vi.fn().mockRejectedValueOnce(new Error('broken')).mockResolvedValue('whole');
  const { get, keepOnly } = createSharedSegments<string>(load, drop);
  const failed = get('a');
  keepOnly([]);
  await expect(failed).rejects.toThrow('broken');
  expect(await get('a')).toBe('whole');
  expect(drop).not.toHaveBeenCalled();
});
