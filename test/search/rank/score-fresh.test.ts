/** What the depth controller learns from a ranking that did not end: only what says something about the machine. */
import { expect, it } from 'vitest';
import type { Deadline } from '../../../runtime/deadline.ts';
import { startExecution } from '../../../search/execution.ts';
import { INITIAL_DEPTH_STATE, planDepth } from '../../../search/rank/plan-depth.ts';
import { scoreFresh } from '../../../search/rank/score-fresh.ts';
import { createTestSearch } from '../../helpers/test-search.ts';

/** The trust after a ranking whose scores never came and whose signal was aborted with so much time left. */
async function trustAfter(leftMs: number): Promise<number> {
  const { services, pools, context, jobs } = await createTestSearch();
  pools.gate = new Promise(() => undefined);
  const end = new AbortController();
  let remainingMs = 1_000;
  const deadline: Deadline = { remainingMs: () => remainingMs, signal: end.signal };
  const inputs = { nowMs: 0, remainingMs, queuedItems: 0, itemsPerSecond: 1, targetMs: null };
  const { version: indexVersion } = services.indexes.current('jobs');
  const ranker = { kind: 'full-text', version: 'full-text-1' } as const;
  const reading = { scope: 's', query: 'chef', ranker, indexVersion };
  const documents = jobs.slice(0, 20).map((document, position) => ({ document, position }));
  const plan = planDepth(INITIAL_DEPTH_STATE, inputs);
  const scores = scoreFresh(reading, documents, plan, startExecution(context({ deadline })));
  remainingMs = leftMs;
  end.abort();
  await scores;
  return services.memory.depth.state.trust;
}

it('an execution that is given up leaves the trust in the plan as it is', async () => {
  expect(await trustAfter(500)).toBe(1);
});

it('a deadline that passes lowers the trust in the plan', async () => {
  expect(await trustAfter(0)).toBeLessThan(1);
});
