/** Batch work in idle windows: free when it is quiet, a small share of the time when it is not, and never starved. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatchQueue, type Entry } from '../../gpu-workers/batch-queue.ts';
import { batchAllowance, INITIAL_WINDOW } from '../../gpu-workers/idle-window.ts';
import type { Lane } from '../../runtime/lane.ts';

const LIMITS = { interactive: { maxTokens: 1_000, maxItems: 100 }, batch: { maxTokens: 1_000, maxItems: 100 } };
/** A token takes a millisecond. */
const oneMsEach = (tokens: number): number => tokens;
const entry = (lane: Lane, tokens = 10): Entry<string> => ({
  joinKey: 'embed',
  lane,
  tokens,
  deadlineMs: Number.POSITIVE_INFINITY,
  isWanted: () => true,
  work: lane,
});
const entries = (lane: Lane, count: number): readonly Entry<string>[] =>
  Array.from({ length: count }, () => entry(lane));

describe('batch work', () => {
  it('has the whole batch when no search came for two seconds, and before the first', () => {
    expect(batchAllowance(INITIAL_WINDOW, 0).maxMs).toBe(Number.POSITIVE_INFINITY);
    const queue = createBatchQueue<string>(LIMITS);
    queue.push([entry('interactive')]);
    queue.take(0, oneMsEach);
    queue.push(entries('batch', 50));
    expect(queue.take(2_000, oneMsEach).batch).toHaveLength(50);
  });

  it('has 25 ms at once while searches come, and then waits 25 times as long as it took', () => {
    const queue = createBatchQueue<string>(LIMITS);
    queue.push([entry('interactive'), ...entries('batch', 50)]);
    expect(queue.take(0, oneMsEach).batch).toHaveLength(1);
    expect(queue.take(100, oneMsEach).batch).toHaveLength(2);
    expect(queue.take(101, oneMsEach)).toMatchObject({ batch: [], retryInMs: 499 });
    queue.push([entry('interactive')]);
    expect(queue.take(500, oneMsEach).batch.map(({ work }) => work)).toEqual(['interactive']);
    expect(queue.take(600, oneMsEach).batch.map(({ work }) => work)).toEqual(['batch', 'batch']);
  });

  it('asks to be looked at again only while it waits', () => {
    const queue = createBatchQueue<string>(LIMITS);
    queue.push([entry('interactive'), entry('batch')]);
    queue.take(0, oneMsEach);
    queue.take(1, oneMsEach);
    expect(queue.take(2, oneMsEach).retryInMs).toBeNull();
  });

  it('takes at most a twentieth of the time in dense traffic, and always ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 120 }), (gapMs, tokens) => {
        const queue = createBatchQueue<string>(LIMITS);
        queue.push(Array.from({ length: 20 }, () => entry('batch', tokens)));
        queue.push([entry('interactive')]);
        let [busyMs, nowMs] = [0, 0];
        for (; queue.waiting().length > 0 && nowMs < 200_000; nowMs += gapMs) {
          queue.push([entry('interactive')]);
          queue.take(nowMs, oneMsEach);
          const { batch } = queue.take(nowMs, oneMsEach);
          busyMs += batch.length * tokens;
        }
        expect(queue.waiting().length).toBe(0);
        // The last batch has no pause behind it.
        expect(busyMs - Math.max(25, tokens)).toBeLessThanOrEqual(nowMs * 0.05);
      }),
      { endOnFailure: true },
    );
  });
});
