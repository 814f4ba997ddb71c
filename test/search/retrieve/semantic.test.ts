/** Search by meaning that answers in part says so, and asks again next time. */
import { expect, it, vi } from 'vitest';
import { TandemError } from '../../../runtime/errors.ts';
import { startExecution } from '../../../search/execution.ts';
import { openMeaning } from '../../../search/retrieve/semantic.ts';
import { understand } from '../../../search/understand/understand.ts';
import { createTestSearch, jobRequest } from '../../helpers/test-search.ts';

const SIZE = 2_000;

it('keeps the first answer when the second is away, as a part that is not remembered', async () => {
  const { services, pools, context } = await createTestSearch();
  const request = jobRequest('chef');
  const execution = startExecution(context());
  const snapshot = services.indexes.current('jobs');
  const understood = await understand(request, snapshot, execution);
  vi.spyOn(pools, 'nearest').mockImplementation(async ({ k }) => {
    if (k === SIZE) throw new TandemError('WORKER_UNAVAILABLE', 'gone between two questions');
    return { positions: Int32Array.from({ length: k }, (_, at) => at), scores: new Float32Array(k).fill(1) };
  });
  const meaning = await openMeaning(understood, { ...snapshot, size: SIZE }, execution.deadline, execution);
  const { cosines, coverage, reasons } = await meaning(null);
  expect({ coverage, reasons }).toEqual({ coverage: 0.5, reasons: ['RETRIEVAL_PARTIAL'] });
  expect(cosines?.filter((cosine) => cosine === 1)).toHaveLength(1_000);
  expect(services.memory.cosines.size).toBe(0);
});
