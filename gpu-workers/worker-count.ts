/**
 * How many workers a pool wants: more when its queue would take too long for several looks in a row, fewer after a long time
 * of rest. Pure arithmetic over looks at the pool; `scaling.ts` takes the looks and the supervisor does what comes out.
 *
 *   drain time = queued items / (items a second of one worker × workers)
 */

export interface CountBounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** One look at the pool. */
export interface CountLook {
  readonly nowMs: number;
  /** Waiting or being computed. */
  readonly queuedItems: number;
  /** Of all ready workers together while busy; null before the first measurement. */
  readonly itemsPerSecond: number | null;
  /** Workers that were wanted last. */
  readonly count: number;
  /** Of them, those that take work. */
  readonly ready: number;
}

export interface CountState {
  /** Looks in a row at which the queue was too long. */
  readonly longLooks: number;
  /** Since when one worker fewer would have done; null while it would not. */
  readonly restSinceMs: number | null;
}

export const FIRST_COUNT_STATE: CountState = { longLooks: 0, restSinceMs: null };

/** A queue that needs longer takes a good part of a search's two seconds. */
const LONG_QUEUE_MS = 300;
/** One burst is over before a new worker is warm; what lasts for these looks is load. */
const LOOKS_UNTIL_GROWTH = 4;
/** A queue this short would be short with one worker fewer too: far under the other limit, or the count would swing. */
const SHORT_QUEUE_MS = 50;
/** A worker takes seconds to be warm, so one is kept through the pauses between bursts. */
const REST_UNTIL_SHRINK_MS = 60_000;

/** One step at a time, and none while a new worker is not ready yet: what it will change is not known before. */
export function nextCount(
  state: CountState,
  look: CountLook,
  bounds: CountBounds,
): { readonly count: number; readonly state: CountState } {
  const { nowMs, count, ready } = look;
  const longLooks = drainMs(look) > LONG_QUEUE_MS ? state.longLooks + 1 : 0;
  const isResting = drainMs(look) <= SHORT_QUEUE_MS;
  const restSinceMs = isResting ? (state.restSinceMs ?? nowMs) : null;
  if (longLooks >= LOOKS_UNTIL_GROWTH && ready >= count && count < bounds.maximum)
    return { count: count + 1, state: FIRST_COUNT_STATE };
  if (restSinceMs !== null && nowMs - restSinceMs >= REST_UNTIL_SHRINK_MS && count > bounds.minimum)
    return { count: count - 1, state: { longLooks: 0, restSinceMs: nowMs } };
  return { count, state: { longLooks, restSinceMs } };
}

/** With nobody measured or nobody ready, the queue says nothing about how many are needed. */
function drainMs({ queuedItems, itemsPerSecond, ready }: CountLook): number {
  if (itemsPerSecond === null || itemsPerSecond <= 0 || ready === 0) return 0;
  return (queuedItems / itemsPerSecond) * 1_000;
}
