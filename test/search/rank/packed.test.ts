/** Searches with the packed ranker send positions and read no text; scores are cached by ranker and item version. */
import { describe, expect, it } from 'vitest';
import type { PackedChoice, Rankers } from '../../../search/rank/rankers.ts';
import { relevanceOf } from '../../../search/rank/relevance.ts';
import { runSearch } from '../../../search/search.ts';
import { createTestSearch, jobRequest } from '../../helpers/test-search.ts';

const PACKED: PackedChoice = { kind: 'packed', version: 'ranker-1', itemVersion: 'items-1/1', slots: 2 };
const RANKERS: Rankers = { packed: PACKED, fullText: { kind: 'full-text', version: 'full-text-1' } };
const open = (itemVersion = PACKED.itemVersion, rankers = RANKERS) => createTestSearch({ itemVersion, rankers });

describe('a search', () => {
  it('has its candidates read by their positions in one call, and prepares no text', async () => {
    const { services, pools, context, indexes } = await open();
    const page = await runSearch(jobRequest('nurse'), context());
    expect(pools.scoreCalls).toEqual([]);
    expect(pools.itemCalls).toHaveLength(1);
    expect(pools.itemCalls[0]).toMatchObject({ query: 'nurse', indexVersion: 'jobs-1', slots: 2 });
    expect(pools.itemCalls[0]?.positions.length).toBe(page.coverage.ranked);
    expect(services.memory.prepared.size).toBe(0);
    const [first] = page.edges;
    const position = indexes.current('jobs').positionOf(first?.documentId ?? '') ?? -1;
    expect(pools.itemCalls[0]?.positions).toContain(position);
    expect(services.memory.depth.plannedItems).toBe(0);
  });

  it('says that the packed ranker has read, and what it found', async () => {
    const { context } = await open();
    const own = context();
    const page = await runSearch(jobRequest('nurse'), own);
    const relevance = await relevanceOf(page.edges[0]?.matchId ?? '', own);
    expect(relevance).toMatchObject({ stage: 'PACKED', modelVersion: 'ranker-1', isCached: false });
    expect(relevance?.rankScore).toBeGreaterThan(relevance?.score ?? 1);
  });

  it('scores nothing again, until ranker or item vectors are others', async () => {
    const { services, pools, context } = await open();
    const search = async (rankers: Rankers): Promise<number> => {
      const before = pools.itemCalls.length + pools.scoreCalls.length;
      await runSearch(jobRequest('nurse'), context({ services: { ...services, rankers } }));
      return pools.itemCalls.length + pools.scoreCalls.length - before;
    };
    expect([await search(RANKERS), await search(RANKERS)]).toEqual([1, 0]);
    expect(await search({ ...RANKERS, packed: { ...PACKED, version: 'ranker-2' } })).toBe(1);
    expect(await search({ ...RANKERS, packed: null })).toBe(1);
  });

  it('over an index of other item vectors is read as full text', async () => {
    const { pools, context } = await open('items-0/1');
    const own = context();
    const page = await runSearch(jobRequest('nurse'), own);
    expect([pools.itemCalls.length, pools.scoreCalls.length]).toEqual([0, 1]);
    expect(await relevanceOf(page.edges[0]?.matchId ?? '', own)).toMatchObject({
      stage: 'CROSS_ENCODER',
      modelVersion: 'full-text-1',
    });
  });

  it('is degraded when items are missing at the deadline', async () => {
    const { pools, context } = await open();
    pools.missed = (_, index) => (index === 0 ? 'deadline' : null);
    const { coverage } = await runSearch(jobRequest('nurse'), context());
    expect(coverage.degraded).toBe(true);
    expect(coverage.ranked).toBe(coverage.rankedPlanned - 1);
  });
});
