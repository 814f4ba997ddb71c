/** The parts of a batch's time add up to what its caller waited. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchTimes } from '../../gpu-workers/batch-times.ts';

const trip = (parameters: Readonly<Record<string, number>>, turnMs = 100) => ({
  worker: 'w',
  size: 2,
  sentMs: 100,
  turnMs,
  answeredMs: 130,
  response: { parameters },
});

it('waiting in the worker counts as queue, and what nobody claims as transfer', () => {
  expect(batchTimes(trip({ queue_ms: 4, tokenize_ms: 1, compute_ms: 20 }), 90)).toEqual({
    worker: 'w',
    size: 2,
    queueMs: 14,
    tokenizeMs: 1,
    computeMs: 20,
    transferMs: 5,
  });
});

it('so does waiting for the batch before, of which the worker knows nothing', () => {
  expect(batchTimes(trip({ queue_ms: 1, compute_ms: 20 }, 108), 100)).toMatchObject({ queueMs: 8, transferMs: 2 });
});

it('a worker that tells nothing has computed all the time', () => {
  expect(batchTimes(trip({}), 100)).toMatchObject({ queueMs: 0, tokenizeMs: 0, computeMs: 30, transferMs: 0 });
});

it('all parts together are the time from waiting to the answer, whatever a truthful worker says', () => {
  const share = fc.double({ min: 0, max: 10, noNaN: true });
  fc.assert(
    fc.property(share, share, share, (queue_ms, tokenize_ms, compute_ms) => {
      const { queueMs, tokenizeMs, computeMs, transferMs } = batchTimes(
        trip({ queue_ms, tokenize_ms, compute_ms }),
        75,
      );
      expect(queueMs + tokenizeMs + computeMs + transferMs).toBeCloseTo(55, 6);
      expect(Math.min(queueMs, tokenizeMs, computeMs, transferMs)).toBeGreaterThanOrEqual(0);
    }),
  );
});
