/** What a member asked goes from stores and memory when they are erased; what others asked stays. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createErasureWatch } from '../../search/forget-erased.ts';
import { searchRecordOf } from '../../search/records.ts';
import { runSearch } from '../../search/search.ts';
import { tellErasure } from '../../stores/erasures.ts';
import { createTestSearch, jobRequest } from '../helpers/test-search.ts';

const ADA = { id: 'ada', tenant: 'public', scopes: ['jobs:read'] };
const BO = { ...ADA, id: 'bo' };

it('forgets records, texts of the semantic cache and memory within seconds, once, and nothing that was asked later', async () => {
  const test = await createTestSearch();
  const search = async (caller: typeof ADA, text: string): Promise<string> => {
    const { searchId } = await runSearch(jobRequest(text), test.context({ caller }));
    await nextTurn();
    return searchId;
  };
  const isKnown = async (searchId: string): Promise<boolean> =>
    (await searchRecordOf(searchId, test.context({ caller: ADA }))) !== null;
  const fromCache = async (text: string): Promise<boolean> => {
    const record = await searchRecordOf(await search(BO, text), test.context({ caller: BO }));
    return record?.understanding.fromCache ?? false;
  };
  const look = createErasureWatch(test.services);
  const [mine, theirs] = [await search(ADA, 'chef in lyon'), await search(BO, 'accountant in austin')];
  expect(await fromCache('chef in lyon')).toBe(true);
  await look();
  expect(await isKnown(mine)).toBe(true);

  await tellErasure(test.services.rows, ADA, test.clock.date().getTime());
  test.clock.advance(5_000);
  await look();
  expect([await isKnown(mine), await isKnown(theirs)]).toEqual([false, true]);
  expect(await fromCache('chef in lyon')).toBe(false);
  expect(await fromCache('accountant in austin')).toBe(true);

  const later = await search(ADA, 'nurse in leeds');
  test.clock.advance(5_000);
  await look();
  await createErasureWatch(test.services)();
  expect(await isKnown(later)).toBe(true);
});
