/** Operations that took too long: each is logged, and the last ones are kept for the admin page. */

import type { Logger, Metrics } from '../../runtime/telemetry.ts';

/** Nothing of what was searched for: variables and the text of the document stay out. */
export interface SlowOperation {
  readonly requestId: string;
  /** Null for an operation without a name. */
  readonly operation: string | null;
  /** `sha256:` and the hash of the document, as persisted operations are called. */
  readonly documentId: string;
  readonly ms: number;
  /** Milliseconds a stage. */
  readonly stages: Readonly<Record<string, number>>;
  readonly at: string;
}

const MOST_KEPT = 50;

export interface SlowOperations {
  /** 0 when none is slow, however long it takes. */
  readonly thresholdMs: number;
  readonly note: (operation: SlowOperation) => void;
  /** Newest first. */
  readonly recent: () => readonly SlowOperation[];
}

export function createSlowOperations(
  thresholdMs: number,
  logger: Pick<Logger, 'warn'>,
  { slowOperations }: Pick<Metrics, 'slowOperations'>,
): SlowOperations {
  const kept: SlowOperation[] = [];
  return {
    thresholdMs,
    note: (operation) => {
      slowOperations.inc();
      kept.unshift(operation);
      kept.length = Math.min(kept.length, MOST_KEPT);
      logger.warn(operation, 'slow operation');
    },
    recent: () => kept,
  };
}
