/** Joins waiting work of many requests into batches: by lane, by token budget, fair between requests. Pure state, no clock. */

import type { Lane } from './pools.ts';

export interface Entry<Work> {
  /** Only equal keys share a batch. */
  readonly joinKey: string;
  /** The request it belongs to; requests of one lane take turns. */
  readonly group: string;
  readonly lane: Lane;
  /** Estimated length of the text. */
  readonly tokens: number;
  /** On the clock that `take` is given. */
  readonly deadlineMs: number;
  /** False once the caller went away. */
  readonly isWanted: () => boolean;
  readonly work: Work;
}

export interface BatchLimits {
  /** Padded cost: longest × count. One entry alone may exceed it. */
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
}

export interface BatchQueue<Work> {
  readonly push: (entries: readonly Entry<Work>[]) => void;
  /** The next batch. `estimateMs(tokens)` says how long a batch of so many padded tokens takes. */
  readonly take: (nowMs: number, estimateMs: (tokens: number) => number) => Taken<Work>;
  /** Whether a whole interactive batch waits, so that handing it out early joins no less work. */
  readonly hasFullBatch: () => boolean;
  /** Takes out the entries for which `isGone` holds. */
  readonly remove: (isGone: (entry: Entry<Work>) => boolean) => readonly Entry<Work>[];
  readonly size: () => number;
}

/** Batch work runs only when nothing interactive waits. */
const LANES: readonly Lane[] = ['interactive', 'batch'];

/** Entries by request, in order of arrival; the request that was served last stands last. */
type Groups<Work> = Map<string, Entry<Work>[]>;

export function createBatchQueue<Work>(limits: Readonly<Record<Lane, BatchLimits>>): BatchQueue<Work> {
  const lanes: Readonly<Record<Lane, Groups<Work>>> = { interactive: new Map(), batch: new Map() };
  return {
    push: (entries) => {
      for (const entry of entries) {
        const group = lanes[entry.lane].get(entry.group);
        if (group) group.push(entry);
        else lanes[entry.lane].set(entry.group, [entry]);
      }
    },
    take: (nowMs, estimateMs) => {
      const dropped: Dropped<Work>[] = [];
      for (const lane of LANES) {
        const batch = takeFrom(lanes[lane], limits[lane], dropReason(nowMs, estimateMs), dropped);
        if (batch.length > 0) return { batch, dropped };
      }
      return { batch: [], dropped };
    },
    hasFullBatch: () => isFull([...lanes.interactive.values()].flat(), limits.interactive),
    remove: (isGone) => LANES.flatMap((lane) => removeFrom(lanes[lane], isGone)),
    size: () => LANES.reduce((sum, lane) => sum + countOf(lanes[lane]), 0),
  };
}

type DropRule = (entry: Entry<unknown>, batchTokens: number) => DropReason | null;

/** An entry is late when the batch that it would be part of ends after its deadline. */
function dropReason(nowMs: number, estimateMs: (tokens: number) => number): DropRule {
  return (entry, batchTokens) => {
    if (!entry.isWanted()) return 'caller';
    return nowMs + estimateMs(batchTokens) > entry.deadlineMs ? 'deadline' : null;
  };
}

/** One entry of each request in turn, until the budget is used or nobody has more of the same key. */
function takeFrom<Work>(
  groups: Groups<Work>,
  limits: BatchLimits,
  dropRule: DropRule,
  dropped: Dropped<Work>[],
): Entry<Work>[] {
  const batch: Entry<Work>[] = [];
  let longest = 0;
  let isOpen = true;
  while (isOpen) {
    isOpen = false;
    for (const [group, entries] of [...groups]) {
      const entry = firstWanted(entries, dropRule, dropped);
      if (entry === null) {
        groups.delete(group);
        continue;
      }
      if (batch[0] !== undefined && batch[0].joinKey !== entry.joinKey) continue;
      longest = Math.max(longest, entry.tokens);
      if (isOver(batch.length + 1, longest, limits)) return batch;
      batch.push(entry);
      entries.shift();
      isOpen = true;
      groups.delete(group);
      if (entries.length > 0) groups.set(group, entries);
    }
  }
  return batch;
}

/** Leaves the entry in its list; takes out what stands before it and is not worth computing. */
function firstWanted<Work>(entries: Entry<Work>[], dropRule: DropRule, dropped: Dropped<Work>[]): Entry<Work> | null {
  for (let entry = entries[0]; entry !== undefined; entry = entries[0]) {
    const reason = dropRule(entry, entry.tokens);
    if (reason === null) return entry;
    dropped.push({ entry, reason });
    entries.shift();
  }
  return null;
}

/** The first entry always fits. */
function isOver(count: number, longest: number, limits: BatchLimits): boolean {
  return count > 1 && (count > limits.maxItems || count * longest > limits.maxTokens);
}

function isFull(entries: readonly Entry<unknown>[], limits: BatchLimits): boolean {
  const longest = entries.reduce((most, entry) => Math.max(most, entry.tokens), 0);
  return entries.length >= limits.maxItems || longest * entries.length >= limits.maxTokens;
}

function removeFrom<Work>(groups: Groups<Work>, isGone: (entry: Entry<Work>) => boolean): Entry<Work>[] {
  const removed: Entry<Work>[] = [];
  for (const [group, entries] of [...groups]) {
    const kept: Entry<Work>[] = [];
    for (const entry of entries) (isGone(entry) ? removed : kept).push(entry);
    if (kept.length === 0) groups.delete(group);
    else groups.set(group, kept);
  }
  return removed;
}

function countOf(groups: Groups<unknown>): number {
  let count = 0;
  for (const entries of groups.values()) count += entries.length;
  return count;
}
