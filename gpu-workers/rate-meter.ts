/** How fast a pool is while it works: smoothed items a second and time a token. Pure arithmetic over finished batches. */

export interface BatchMeasure {
  readonly items: number;
  /** Padded tokens. */
  readonly tokens: number;
  /** Time that a worker was busy with this batch alone. */
  readonly busyMs: number;
}

export interface RateMeter {
  readonly record: (batch: BatchMeasure) => void;
  /** Of one worker while busy; null before the first batch. */
  readonly itemsPerSecond: () => number | null;
  /** Expected time of a batch; 0 before the first one. */
  readonly estimateMs: (tokens: number) => number;
}

/** Weight of the newest batch: the last five decide. */
const NEWEST_SHARE = 0.2;
/** A stall of the machine must not make every later entry look late, for then no new measurement would ever come. */
const MAX_ESTIMATE_MS = 250;

export function createRateMeter(): RateMeter {
  let itemsPerMs: number | null = null;
  let msPerToken = 0;
  return {
    record: ({ items, tokens, busyMs }) => {
      if (items === 0 || tokens === 0 || busyMs <= 0) return;
      const share = itemsPerMs === null ? 1 : NEWEST_SHARE;
      itemsPerMs = (itemsPerMs ?? 0) * (1 - share) + (items / busyMs) * share;
      msPerToken = msPerToken * (1 - share) + (busyMs / tokens) * share;
    },
    itemsPerSecond: () => (itemsPerMs === null ? null : itemsPerMs * 1_000),
    estimateMs: (tokens) => Math.min(MAX_ESTIMATE_MS, msPerToken * tokens),
  };
}
