/** How long calls take: by the clock, and by the processor's time, which is what is left when other programs take turns. */
import { quantile, roundedTo } from './quantiles.ts';

export interface CallTimes {
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly mostMs: number | null;
  /** p95 of the processor's time, that of the collector's threads with it. */
  readonly p95CpuMs: number | null;
}

const WARM_UP_CALLS = 200;

/** `next` makes what is worked on, outside of the time. The first calls, in which the code is compiled, do not count. */
export function callTimes<T>(calls: number, next: () => T, work: (input: T) => unknown): CallTimes {
  const [clock, processor]: [number[], number[]] = [[], []];
  for (let call = -WARM_UP_CALLS; call < calls; call++) {
    const input = next();
    const [startMs, startCpu] = [performance.now(), process.cpuUsage()];
    work(input);
    const { user, system } = process.cpuUsage(startCpu);
    const ms = performance.now() - startMs;
    if (call < 0) continue;
    clock.push(ms);
    processor.push((user + system) / 1_000);
  }
  const at = (times: readonly number[], share: number): number | null => roundedTo(2, quantile(times, share));
  return { p50Ms: at(clock, 0.5), p95Ms: at(clock, 0.95), mostMs: at(clock, 1), p95CpuMs: at(processor, 0.95) };
}

export const TIME_HEADINGS = ['p50 ms', 'p95 ms', 'most ms', 'p95 cpu ms'] as const;
