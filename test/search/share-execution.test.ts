/** Equal searches at the same time: one execution, given up only when everybody has gone. */
import { describe, expect, it, vi } from 'vitest';
import type { WorkOptions } from '../../gpu-workers/pools.ts';
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

function gate(): { readonly promise: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open: () => open() };
}

/** The newest lane that each task was asked in. */
function recordedLanes({ pools }: TestSearch): () => Record<string, string | undefined> {
  const spies = {
    understand: vi.spyOn(pools, 'understand'),
    embed: vi.spyOn(pools, 'embed'),
    nearest: vi.spyOn(pools, 'nearest'),
    score: vi.spyOn(pools, 'score'),
  };
  return () =>
    Object.fromEntries(
      Object.entries(spies).map(([task, { mock }]) => [task, (mock.lastCall?.at(-1) as WorkOptions | undefined)?.lane]),
    );
}

describe('a shared execution', () => {
  it('goes on for those who stay when the first one leaves', async () => {
    const test = await createTestSearch();
    const { promise, open } = gate();
    test.pools.gate = promise;
    const [first, second] = [callerOf(test), callerOf(test)];
    const pages = [first, second].map(({ context }) => runSearch(jobRequest('chef'), context));
    first.leave();
    open();
    const [, page] = await Promise.all(pages);
    expect(page?.coverage.degraded).toBe(false);
    expect(scoredItems(test.pools)).toBe(page?.coverage.ranked);
  });

  it('is given up when everybody has left: nothing is scored, kept or counted', async () => {
    const test = await createTestSearch();
    test.pools.gate = new Promise(() => undefined);
    const callers = [callerOf(test), callerOf(test)];
    const pages = callers.map(({ context }) => runSearch(jobRequest('chef'), context));
    for (const { leave } of callers) leave();
    for (const page of await Promise.allSettled(pages)) expect(page.status).toBe('rejected');
    expect(test.services.memory.records.size).toBe(0);
    const { values } = await test.services.metrics.searches.get();
    expect(values.filter(({ value }) => value > 0)).toEqual([]);
  });

  it('is given up when its only caller had gone before it began', async () => {
    const test = await createTestSearch();
    test.pools.gate = new Promise(() => undefined);
    const { context, leave } = callerOf(test);
    leave();
    await expect(runSearch(jobRequest('chef'), context)).rejects.toThrow('nobody waits for it');
  });

  it('that was given up is joined by nobody', async () => {
    const test = await createTestSearch();
    const { promise, open } = gate();
    test.pools.gate = promise;
    const { context, leave } = callerOf(test);
    const gone = runSearch(jobRequest('chef'), context);
    leave();
    const page = runSearch(jobRequest('chef'), test.context());
    open();
    await expect(gone).rejects.toThrow('nobody waits for it');
    expect((await page).coverage.degraded).toBe(false);
  });

  it('answers with what is ready when the one who stays is late', async () => {
    const test = await createTestSearch();
    test.pools.gate = new Promise(() => undefined);
    const { context, leave } = callerOf(test);
    const gone = runSearch(jobRequest('chef'), context);
    const timer = new AbortController();
    const late = runSearch(
      jobRequest('chef'),
      test.context({ deadline: { remainingMs: () => 500, signal: timer.signal } }),
    );
    leave();
    timer.abort(new DOMException('over', 'TimeoutError'));
    expect((await late).coverage.degraded).toBe(true);
    expect((await gone).searchId).toBe((await late).searchId);
  });

  it('of the batch lane goes on for those who have more time than somebody interactive who joins', async () => {
    const test = await createTestSearch();
    const gates = [gate(), gate()] as const;
    test.pools.gate = gates[0].promise;
    const asked = recordedLanes(test);
    const patient = runSearch(jobRequest('chef'), test.context({ lane: 'batch' }));
    await vi.waitFor(() => expect(asked().score).toBe('batch'));
    test.pools.gate = gates[1].promise;
    const hurried = test.context({ deadline: deadlineIn(1_000, undefined, test.clock) });
    const urgent = runSearch(jobRequest('chef'), hurried);
    await vi.waitFor(() => expect(asked().score).toBe('interactive'));
    gates[0].open();
    const page = await patient;
    expect(page.coverage.degraded).toBe(false);
    gates[1].open();
    expect((await urgent).searchId).not.toBe(page.searchId);
  });

  it('is not shared by other texts, filters, tenants or index versions', async () => {
    const test = await createTestSearch();
    const other = test.context({ caller: { id: 'x', tenant: 'other', scopes: ['jobs:read', 'people:read'] } });
    const pages = await Promise.all([
      runSearch(jobRequest('chef'), test.context()),
      runSearch(jobRequest('nurse'), test.context()),
      runSearch(jobRequest('chef', { filter: { skills: ['Excel'] } }), test.context()),
      runSearch(jobRequest('chef'), other),
    ]);
    expect(new Set(pages.map((page) => page.searchId)).size).toBe(4);
  });

  it('asks the pools in the lane of the request', async () => {
    const test = await createTestSearch();
    const asked = recordedLanes(test);
    await runSearch(jobRequest('chef'), test.context({ lane: 'batch' }));
    expect(asked()).toEqual({ understand: 'batch', embed: 'batch', nearest: 'batch', score: 'batch' });
  });

  it('is begun again in the interactive lane when somebody interactive joins, and all get that one', async () => {
    const test = await createTestSearch();
    const { promise, open } = gate();
    test.pools.gate = promise;
    const asked = recordedLanes(test);
    const slow = runSearch(jobRequest('chef'), test.context({ lane: 'batch' }));
    await vi.waitFor(() => expect(asked().score).toBe('batch'));
    const urgent = runSearch(jobRequest('chef'), test.context());
    const third = runSearch(jobRequest('chef'), test.context({ lane: 'batch' }));
    await vi.waitFor(() => expect(asked().score).toBe('interactive'));
    open();
    const pages = await Promise.all([slow, urgent, third]);
    expect(new Set(pages.map(({ searchId }) => searchId)).size).toBe(1);
    expect(pages[0]?.coverage.degraded).toBe(false);
    expect(test.services.memory.runningSearches.size).toBe(0);
  });

  it('of the interactive lane serves a batch request as it is', async () => {
    const test = await createTestSearch();
    const pages = await Promise.all(
      (['interactive', 'batch'] as const).map((lane) => runSearch(jobRequest('chef'), test.context({ lane }))),
    );
    expect(scoredItems(test.pools)).toBe(pages[0]?.coverage.ranked);
    expect(pages[1]?.searchId).toBe(pages[0]?.searchId);
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
