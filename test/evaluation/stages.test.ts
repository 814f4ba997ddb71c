/** What the stages of a search answer alone. */
import { describe, expect, it, vi } from 'vitest';
import { answerOf, type Stage } from '../../evaluation/stages.ts';
import { createTestSearch } from '../helpers/test-search.ts';

async function found(stage: Stage, text: string): Promise<number> {
  const { services } = await createTestSearch();
  const query = { qid: 'q1', text };
  const { rows } = await answerOf(stage, query, { services, vertical: 'jobs', depth: 10, deadlineMs: 5_000 });
  return rows.length;
}

describe('the stage of embeddings alone', () => {
  it('answers for every text, also for a name that is served by its words alone', async () => {
    expect(await found('retrieval', 'registered nurse')).toBeGreaterThan(0);
    expect(await found('retrieval', 'Harbour Lane Clinic')).toBeGreaterThan(0);
  });
});

it('every stage asks the pools in the batch lane, because nobody waits for a measurement', async () => {
  const { services, pools } = await createTestSearch();
  const asked = [vi.spyOn(pools, 'understand'), vi.spyOn(pools, 'embed'), vi.spyOn(pools, 'score')];
  const settings = { services, vertical: 'jobs', depth: 10, deadlineMs: 5_000 } as const;
  await answerOf('ranked', { qid: 'q1', text: 'nurse' }, settings);
  for (const { mock } of asked) expect(mock.lastCall?.at(-1)).toMatchObject({ lane: 'batch' });
});
