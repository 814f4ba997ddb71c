/** One pool: its queue and its workers, and what happens to a batch from waiting to its answer. */

import type { Clock } from '../runtime/clock.ts';
import { TandemError } from '../runtime/errors.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import { type BatchLimits, type BatchQueue, createBatchQueue } from './batch-queue.ts';
import { type Failure, isSuspect, recoverFrom } from './batch-recovery.ts';
import type { Lane, PoolLoad, PoolName, WorkOptions } from './pools.ts';
import { createRateMeter } from './rate-meter.ts';
import { createRefusals } from './refusals.ts';
import { type Batch, chooseStation, openStation, paddedTokens, requestIdsOf, type Station } from './stations.ts';
import type { ReadyWorker, Supervisor, SupervisorEvents } from './supervisor.ts';
import { entryOf, leaveReason, miss, type Outcome, openCall, type Ticket, type Waiting } from './tickets.ts';
import { answersFrom, requestFor, taskOf, type WorkAnswer, type WorkItem } from './work-items.ts';

export interface PoolOptions {
  readonly name: PoolName;
  readonly limits: Readonly<Record<Lane, BatchLimits>>;
  readonly supervise: (events: SupervisorEvents) => Supervisor;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'modelItems' | 'batchSize' | 'droppedEntries'>;
  readonly logger: Logger;
  /** 0 to 1, for the power of two choices. */
  readonly random: () => number;
  readonly batchTimeoutMs?: number;
}

/** No batch of ours computes so long; a worker that does not answer by then hangs. */
const BATCH_TIMEOUT_MS = 10_000;
/** Waiting for a worker to come back may take this share of the time that is left, so that its answer can still be used. */
const MAX_WAIT_SHARE = 0.5;
/** Suspect batches that nobody waits for any more; what is over is forgotten and found again by its next caller. */
const MAX_ORPHANS = 32;
/** These say that the index is not there; another worker or another try finds the same. */
const FINAL_CODES: readonly string[] = ['INDEX_MISSING', 'INDEX_INVALID'];

export class Pool {
  readonly supervisor: Supervisor;
  readonly #options: PoolOptions;
  readonly #queue: BatchQueue<Ticket>;
  readonly #meter = createRateMeter();
  readonly #refusals = createRefusals();
  readonly #stations = new Map<ReadyWorker, Station>();
  #retries: readonly Batch[] = [];
  #wake: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#queue = createBatchQueue(options.limits);
    this.supervisor = options.supervise({
      onReady: (worker) => {
        this.#stations.set(worker, openStation(worker, options.clock.nowMs()));
        this.#pump();
      },
      onGone: (worker) => this.#forget(worker),
    });
  }

  /** One outcome an item, in order; never rejects. */
  submit(items: readonly WorkItem[], work: WorkOptions): Promise<readonly Outcome[]> {
    const nowMs = this.#options.clock.nowMs();
    const call = openCall(items, nowMs, work.requestId);
    const shared = { lane: work.lane, deadlineMs: nowMs + work.deadline.remainingMs() };
    const entries = call.tickets.map((ticket) => entryOf(ticket, shared));
    this.#refuseHopeless(entries);
    this.#queue.push(entries.filter((entry) => entry.isWanted()));
    this.#leaveOnAbort(entries, work, call.outcomes);
    this.#pump();
    return call.outcomes;
  }

  load(): PoolLoad {
    const rate = this.#meter.itemsPerSecond();
    const running = [...this.#stations.values()].flatMap(({ inFlight }) => inFlight);
    return {
      isAvailable: this.#stations.size > 0,
      queuedItems: this.#queue.size() + running.reduce((sum, batch) => sum + batch.entries.length, 0),
      itemsPerSecond: rate === null ? null : rate * Math.max(1, this.#stations.size),
    };
  }

  /** Answers what is running, then ends the workers. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#wake);
    this.#giveUpWaiting();
    await this.supervisor.close();
  }

  #refuseHopeless(entries: readonly Waiting[]): void {
    for (const entry of entries) {
      if (this.#refusals.has(entry.work.item)) miss(entry, 'refused');
      else if (this.#cannotWait(entry)) miss(entry, 'worker');
    }
  }

  /** The caller went away or its time is over: what waits is not computed any more. */
  #leaveOnAbort(entries: readonly Waiting[], { deadline }: WorkOptions, outcomes: Promise<unknown>): void {
    const leave = (): void => {
      const reason = leaveReason(deadline);
      for (const entry of entries) miss(entry, reason);
      const dropped = this.#queue.remove((entry) => !entry.isWanted());
      this.#options.metrics.droppedEntries.inc({ pool: this.#options.name, reason }, dropped.length);
    };
    if (deadline.signal.aborted) leave();
    else deadline.signal.addEventListener('abort', leave, { once: true });
    void outcomes.then(() => deadline.signal.removeEventListener('abort', leave));
  }

  /** True when no worker is expected early enough for an answer in time. */
  #cannotWait(entry: Waiting): boolean {
    const { clock } = this.#options;
    const readyInMs = this.#isClosed ? Number.POSITIVE_INFINITY : this.supervisor.readyInMs();
    return readyInMs > 0 && readyInMs > (entry.deadlineMs - clock.nowMs()) * MAX_WAIT_SHARE;
  }

  #forget(worker: ReadyWorker): void {
    this.#stations.delete(worker);
    if (this.#stations.size === 0) this.#giveUpWaiting();
  }

  #giveUpWaiting(): void {
    for (const entry of this.#queue.remove((waiting) => this.#cannotWait(waiting))) miss(entry, 'worker');
    const failed = this.#retries;
    this.#retries = [];
    for (const batch of failed) this.#tryAgain(batch);
  }

  /** Hands out work as long as a worker has room for it. */
  #pump(): void {
    while (true) {
      const station = chooseStation([...this.#stations.values()], this.#queue.hasFullBatch(), this.#options.random);
      const batch = station === null ? null : this.#nextBatch();
      if (station === null || batch === null) return;
      void this.#dispatch(station, batch);
    }
  }

  /** What failed once and is still wanted, then the queue, then suspects that nobody waits for. */
  #nextBatch(): Batch | null {
    const wanted = this.#retries.find((batch) => batch.entries.some((entry) => entry.isWanted()));
    if (wanted !== undefined) return this.#takeRetry(wanted);
    const { batch, dropped, retryInMs } = this.#queue.take(this.#options.clock.nowMs(), this.#meter.estimateMs);
    for (const { entry, reason } of dropped) {
      this.#options.metrics.droppedEntries.inc({ pool: this.#options.name, reason });
      miss(entry, reason);
    }
    if (batch.length > 0) return { entries: batch, failures: 0 };
    if (retryInMs !== null) this.#pumpIn(retryInMs);
    const [orphan] = this.#retries;
    return orphan === undefined ? null : this.#takeRetry(orphan);
  }

  /** Batch work that waits for an idle window is looked at again when it opens; nothing else would wake it. */
  #pumpIn(waitMs: number): void {
    clearTimeout(this.#wake);
    this.#wake = setTimeout(() => this.#pump(), Math.ceil(waitMs));
  }

  #takeRetry(batch: Batch): Batch {
    this.#retries = this.#retries.filter((other) => other !== batch);
    return batch;
  }

  async #dispatch(station: Station, batch: Batch): Promise<void> {
    const { clock, batchTimeoutMs = BATCH_TIMEOUT_MS } = this.#options;
    const sentMs = clock.nowMs();
    station.inFlight = [...station.inFlight, batch];
    const items = batch.entries.map((entry) => entry.work.item);
    try {
      const request = requestFor(items, requestIdsOf(batch));
      const response = await station.worker.client.infer(request, AbortSignal.timeout(batchTimeoutMs));
      const computeMs = Number(response.parameters.tokenize_ms ?? 0) + Number(response.parameters.compute_ms ?? 0);
      this.#finish(station, batch, answersFrom(response, items), sentMs, computeMs);
    } catch (error) {
      this.#fail(station, batch, asTandemError(error));
    } finally {
      station.inFlight = station.inFlight.filter((other) => other !== batch);
      station.lastDoneMs = clock.nowMs();
      this.#pump();
    }
  }

  #finish(station: Station, batch: Batch, answers: readonly WorkAnswer[], sentMs: number, computeMs: number): void {
    const { clock, metrics, name } = this.#options;
    const size = batch.entries.length;
    const busyMs = clock.nowMs() - Math.max(sentMs, station.lastDoneMs);
    const item = batch.entries[0]?.work.item;
    // Reading a query is no item of ranking: it would make the pool look faster than it ranks.
    if (item?.kind !== 'understand') this.#meter.record({ items: size, tokens: paddedTokens(batch), busyMs });
    metrics.modelItems.inc({ task: item === undefined ? 'none' : taskOf(item) }, size);
    metrics.batchSize.observe({ pool: name }, size);
    for (const [index, { work }] of batch.entries.entries()) {
      const answer = answers[index];
      const times = { worker: station.worker.name, size, queueMs: sentMs - work.enqueuedMs, computeMs };
      if (answer !== undefined) work.settle({ kind: 'done', answer, batch: times });
    }
  }

  #fail(station: Station, batch: Batch, error: TandemError): void {
    const { logger, name } = this.#options;
    if (FINAL_CODES.includes(error.code)) {
      for (const entry of batch.entries) miss(entry, 'refused', error);
      return;
    }
    const failure = this.#failureOf(station, batch, error);
    logger.warn(
      { pool: name, worker: station.worker.name, items: batch.entries.length, failure, error: error.message },
      'batch failed',
    );
    const { retry, refused } = recoverFrom(batch, failure);
    for (const entry of refused) {
      // A wrong request is cheap to refuse again; what takes workers down is not tried again.
      if (failure === 'crash') this.#refusals.add(entry.work.item);
      miss(entry, 'refused', error);
    }
    for (const attempt of retry) this.#tryAgain(attempt);
  }

  /** A worker that broke its connection is dying or hangs: it gets nothing more, and the batch that it computed is to blame. */
  #failureOf(station: Station, batch: Batch, error: TandemError): Failure {
    if (error.code === 'BAD_USER_INPUT') return 'rejected';
    if (error.code !== 'WORKER_UNAVAILABLE') return 'crash';
    station.culprit ??= station.inFlight[0] ?? null;
    this.#stations.delete(station.worker);
    station.worker.kill(error.message);
    return station.culprit === batch ? 'crash' : 'bystander';
  }

  /** Suspects are followed to the poisonous item even when their callers have gone, or the next caller would meet it again. */
  #tryAgain(batch: Batch): void {
    for (const entry of batch.entries) if (this.#cannotWait(entry)) miss(entry, 'worker');
    const isWanted = batch.entries.some((entry) => entry.isWanted());
    const isWorthFollowing = isSuspect(batch) && this.#retries.length < MAX_ORPHANS && !this.#isClosed;
    if (isWanted || isWorthFollowing) this.#retries = [...this.#retries, batch];
  }
}

function asTandemError(error: unknown): TandemError {
  if (error instanceof TandemError) return error;
  return new TandemError(
    'INTERNAL',
    `a batch failed: ${error instanceof Error ? error.message : String(error)}`,
    {},
    error,
  );
}
