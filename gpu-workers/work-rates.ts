/** How fast a pool does each kind of work, and what waits in it counted as items of one kind. */

import { batchTokens } from './batch-queue.ts';
import type { PoolLoad } from './pools.ts';
import { createRateMeter, type RateMeter } from './rate-meter.ts';
import type { Waiting } from './tickets.ts';
import type { WorkItem } from './work-items.ts';

type Kind = WorkItem['kind'];

export interface WorkRates {
  /** A finished batch, and the time that a worker had for nothing else, waiting behind the work of others included. */
  readonly record: (entries: readonly Waiting[], busyMs: number) => void;
  /** Expected time of a batch, by the batches of all kinds but readings, which are short. */
  readonly estimateMs: RateMeter['estimateMs'];
  /** `entries` wait or are being computed. Without `unit` everything is counted as items of whichever kind was measured first. */
  readonly load: (workers: number, entries: readonly Waiting[], unit?: Kind) => PoolLoad;
}

export function createWorkRates(): WorkRates {
  const meters = new Map<Kind, RateMeter>();
  const estimates = createRateMeter();
  const rateOf = (kind: Kind | undefined): number | null =>
    kind === undefined ? null : (meters.get(kind)?.itemsPerSecond() ?? null);
  /** One item may take the time of many others: a reading that of dozens of packed items. */
  const worthOf = (kind: Kind, unit: Kind | undefined): number => {
    const [rate, own] = [rateOf(unit), rateOf(kind)];
    return rate === null || own === null ? 1 : rate / own;
  };
  return {
    record: (entries, busyMs) => {
      const [first] = entries;
      if (first === undefined) return;
      const { kind } = first.work.item;
      const measure = { items: entries.length, tokens: batchTokens(entries), busyMs };
      const meter = meters.get(kind) ?? createRateMeter();
      meters.set(kind, meter);
      meter.record(measure);
      if (kind !== 'understand') estimates.record(measure);
    },
    estimateMs: estimates.estimateMs,
    load: (workers, entries, unit = [...meters.keys()][0]) => {
      const rate = rateOf(unit);
      const queued = entries.reduce((sum, { work }) => sum + worthOf(work.item.kind, unit), 0);
      return {
        isAvailable: workers > 0,
        // A sum of shares that should be whole may be a little more.
        queuedItems: Math.ceil(Math.max(0, queued - 1e-6)),
        itemsPerSecond: rate === null ? null : rate * Math.max(1, workers),
      };
    },
  };
}
