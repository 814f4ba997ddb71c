/** One execution of a search: its context, its own deadline, and how long each stage took. */

import { isTimeout } from '../runtime/deadline.ts';
import { traced } from '../runtime/traces.ts';
import type { SearchContext } from './context.ts';

export type StageName = 'understand' | 'embed' | 'retrieve' | 'rank' | 'present';

export interface Execution extends SearchContext {
  /** Milliseconds a stage, in the order they ran. */
  readonly stages: Map<StageName, number>;
}

export function startExecution(context: SearchContext): Execution {
  return { ...context, stages: new Map() };
}

/** Everybody who waited has gone away; who was late still wants what is ready. */
export function isGivenUp({ deadline: { signal } }: Execution): boolean {
  return signal.aborted && !isTimeout(signal.reason);
}

/** Runs one stage and notes its time, also when it fails. */
export async function timed<T>(stage: StageName, execution: Execution, run: () => T | Promise<T>): Promise<T> {
  const { clock, metrics } = execution.services;
  const startedMs = clock.nowMs();
  try {
    return await traced(stage, {}, run);
  } finally {
    const ms = clock.nowMs() - startedMs;
    execution.stages.set(stage, (execution.stages.get(stage) ?? 0) + ms);
    metrics.stageSeconds.observe({ stage }, ms / 1_000);
  }
}
