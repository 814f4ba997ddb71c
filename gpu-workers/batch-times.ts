/** Where the time of one batch went: what the worker says of its own part, and what is left of the round trip. */

import type { PoolName } from '../runtime/pool-names.ts';
import type { Metrics } from '../runtime/telemetry.ts';
import type { BatchTimes } from './pools.ts';
import type { InferResponse } from './protocol.ts';

export interface Sent {
  readonly sentMs: number;
  readonly response: Pick<InferResponse, 'parameters'>;
}

export interface RoundTrip extends Sent {
  readonly worker: string;
  readonly size: number;
  /** When the worker answered the batch before, which is when this one's turn came: a model that computes lets nobody in. */
  readonly turnMs: number;
  readonly answeredMs: number;
}

export type BatchMetrics = Pick<Metrics, 'modelItems' | 'batchSize' | 'stageSeconds'>;

/** The parts of a batch that are stages of the metric, after the name of the task. */
const PARTS = { queueMs: 'queue', tokenizeMs: 'tokenize', computeMs: 'compute', transferMs: 'transfer' } as const;

/** Times of an entry that came at `enqueuedMs`. A worker that tells nothing of itself has computed all the time. */
export function batchTimes(
  { worker, size, sentMs, turnMs, answeredMs, response }: RoundTrip,
  enqueuedMs: number,
): BatchTimes {
  const { queue_ms: waited = 0, tokenize_ms: tokenized = 0, compute_ms: computed } = response.parameters;
  const roundTripMs = answeredMs - sentMs;
  const waitedMs = Math.max(Number(waited), turnMs - sentMs);
  const tokenizeMs = Number(tokenized);
  const computeMs = computed === undefined ? Math.max(0, roundTripMs - waitedMs - tokenizeMs) : Number(computed);
  return {
    worker,
    size,
    queueMs: sentMs - enqueuedMs + waitedMs,
    tokenizeMs,
    computeMs,
    transferMs: Math.max(0, roundTripMs - waitedMs - tokenizeMs - computeMs),
  };
}

/** One batch counted: its items, its size, and each part of its time as `score.queue`, `score.tokenize` and so on. */
export function countBatch(metrics: BatchMetrics, pool: PoolName, task: string, times: BatchTimes): void {
  metrics.modelItems.inc({ task }, times.size);
  metrics.batchSize.observe({ pool }, times.size);
  for (const [part, name] of Object.entries(PARTS)) {
    metrics.stageSeconds.observe({ stage: `${task}.${name}` }, times[part as keyof typeof PARTS] / 1_000);
  }
}
