/** Equal searches at the same time: one execution, given up only when everybody has gone. */
import { describe, expect, it } from 'vitest';
import { deadlineIn } from '../../runtime/deadline.ts';
import type { SearchContext } from '../../search/context.ts';
import { runSearch } from '../../search/search.ts';
import { scoredItems } from '../helpers/fake-pools.ts';
import { createTestSearch, jobRequest, type TestSearch } from '../helpers/test-search.ts';

const callerOf = (test: TestSearch): { readonly context: SearchContext; readonly leave: () => void } => {
  const controller = new AbortController();
  return {
    context: test.context({ deadline: deadlineIn(10_000, controller.signal, test.clock) }),
    leave: () => controller.abort(),
  };
};

describe('a shared execution', () => {
  it('goes on for those who stay when the first one leaves', async () => {
    const test = await createTestSearch();
    let open = (): void => undefined;
    test.pools.gate = new Promise((resolve) => {
      open = resolve;
    });
    const [first, second] = [callerOf(test), callerOf(test)];
    const pages = [first, second].map(({ context }) => runSearch(jobRequest('chef'), context));
    first.leave();
    open();
    const [, page] = await Promise.all(pages);
    expect(page?.coverage.degraded).toBe(false);
    expect(scoredItems(test.pools)).toBe(page?.coverage.ranked);
  });

  it('is given up when everybody has left', async () => {
    const test = await createTestSearch();
    test.pools.gate = new Promise(() => undefined);
    const callers = [callerOf(test), callerOf(test)];
    const pages = callers.map(({ context }) => runSearch(jobRequest('chef'), context));
    for (const { leave } of callers) leave();
    const [page] = await Promise.all(pages);
    expect(page?.coverage).toMatchObject({ ranked: 0, degraded: true });
  });

  it('is not shared by other texts, filters, tenants or index versions', async () => {
    const test = await createTestSearch();
    const other = test.context({ caller: { id: 'x', tenant: 'other', scopes: [] } });
    const pages = await Promise.all([
      runSearch(jobRequest('chef'), test.context()),
      runSearch(jobRequest('nurse'), test.context()),
      runSearch(jobRequest('chef', { filter: { skills: ['Excel'] } }), test.context()),
      runSearch(jobRequest('chef'), other),
    ]);
    expect(new Set(pages.map((page) => page.searchId)).size).toBe(4);
  });

  it('is over when it has ended: the next search is a new one', async () => {
    const test = await createTestSearch();
    const pages = [
      await runSearch(jobRequest('chef'), test.context()),
      await runSearch(jobRequest('chef'), test.context()),
    ];
    expect(pages[0]?.searchId).not.toBe(pages[1]?.searchId);
    expect(test.services.memory.runningSearches.size).toBe(0);
    expect(test.services.memory.runningScores.size).toBe(0);
    expect(test.services.memory.depth.plannedItems).toBe(0);
  });
});
