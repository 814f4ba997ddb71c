/** The window of ranking times forgets by age and by count, and its p95 is a time that was measured. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { p95Of, type RankingTime, withLatency } from '../../../search/rank/recent-latencies.ts';

const window = (latencies: readonly number[], everyMs: number): readonly RankingTime[] =>
  latencies.reduce<readonly RankingTime[]>(
    (times, latencyMs, index) => withLatency(times, { atMs: index * everyMs, latencyMs }),
    [],
  );

describe('the window', () => {
  it('keeps 160 times, and none older than ten seconds', () => {
    expect(window(Array(500).fill(1), 10)).toHaveLength(160);
    expect(window(Array(500).fill(1), 1_000)).toHaveLength(11);
  });

  it('has as 95th percentile a time that at most 5 % exceed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 160 }), (latencies) => {
        const p95 = p95Of(window(latencies, 10));
        expect(latencies).toContain(p95);
        expect(latencies.filter((latency) => latency > p95).length).toBeLessThanOrEqual(latencies.length * 0.05);
      }),
    );
  });

  it('ignores one stall among twenty', () => {
    expect(p95Of(window([...Array(19).fill(50), 5_000], 10))).toBe(50);
    expect(p95Of([])).toBe(0);
  });
});
