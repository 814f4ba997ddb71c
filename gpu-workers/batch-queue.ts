/** Joins waiting work of many requests into batches: by lane, by deadline, by token budget. Pure state, no clock. */

import { LANES, type Lane } from '../runtime/lane.ts';
import { batchAllowance, type IdleWindow, INITIAL_WINDOW } from './idle-window.ts';

export interface Entry<Work> {
  /** Only equal keys share a batch. */
  readonly joinKey: string;
  readonly lane: Lane;
  /** Estimated length of the text. */
  readonly tokens: number;
  /** What entries of an equal key have in common, such as the query that they are read against: computed once a batch. */
  readonly common?: { readonly key: string; readonly tokens: number };
  /** On the clock that `take` is given. */
  readonly deadlineMs: number;
  /** False once the caller went away. */
  readonly isWanted: () => boolean;
  readonly work: Work;
}

export interface BatchLimits {
  /** Padded cost: longest × count, and what is in common. One entry alone may exceed it. */
  readonly maxTokens: number;
  readonly maxItems: number;
}

export type DropReason = 'caller' | 'deadline';

export interface Dropped<Work> {
  readonly entry: Entry<Work>;
  readonly reason: DropReason;
}

export interface Taken<Work> {
  /** Empty when nothing waits. All of one lane and one join key. */
  readonly batch: readonly Entry<Work>[];
  readonly dropped: readonly Dropped<Work>[];
  /** Set when nothing was taken because batch work waits for an idle window: when to take again. */
  readonly retryInMs: number | null;
}

export interface BatchQueue<Work> {
  readonly push: (entries: readonly Entry<Work>[]) => void;
  /** The next batch. `estimateMs(tokens)` says how long a batch of so many padded tokens takes. */
  readonly take: (
    nowMs: number,
    estimateMs: (tokens: number) => number,
    from?: 'all' | 'interactive only',
  ) => Taken<Work>;
  /** Whether the next interactive batch is a whole one, so that handing it out early joins no less work. */
  readonly hasFullBatch: () => boolean;
  /** Takes out the entries for which `isGone` holds. */
  readonly remove: (isGone: (entry: Entry<Work>) => boolean) => readonly Entry<Work>[];
  /** In no order. */
  readonly waiting: () => readonly Entry<Work>[];
}

/**
 * Batch work runs only when nothing interactive waits, and then as `idle-window.ts` says. Within a lane the earliest deadline goes first, and among equal ones the first come. The depth of a search is planned
 * from what waits when it arrives; were the worker shared in turns, every later search would take a part of the time
 * that was promised to the earlier ones, and their plans would not be reached.
 */
export function createBatchQueue<Work>(limits: Readonly<Record<Lane, BatchLimits>>): BatchQueue<Work> {
  const lanes: Record<Lane, readonly Entry<Work>[]> = { interactive: [], batch: [] };
  let window: IdleWindow = INITIAL_WINDOW;
  return {
    push: (entries) => {
      for (const lane of LANES) {
        const arriving = entries.filter((entry) => entry.lane === lane);
        // The sort is stable, so equal deadlines stay in the order of arrival.
        if (arriving.length > 0)
          lanes[lane] = [...lanes[lane], ...arriving].sort((a, b) => a.deadlineMs - b.deadlineMs);
      }
    },
    take: (nowMs, estimateMs, from = 'all') => {
      const dropped: Dropped<Work>[] = [];
      const takeLane = (lane: Lane, laneLimits: BatchLimits): readonly Entry<Work>[] => {
        const { batch, rest, late } = takeFrom(lanes[lane], laneLimits, dropRule(nowMs, estimateMs));
        lanes[lane] = rest;
        dropped.push(...late);
        return batch;
      };
      const interactive = takeLane('interactive', limits.interactive);
      if (interactive.length > 0) {
        window = { ...window, lastInteractiveMs: nowMs };
        return { batch: interactive, dropped, retryInMs: null };
      }
      if (from === 'interactive only') return { batch: [], dropped, retryInMs: null };
      const { maxMs, retryInMs } = batchAllowance(window, nowMs);
      if (maxMs === 0) return { batch: [], dropped, retryInMs: lanes.batch.length === 0 ? null : retryInMs };
      const batch = takeLane('batch', withinTime(limits.batch, maxMs, estimateMs));
      if (batch.length > 0) window = { ...window, lastBatchMs: nowMs, lastCostMs: estimateMs(batchTokens(batch)) };
      return { batch, dropped, retryInMs: null };
    },
    hasFullBatch: () => isFull(nextKeyOf(lanes.interactive), limits.interactive),
    remove: (isGone) =>
      LANES.flatMap((lane) => {
        const gone = new Set(lanes[lane].filter(isGone));
        lanes[lane] = lanes[lane].filter((entry) => !gone.has(entry));
        return [...gone];
      }),
    waiting: () => [...lanes.interactive, ...lanes.batch],
  };
}

/** As many tokens as fit the time, by what one takes; everything before that was measured. */
function withinTime(limits: BatchLimits, maxMs: number, estimateMs: (tokens: number) => number): BatchLimits {
  const msPerToken = estimateMs(1);
  return msPerToken === 0 ? limits : { ...limits, maxTokens: Math.min(limits.maxTokens, maxMs / msPerToken) };
}

type DropRule = (entry: Entry<unknown>) => DropReason | null;

/** An entry is late when it could not even alone be ready at its deadline. */
function dropRule(nowMs: number, estimateMs: (tokens: number) => number): DropRule {
  return (entry) => {
    if (!entry.isWanted()) return 'caller';
    return nowMs + estimateMs(batchTokens([entry])) > entry.deadlineMs ? 'deadline' : null;
  };
}

interface Cut<Work> {
  readonly batch: readonly Entry<Work>[];
  readonly rest: readonly Entry<Work>[];
  readonly late: readonly Dropped<Work>[];
}

/** From the front: entries of the first one's key until one does not fit; what comes after it stays in its order. */
function takeFrom<Work>(entries: readonly Entry<Work>[], limits: BatchLimits, reasonToDrop: DropRule): Cut<Work> {
  const batch: Entry<Work>[] = [];
  const rest: Entry<Work>[] = [];
  const late: Dropped<Work>[] = [];
  const cost = openCost();
  for (const [index, entry] of entries.entries()) {
    const reason = reasonToDrop(entry);
    if (reason !== null) {
      late.push({ entry, reason });
    } else if (batch[0] !== undefined && batch[0].joinKey !== entry.joinKey) {
      rest.push(entry);
    } else {
      cost.add(entry);
      // The first entry always fits.
      const isOver = batch.length > 0 && (batch.length >= limits.maxItems || cost.tokens() > limits.maxTokens);
      if (isOver) return { batch, rest: [...rest, ...entries.slice(index)], late };
      batch.push(entry);
    }
  }
  return { batch, rest, late };
}

/** Those that could share the next batch: what needs another one makes it no fuller. */
function nextKeyOf<Work>(entries: readonly Entry<Work>[]): readonly Entry<Work>[] {
  const wanted = entries.filter((entry) => entry.isWanted());
  return wanted.filter(({ joinKey }) => joinKey === wanted[0]?.joinKey);
}

function isFull(entries: readonly Entry<unknown>[], limits: BatchLimits): boolean {
  return entries.length >= limits.maxItems || batchTokens(entries) >= limits.maxTokens;
}

/** What a batch of these entries costs: longest × count, and each common part once. */
export function batchTokens(entries: readonly Pick<Entry<unknown>, 'tokens' | 'common'>[]): number {
  const cost = openCost();
  for (const entry of entries) cost.add(entry);
  return cost.tokens();
}

/** The cost of a batch that grows. */
function openCost() {
  const keys = new Set<string>();
  let [count, longest, common] = [0, 0, 0];
  return {
    add: (entry: Pick<Entry<unknown>, 'tokens' | 'common'>): void => {
      count += 1;
      longest = Math.max(longest, entry.tokens);
      if (entry.common === undefined || keys.has(entry.common.key)) return;
      keys.add(entry.common.key);
      common += entry.common.tokens;
    },
    tokens: (): number => count * longest + common,
  };
}
