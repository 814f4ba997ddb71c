/** The newest ranking times of a process and their 95th percentile: a sliding window by count and by age, without a clock. */

export interface RankingTime {
  /** When the ranking ended, on the clock of all samples. */
  readonly atMs: number;
  readonly latencyMs: number;
}

/** 160 samples: with 40 the percentile is the third highest, and `npm run bench:depth` shows the depth swing with it. */
const MOST_SAMPLES = 160;
/** Older ones tell of another load. */
const LONGEST_AGE_MS = 10_000;

/** Oldest first, the new one last. */
export function withLatency(times: readonly RankingTime[], newest: RankingTime): readonly RankingTime[] {
  return [...recentAt(times, newest.atMs), newest].slice(-MOST_SAMPLES);
}

/** Those that still count at a time. */
export function recentAt(times: readonly RankingTime[], nowMs: number): readonly RankingTime[] {
  return times.filter(({ atMs }) => nowMs - atMs <= LONGEST_AGE_MS);
}

/** By nearest rank; 0 when there are none. */
export function p95Of(times: readonly RankingTime[]): number {
  const sorted = times.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}
