/** What happens to work between caller and worker: joined, answered, tried again, refused, given up; never lost. */
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Pool } from '../../gpu-workers/pool.ts';
import type { WorkOptions } from '../../gpu-workers/pools.ts';
import type { InferResponse } from '../../gpu-workers/protocol.ts';
import { fp32, strings } from '../../gpu-workers/tensors.ts';
import type { Outcome } from '../../gpu-workers/tickets.ts';
import type { WorkItem } from '../../gpu-workers/work-items.ts';
import { TandemError } from '../../runtime/errors.ts';
import { createLogger, createMetrics, type Metrics } from '../../runtime/telemetry.ts';
import { createStubWorkers, type StubWorkers, scoreOfText, scoreResponse } from '../helpers/worker-stub.ts';

const LIMITS = { maxTokens: 10_000, maxItems: 4 };
const opened: Pool[] = [];

interface Harness {
  readonly pool: Pool;
  readonly workers: StubWorkers;
  readonly metrics: Metrics;
  readonly clock: { ms: number };
  readonly score: (texts: readonly string[], options?: Partial<WorkOptions>) => Promise<readonly Outcome[]>;
}

function open(isShared = false): Harness {
  const workers = createStubWorkers(isShared);
  const metrics = createMetrics();
  const clock = { ms: 0 };
  const pool = new Pool({
    name: 'slm',
    limits: { interactive: LIMITS, batch: LIMITS },
    supervise: workers.supervise,
    clock: { nowMs: () => clock.ms, date: () => new Date(0) },
    metrics,
    logger: createLogger('silent'),
    random: () => 0,
  });
  opened.push(pool);
  const score = (texts: readonly string[], options: Partial<WorkOptions> = {}): Promise<readonly Outcome[]> =>
    pool.submit(
      texts.map((text) => ({ kind: 'score', query: 'q', text })),
      { deadline: deadline(1_000), lane: 'interactive', ...options },
    );
  return { pool, workers, metrics, clock, score };
}

afterEach(async () => {
  vi.useRealTimers();
  for (const pool of opened.splice(0)) await pool.close();
});

const deadline = (ms: number, signal: AbortSignal = new AbortController().signal) => ({
  remainingMs: () => ms,
  signal,
});
/** Lets answers that were given reach the pool. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const kinds = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.map((outcome) => (outcome.kind === 'done' ? 'done' : outcome.reason));
const counted = async (metrics: Metrics, name: string): Promise<string> =>
  (await metrics.registry.getSingleMetricAsString(name))
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join(' ');

describe('work', () => {
  it('goes to an idle worker at once, and comes back in order with its times', async () => {
    const { workers, score, metrics, clock } = open();
    workers.start('w');
    const outcomes = score(['one', 'three']);
    expect(workers.log).toEqual(['w: one, three']);
    clock.ms = 5;
    workers.sent[0]?.answer();
    expect(await outcomes).toEqual(
      ['one', 'three'].map((text) => ({
        kind: 'done',
        answer: { kind: 'numbers', numbers: Float32Array.of(scoreOfText(text)) },
        batch: { worker: 'w', size: 2, queueMs: 0, tokenizeMs: 1, computeMs: 2, transferMs: 2 },
      })),
    );
    expect(await counted(metrics, 'tandem_model_items_total')).toContain('{task="score"} 2');
  });

  it('of several requests joins while the worker is busy', async () => {
    const { workers, score } = open();
    workers.start('w');
    const calls = [score(['first']), score(['a']), score(['b'])];
    expect(workers.log).toEqual(['w: first']);
    workers.sent[0]?.answer();
    await settled();
    expect(workers.log).toEqual(['w: first', 'w: a, b']);
    workers.sent[0]?.answer();
    expect((await Promise.all(calls)).flatMap(kinds)).toEqual(['done', 'done', 'done']);
  });

  it('is sent ahead to a busy worker only as a full batch, and one at most', () => {
    const { workers, score } = open();
    workers.start('w');
    void score(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13']);
    expect(workers.log).toEqual(['w: 1, 2, 3, 4', 'w: 5, 6, 7, 8']);
  });

  it('of the lane batch is sent when its idle window opens, without anybody asking again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { workers, score, clock } = open();
    workers.start('w');
    void score(['search']);
    clock.ms = 10;
    workers.sent[0]?.answer();
    await settled();
    for (const text of ['first', 'second']) void score([text], { lane: 'batch', deadline: deadline(10_000) });
    clock.ms = 20;
    workers.sent[0]?.answer();
    await settled();
    expect(workers.log).toEqual(['w: search', 'w: first']);
    clock.ms = 2_010;
    vi.advanceTimersByTime(2_000);
    expect(workers.log).toEqual(['w: search', 'w: first', 'w: second']);
  });

  it('does not wait for a worker that has been silent too long, until it answers', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { workers, pool, score } = open();
    workers.start('w');
    const early = [score(['first']), score(['waiting'])];
    vi.advanceTimersByTime(1_000);
    expect(kinds((await early[1]) ?? [])).toEqual(['worker']);
    expect(pool.load().isAvailable).toBe(false);
    expect(kinds(await score(['late']))).toEqual(['worker']);
    workers.sent[0]?.answer();
    expect(kinds((await early[0]) ?? [])).toEqual(['done']);
    await settled();
    const after = score(['after']);
    workers.sent[0]?.answer();
    expect(kinds(await after)).toEqual(['done']);
  });

  it('of the lane batch waits for a silent worker, and keeps it silent for longer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { workers, score, clock } = open();
    workers.start('w');
    const calls = ['first', 'second'].map((text) => score([text], { lane: 'batch', deadline: deadline(60_000) }));
    vi.advanceTimersByTime(2_900);
    const search = score(['search']);
    vi.advanceTimersByTime(200);
    expect(kinds(await search)).toEqual(['worker']);
    clock.ms = 10_000;
    workers.sent[0]?.answer();
    await settled();
    vi.advanceTimersByTime(5_000);
    workers.sent[0]?.answer();
    expect((await Promise.all(calls)).flatMap(kinds)).toEqual(['done', 'done']);
  });

  it('goes to the other worker when one is silent', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { workers, score } = open();
    workers.start('silent');
    void score(['first']);
    workers.start('sound');
    vi.advanceTimersByTime(1_000);
    const later = score(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(workers.log).toEqual(['silent: first', 'sound: 1, 2, 3, 4', 'sound: 5, 6, 7, 8']);
    for (const _ of 'ab') workers.sent.at(-1)?.answer();
    expect(new Set(kinds(await later))).toEqual(new Set(['done']));
  });

  it('waits for a worker that is expected in time', async () => {
    const { workers, score } = open();
    workers.comingBackInMs = 400;
    const outcomes = score(['a']);
    workers.start('w');
    workers.sent[0]?.answer();
    expect(kinds(await outcomes)).toEqual(['done']);
  });

  it('is missed at once when no worker is expected in time', async () => {
    const { workers, score } = open();
    workers.comingBackInMs = 600;
    expect(kinds(await score(['a', 'b']))).toEqual(['worker', 'worker']);
  });

  it('of a caller that went away is not computed, and counted', async () => {
    const { workers, score, metrics } = open();
    workers.start('w');
    const first = score(['first']);
    const caller = new AbortController();
    const gone = score(['a', 'b'], { deadline: deadline(500, caller.signal) });
    caller.abort();
    expect(kinds(await gone)).toEqual(['caller', 'caller']);
    workers.sent[0]?.answer();
    await first;
    expect(workers.log).toEqual(['w: first']);
    expect(await counted(metrics, 'tandem_batch_dropped_total')).toContain('reason="caller"} 2');
  });

  it('whose deadline passed while it waited is dropped and counted', async () => {
    const { workers, score, metrics, clock } = open();
    workers.start('w');
    const first = score(['first']);
    const late = score(['late'], { deadline: deadline(50) });
    clock.ms = 60;
    workers.sent[0]?.answer();
    await first;
    expect(kinds(await late)).toEqual(['deadline']);
    expect(await counted(metrics, 'tandem_batch_dropped_total')).toContain('reason="deadline"} 1');
  });

  it('that waits when its own timer fires has missed its deadline, whatever the clock says', async () => {
    const { score, workers } = open();
    workers.start('w');
    void score(['first']);
    const timer = new AbortController();
    const late = score(['late'], { deadline: deadline(1, timer.signal) });
    timer.abort(new DOMException('over', 'TimeoutError'));
    expect(kinds(await late)).toEqual(['deadline']);
  });

  it('names its requests to the worker, as long as all of the batch have names', async () => {
    const { workers, score } = open();
    workers.start('w');
    void score(['1'], { requestId: 'first' });
    const calls = [score(['2', '3'], { requestId: 'r2' }), score(['4', '5'], { requestId: 'r3' }), score(['6'])];
    for (let batch = 0; batch < 3; batch++) {
      workers.sent[0]?.answer();
      await settled();
    }
    await Promise.all(calls);
    expect(workers.ids).toEqual(['first', 'r2,r3', undefined]);
  });

  it('of no items is an empty answer', async () => {
    expect(await open().score([])).toEqual([]);
  });
});

describe('load', () => {
  it('counts what waits and what is computed, and measures while busy', async () => {
    const { pool, workers, score, clock } = open();
    expect(pool.load()).toEqual({ isAvailable: false, queuedItems: 0, itemsPerSecond: null });
    workers.start('w');
    const outcomes = score(['1', '2', '3', '4', '5', '6']);
    expect(pool.load()).toMatchObject({ isAvailable: true, queuedItems: 6 });
    clock.ms = 20;
    workers.sent[0]?.answer();
    await settled();
    expect(pool.load()).toEqual({ isAvailable: true, queuedItems: 2, itemsPerSecond: 200 });
    workers.sent[0]?.answer();
    await outcomes;
  });

  /** One batch of each kind, with the time that the worker needs. */
  const measure = async ({ pool, workers, clock }: Harness, item: WorkItem, count: number, tookMs: number) => {
    const items = Array<WorkItem>(count).fill(item);
    void pool.submit(items, { deadline: deadline(1_000), lane: 'interactive' });
    clock.ms += tookMs;
    workers.sent[0]?.answerWith(answerTo(item, count));
    await settled();
  };
  const READING = { kind: 'understand', text: 'nurse' } as const;
  const PACKED = { kind: 'packed', query: 'q', indexVersion: 'v', position: 0, slots: 2 } as const;
  const TEXT = { kind: 'score', query: 'q', text: 'nurse' } as const;

  it('counts work of other kinds by the items that could be computed in its time, each kind by its own rate', async () => {
    const harness = open();
    harness.workers.start('w');
    await measure(harness, TEXT, 4, 400);
    await measure(harness, PACKED, 4, 4);
    await measure(harness, READING, 1, 20);
    expect(harness.pool.load('packed')).toMatchObject({ queuedItems: 0, itemsPerSecond: 1_000 });
    expect(harness.pool.load('score')).toMatchObject({ queuedItems: 0, itemsPerSecond: 10 });
    const { pool } = harness;
    void pool.submit([READING, READING], { deadline: deadline(1_000), lane: 'interactive' });
    expect(pool.load('packed').queuedItems).toBe(40);
    void pool.submit([PACKED], { deadline: deadline(1_000), lane: 'interactive' });
    expect(pool.load('packed').queuedItems).toBe(41);
  });

  it('counts the time that a worker makes a batch wait behind the work of others, and what waits for another try', async () => {
    const { pool, workers, score, clock } = open();
    workers.start('w');
    void score(['1', '2', '3', '4']);
    clock.ms = 40;
    workers.sent[0]?.answerWith({
      ...scoreResponse(['1', '2', '3', '4']),
      parameters: { queue_ms: 30, compute_ms: 10 },
    });
    await settled();
    expect(pool.load()).toMatchObject({ queuedItems: 0, itemsPerSecond: 100 });
    void score(['5', '6', '7']);
    workers.die('w');
    await settled();
    expect(pool.load()).toMatchObject({ isAvailable: false, queuedItems: 3 });
  });
});

function answerTo({ kind }: WorkItem, count: number): InferResponse {
  const texts = Array<string>(count).fill('nurse');
  if (kind !== 'understand') return scoreResponse(texts);
  return { modelName: 'understanding', parameters: {}, outputs: { reading: strings(texts.map(() => '{}')) } };
}

describe('a worker that dies', () => {
  it('loses no item: its batch is tried once elsewhere', async () => {
    const { workers, score } = open();
    workers.start('w1');
    const outcomes = score(['a', 'b']);
    workers.start('w2');
    workers.die('w1');
    await settled();
    expect(workers.log).toEqual(['w1: a, b', 'w2: a, b']);
    workers.sent[0]?.answer();
    expect(kinds(await outcomes)).toEqual(['done', 'done']);
  });

  it('is sent nothing more from the moment its connection broke, and is killed', async () => {
    const { workers, score } = open();
    workers.start('w');
    const outcomes = score(['a']);
    workers.sent[0]?.reject(new TandemError('WORKER_UNAVAILABLE', 'connection broke'));
    await settled();
    expect(workers.log).toEqual(['w: a']);
    expect(workers.killed).toEqual(['w']);
    workers.die('w');
    workers.start('w');
    workers.sent[0]?.answer();
    expect(kinds(await outcomes)).toEqual(['done']);
  });

  it('before it was sent anything has no batch to blame', async () => {
    const { workers, score } = open();
    const outcomes = score(['a']);
    for (let time = 0; time < 5; time++) {
      workers.start('w');
      workers.sent[0]?.reject(new TandemError('WORKER_UNAVAILABLE', 'refused', { isUnsent: true }));
      await settled();
      workers.die('w');
    }
    workers.start('w');
    workers.sent[0]?.answer();
    expect(kinds(await outcomes)).toEqual(['done']);
  });

  it('gives its items up when it does not come back in time', async () => {
    const { workers, score } = open();
    workers.start('w');
    workers.comingBackInMs = 900;
    const outcomes = score(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    workers.die('w');
    expect(new Set(kinds(await outcomes))).toEqual(new Set(['worker']));
  });

  it('halves only the batch that it dies of again alone, not another one that it had', async () => {
    const { workers, score } = open();
    workers.start('w');
    const outcomes = score(['1', '2', '3', 'poison', '5', '6', '7', '8']);
    for (let death = 0; death < 2; death++) {
      workers.die('w');
      await settled();
      workers.start('w');
      await settled();
    }
    await answerUntilDone(workers, outcomes);
    expect(workers.log.slice(-3)).toEqual(['w: 5, 6, 7, 8', 'w: 1, 2', 'w: 3, poison']);
    expect(kinds(await outcomes)).toEqual(Array(8).fill('done'));
  });

  it('of the younger of two batches halves that one, also where both are computed at once', async () => {
    const { workers, score } = open();
    workers.start('w');
    const outcomes = score(['1', '2', '3', '4', '5', 'poison', '7', '8']);
    const isKilledBy = (text: string): boolean => workers.sent.some(({ texts }) => texts.includes(text));
    for (let step = 0; step < 60; step++) {
      if (isKilledBy('poison')) {
        workers.die('w');
        await settled();
        workers.start('w');
      } else workers.sent[0]?.answer();
      await settled();
    }
    expect(kinds(await outcomes)).toEqual(['done', 'done', 'done', 'done', 'done', 'refused', 'done', 'done']);
    const sentWith = (text: string): number => workers.log.filter((line) => line.includes(text)).length;
    // Once beside the poison, once alone; the poison itself until it stands alone.
    expect([sentWith('1'), sentWith('poison')]).toEqual([2, 4]);
  });

  it('never has a batch that failed before beside another one', async () => {
    const { workers, score } = open();
    workers.start('w1');
    const failed = score(['a', 'b']);
    workers.start('w2');
    const first = score(['1', '2', '3', '4']);
    workers.die('w1');
    await settled();
    const second = score(['5', '6', '7', '8']);
    expect(workers.log).toEqual(['w1: a, b', 'w2: 1, 2, 3, 4']);
    workers.sent[0]?.answer();
    await settled();
    expect(workers.log.slice(2)).toEqual(['w2: a, b']);
    await answerUntilDone(workers, Promise.all([failed, first, second]));
    expect(workers.log.slice(3)).toEqual(['w2: 5, 6, 7, 8']);
  });
});

/** Answers everything; batches with the word poison kill the worker, which comes back. */
async function answerUntilDone(workers: StubWorkers, outcomes: Promise<unknown>, poison = 'nothing'): Promise<void> {
  let isDone = false;
  void outcomes.then(() => {
    isDone = true;
  });
  for (let step = 0; step < 500 && !isDone; step++) {
    const [batch] = workers.sent;
    if (batch?.texts.includes(poison)) {
      workers.die(batch.worker);
      await settled();
      workers.start(batch.worker);
    } else batch?.answer();
    await settled();
  }
}

describe('a poisonous item', () => {
  it('is found and refused wherever it stands, and every other item is answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 10 }), fc.nat(9), async (count, at) => {
        const { workers, score } = open();
        workers.start('w');
        const texts = Array.from({ length: count }, (_, index) => (index === at % count ? 'poison' : `text ${index}`));
        const outcomes = score(texts);
        await answerUntilDone(workers, outcomes, 'poison');
        expect(kinds(await outcomes)).toEqual(texts.map((text) => (text === 'poison' ? 'refused' : 'done')));
      }),
      { numRuns: 40 },
    );
  });

  it('is refused without another death when it comes again', async () => {
    const { workers, score } = open();
    workers.start('w');
    const first = score(['poison']);
    await answerUntilDone(workers, first, 'poison');
    const sentBefore = workers.log.length;
    expect(kinds(await score(['poison']))).toEqual(['refused']);
    expect(workers.log).toHaveLength(sentBefore);
  });

  it('is asked again where others share the worker: it may have died of their work', async () => {
    const { workers, score } = open(true);
    workers.start('w');
    const first = score(['innocent']);
    await answerUntilDone(workers, first, 'innocent');
    expect(kinds(await first)).toEqual(['refused']);
    const second = score(['innocent']);
    workers.sent[0]?.answer();
    expect(kinds(await second)).toEqual(['done']);
  });

  it('is followed to its end although its callers have gone', async () => {
    const { workers, score } = open();
    workers.start('w');
    const caller = new AbortController();
    const outcomes = score(['a', 'poison', 'b'], { deadline: deadline(900, caller.signal) });
    for (let death = 0; death < 2; death++) {
      workers.die('w');
      await settled();
      workers.start('w');
      await settled();
    }
    caller.abort();
    await outcomes;
    for (let step = 0; step < 10; step++) await answerUntilDone(workers, settled(), 'poison');
    expect(kinds(await score(['poison']))).toEqual(['refused']);
  });
});

describe('an answer that cannot be used', () => {
  const response = (numbers: readonly number[]) => ({
    modelName: 'ranker',
    parameters: {},
    outputs: { score: fp32([numbers.length, 1], Float32Array.from(numbers)) },
  });

  it.each([
    ['not a number', [Number.NaN, 0.5, 0.5]],
    ['too short', [0.5, 0.5]],
  ])('because it is %s counts as failure and the batch is tried again', async (_, numbers) => {
    const { workers, score } = open();
    workers.start('w');
    const outcomes = score(['a', 'b', 'c']);
    workers.sent[0]?.answerWith(response(numbers));
    await settled();
    expect(workers.log).toEqual(['w: a, b, c', 'w: a, b, c']);
    workers.sent[0]?.answer();
    expect(kinds(await outcomes)).toEqual(['done', 'done', 'done']);
  });

  it('that comes from a worker again and again has it replaced, and refuses nothing for good', async () => {
    const { workers, score } = open();
    workers.start('broken');
    const outcomes = score(['a', 'b', 'c', 'd']);
    for (let answer = 0; answer < 4; answer++) {
      workers.sent[0]?.answerWith(response([]));
      await settled();
    }
    expect(workers.killed).toEqual(['broken']);
    workers.start('whole');
    await answerUntilDone(workers, outcomes);
    expect(kinds(await outcomes)).toEqual(['done', 'done', 'done', 'done']);
  });

  it('is forgotten by the next good one', async () => {
    const { workers, score } = open();
    workers.start('w');
    for (let round = 0; round < 6; round++) {
      const outcomes = score([`text ${round}`]);
      workers.sent[0]?.answerWith(response([]));
      await settled();
      workers.sent[0]?.answer();
      expect(kinds(await outcomes)).toEqual(['done']);
    }
    expect(workers.killed).toEqual([]);
  });

  it('had items refused that a whole worker is given again', async () => {
    const { workers, score } = open();
    workers.start('broken');
    const refused = score(['a']);
    for (let answer = 0; answer < 2; answer++) {
      workers.sent[0]?.answerWith(response([]));
      await settled();
    }
    expect(kinds(await refused)).toEqual(['refused']);
    expect(kinds(await score(['a']))).toEqual(['refused']);
    const others = score(['b']);
    for (let answer = 0; answer < 2; answer++) {
      workers.sent[0]?.answerWith(response([]));
      await settled();
    }
    expect(workers.killed).toEqual(['broken']);
    workers.start('whole');
    const again = score(['a']);
    await answerUntilDone(workers, Promise.all([others, again]));
    expect([kinds(await others), kinds(await again)]).toEqual([['done'], ['done']]);
  });

  it('refuses only the item that is wrong in itself', async () => {
    const { workers, score } = open();
    workers.start('w');
    const outcomes = score(['a', 'wrong', 'c']);
    for (let step = 0; step < 20; step++) {
      const [batch] = workers.sent;
      if (batch?.texts.includes('wrong')) batch.reject(new TandemError('BAD_USER_INPUT', 'no'));
      else batch?.answer();
      await settled();
    }
    expect(kinds(await outcomes)).toEqual(['done', 'refused', 'done']);
  });

  it('remembers nothing of items that a worker had no time for, and keeps the worker', async () => {
    const { workers, score } = open();
    workers.start('busy');
    for (let time = 0; time < 5; time++) {
      const outcomes = score(['a']);
      workers.sent[0]?.reject(new TandemError('OVERLOADED', 'the server behind it is full'));
      expect(kinds(await outcomes)).toEqual(['worker']);
    }
    expect(workers.killed).toEqual([]);
    const outcomes = score(['a']);
    workers.sent[0]?.answer();
    expect(kinds(await outcomes)).toEqual(['done']);
  });
});
