/** How long the stages of one request took, noted by whoever runs them: for the caller who asks, and for slow operations. */

/** Asks for them in `extensions.timings` when it is 1. */
export const TIMINGS_HEADER = 'x-tandem-timings';

export interface Timings {
  /** Milliseconds a stage, in the order they ended; those of one name are added up. */
  readonly stages: Map<string, number>;
  /** When the gateway began to plan; null before, and when the plan was there. */
  planningSinceMs: number | null;
}

/** What travels with a request through the resolvers and subgraphs of one process. */
interface Remembering {
  readonly memo: Map<string, unknown>;
}

export function timingsOf({ memo }: Remembering): Timings {
  const known = memo.get('timings') as Timings | undefined;
  if (known !== undefined) return known;
  const timings: Timings = { stages: new Map(), planningSinceMs: null };
  memo.set('timings', timings);
  return timings;
}

export function addTimes({ stages }: Timings, times: Readonly<Record<string, number>>): void {
  for (const [stage, ms] of Object.entries(times)) stages.set(stage, (stages.get(stage) ?? 0) + ms);
}

/** Stage to milliseconds with two decimals. */
export function toldTimings({ stages }: Timings): Readonly<Record<string, number>> {
  return Object.fromEntries([...stages].map(([stage, ms]) => [stage, Math.round(ms * 100) / 100]));
}
