/** The queue joins, shares and drops as it says, for any work in any order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchQueue, createBatchQueue, type Entry } from '../../gpu-workers/batch-queue.ts';
import type { Lane } from '../../runtime/lane.ts';

const LIMITS = { interactive: { maxTokens: 100, maxItems: 4 }, batch: { maxTokens: 50, maxItems: 8 } };
const noTime = (): number => 0;

function entry(work: string, changes: Partial<Entry<string>> = {}): Entry<string> {
  return {
    joinKey: 'score',
    lane: 'interactive',
    tokens: 10,
    deadlineMs: 1_000,
    isWanted: () => true,
    work,
    ...changes,
  };
}

const works = (entries: readonly Entry<string>[]): readonly string[] => entries.map(({ work }) => work);
const take = (queue: BatchQueue<string>, nowMs = 0): readonly string[] => works(queue.take(nowMs, noTime).batch);

function takeAll(queue: BatchQueue<string>): readonly (readonly Entry<string>[])[] {
  const { batch } = queue.take(0, noTime);
  return batch.length === 0 ? [] : [batch, ...takeAll(queue)];
}

const anyEntry = fc.record({
  joinKey: fc.constantFrom('score', 'embed'),
  deadlineMs: fc.integer({ min: 1, max: 5 }),
  lane: fc.constantFrom<Lane>('interactive', 'batch'),
  tokens: fc.integer({ min: 1, max: 60 }),
});

describe('batches', () => {
  it('hold every entry exactly once, each within its lane, key and budget', () => {
    fc.assert(
      fc.property(fc.array(anyEntry), (shapes) => {
        const queue = createBatchQueue<string>(LIMITS);
        queue.push(shapes.map((shape, index) => entry(String(index), shape)));
        const batches = takeAll(queue);
        expect(works(batches.flat()).toSorted()).toEqual(shapes.map((_, index) => String(index)).toSorted());
        for (const batch of batches) {
          const lane = batch[0]?.lane ?? 'batch';
          expect(new Set(batch.map(({ joinKey }) => joinKey)).size).toBe(1);
          expect(batch.every((other) => other.lane === lane)).toBe(true);
          expect(batch.length).toBeLessThanOrEqual(LIMITS[lane].maxItems);
          const padded = batch.length * Math.max(...batch.map(({ tokens }) => tokens));
          expect(batch.length === 1 || padded <= LIMITS[lane].maxTokens).toBe(true);
        }
      }),
    );
  });

  it('count what entries have in common once', () => {
    const queue = createBatchQueue<string>({ ...LIMITS, interactive: { maxTokens: 100, maxItems: 100 } });
    const common = { key: 'nurse', tokens: 20 };
    const items = Array.from({ length: 50 }, (_, at) => entry(String(at), { tokens: 2, common }));
    queue.push(items);
    expect(queue.hasFullBatch()).toBe(true);
    expect(take(queue)).toHaveLength(40);
    queue.push([entry('other', { tokens: 2, common: { key: 'cook', tokens: 60 } })]);
    expect(take(queue)).toHaveLength(10);
    expect(take(queue)).toEqual(['other']);
  });

  it('are whole when those that can share one are enough, whatever else waits', () => {
    const queue = createBatchQueue<string>(LIMITS);
    const keys = ['score', 'understand', 'score', 'understand'];
    queue.push(keys.map((joinKey, at) => entry(String(at), { joinKey })));
    expect(queue.hasFullBatch()).toBe(false);
    queue.push(['a', 'b', 'c'].map((work) => entry(work, { isWanted: () => work !== 'c' })));
    expect(queue.hasFullBatch()).toBe(true);
    expect(take(queue)).toEqual(['0', '2', 'a', 'b']);
    expect(queue.hasFullBatch()).toBe(false);
  });

  it('take the earliest deadline first, and among equal ones the first come', () => {
    fc.assert(
      fc.property(fc.array(anyEntry.map((shape) => ({ ...shape, joinKey: 'score' }))), (shapes) => {
        const queue = createBatchQueue<string>(LIMITS);
        const entries = shapes.map((shape, index) => entry(String(index), shape));
        const half = Math.floor(entries.length / 2);
        queue.push(entries.slice(0, half));
        queue.push(entries.slice(half));
        const rank = ({ lane, deadlineMs }: Entry<string>): number => (lane === 'batch' ? 1_000 : 0) + deadlineMs;
        expect(takeAll(queue).flat()).toEqual(entries.toSorted((a, b) => rank(a) - rank(b)));
      }),
    );
  });

  it('keep a promise: what arrives later with the same time left waits behind', () => {
    const queue = createBatchQueue<string>(LIMITS);
    queue.push(['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((work) => entry(work, { deadlineMs: 1_000 })));
    queue.push(['b1', 'b2'].map((work) => entry(work, { deadlineMs: 1_250 })));
    expect(take(queue)).toEqual(['a1', 'a2', 'a3', 'a4']);
    expect(take(queue)).toEqual(['a5', 'a6', 'b1', 'b2']);
  });

  it('join work of several requests', () => {
    const queue = createBatchQueue<string>(LIMITS);
    queue.push([entry('a1')]);
    queue.push([entry('b1')]);
    expect(take(queue)).toEqual(['a1', 'b1']);
  });

  it('take a single entry even when it is over the budget', () => {
    const queue = createBatchQueue<string>(LIMITS);
    queue.push([entry('long', { tokens: 1_000 }), entry('short')]);
    expect(take(queue)).toEqual(['long']);
    expect(take(queue)).toEqual(['short']);
  });

  it('of the lane batch wait until nothing interactive waits', () => {
    const queue = createBatchQueue<string>(LIMITS);
    queue.push([entry('ingest', { lane: 'batch' })]);
    queue.push([entry('search')]);
    expect(take(queue)).toEqual(['search']);
    expect(take(queue)).toEqual(['ingest']);
  });
});

describe('entries', () => {
  it('whose caller went away are dropped, and it is said', () => {
    const queue = createBatchQueue<string>(LIMITS);
    queue.push([entry('gone', { isWanted: () => false }), entry('stays')]);
    const { batch, dropped } = queue.take(0, noTime);
    expect(works(batch)).toEqual(['stays']);
    expect(dropped.map(({ entry: gone, reason }) => [gone.work, reason])).toEqual([['gone', 'caller']]);
  });

  it('that cannot be ready at their deadline are dropped, and it is said', () => {
    const queue = createBatchQueue<string>(LIMITS);
    queue.push([entry('late', { deadlineMs: 104, tokens: 10 }), entry('in time', { deadlineMs: 106, tokens: 10 })]);
    const { batch, dropped } = queue.take(95, (tokens) => tokens);
    expect(works(batch)).toEqual(['in time']);
    expect(dropped.map(({ entry: gone, reason }) => [gone.work, reason])).toEqual([['late', 'deadline']]);
  });

  it('can be taken out', () => {
    const queue = createBatchQueue<string>(LIMITS);
    queue.push(['a1', 'a2', 'a3'].map((work) => entry(work)));
    expect(works(queue.remove(({ work }) => work !== 'a2'))).toEqual(['a1', 'a3']);
    expect(queue.waiting().length).toBe(1);
    expect(take(queue)).toEqual(['a2']);
  });
});

describe('a full batch', () => {
  it('is one by number of entries or by padded tokens, of the interactive lane', () => {
    const queue = createBatchQueue<string>(LIMITS);
    queue.push(['i1', 'i2', 'i3', 'i4', 'i5'].map((work) => entry(work, { lane: 'batch' })));
    expect(queue.hasFullBatch()).toBe(false);
    queue.push([entry('a1', { tokens: 1 }), entry('a2', { tokens: 1 }), entry('a3', { tokens: 1 })]);
    expect(queue.hasFullBatch()).toBe(false);
    queue.push([entry('a4', { tokens: 1 })]);
    expect(queue.hasFullBatch()).toBe(true);
    take(queue);
    queue.push([entry('b1', { tokens: 50 }), entry('b2', { tokens: 50 })]);
    expect(queue.hasFullBatch()).toBe(true);
  });
});
