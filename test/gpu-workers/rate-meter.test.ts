/** The measured rate follows the machine, and one stall does not stop the pool. */
import { expect, it } from 'vitest';
import { createRateMeter } from '../../gpu-workers/rate-meter.ts';

it('knows nothing before the first batch', () => {
  const meter = createRateMeter();
  expect([meter.itemsPerSecond(), meter.estimateMs(1_000)]).toEqual([null, 0]);
});

it('takes the first batch as it is and moves towards the newer ones', () => {
  const meter = createRateMeter();
  meter.record({ items: 10, tokens: 1_000, busyMs: 100 });
  expect([meter.itemsPerSecond(), meter.estimateMs(500)]).toEqual([100, 50]);
  for (let batch = 0; batch < 30; batch++) meter.record({ items: 20, tokens: 1_000, busyMs: 100 });
  expect(meter.itemsPerSecond()).toBeCloseTo(200, 0);
});

it('never expects more than a quarter of a second, or after a stall everything would look late for ever', () => {
  const meter = createRateMeter();
  meter.record({ items: 1, tokens: 10, busyMs: 60_000 });
  expect(meter.estimateMs(2_000)).toBe(250);
});

it('ignores batches without measure', () => {
  const meter = createRateMeter();
  meter.record({ items: 1, tokens: 10, busyMs: 0 });
  expect(meter.itemsPerSecond()).toBeNull();
});
