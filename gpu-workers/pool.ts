/** One pool: its queue and its workers, and what happens to a batch from waiting to its answer. */

import type { TandemError } from '../runtime/errors.ts';
import { type BatchQueue, createBatchQueue } from './batch-queue.ts';
import { batchError, FATES, type Failure, lossOf, recoverFrom } from './batch-recovery.ts';
import { batchTimes, countBatch, type Sent } from './batch-times.ts';
import type { PoolOptions } from './pool-options.ts';
import type { PoolLoad, WorkOptions } from './pools.ts';
import { createRefusals } from './refusals.ts';
import { createRetries } from './retries.ts';
import { startScaling } from './scaling.ts';
import { answering, type Batch, chooseStation, noteSent, openStation, requestIdsOf, type Station } from './stations.ts';
import type { ReadyWorker, Supervisor } from './supervisor.ts';
import { entryOf, miss, missOnAbort, type Outcome, openCall, type Ticket, type Waiting } from './tickets.ts';
import { tracedBatch, tracedWork } from './trace-work.ts';
import { answersFrom, requestFor, taskOf, type WorkAnswer, type WorkItem } from './work-items.ts';
import { createWorkRates } from './work-rates.ts';
import type { CountBounds } from './worker-count.ts';

/** No batch of ours computes so long; a worker that does not answer by then hangs. */
const BATCH_TIMEOUT_MS = 10_000;
/** Waiting for a worker to come back may take this share of the time that is left, so that its answer can still be used. */
const MAX_WAIT_SHARE = 0.5;
const FIXED: CountBounds = { minimum: 1, maximum: 1 };

export class Pool {
  readonly supervisor: Supervisor;
  readonly #options: PoolOptions;
  readonly #queue: BatchQueue<Ticket>;
  readonly #rates = createWorkRates();
  readonly #refusals = createRefusals();
  readonly #stations = new Map<ReadyWorker, Station>();
  readonly #retries = createRetries();
  readonly #endScaling: () => void;
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
    const scaled = { supervisor: this.supervisor, load: () => this.load() };
    this.#endScaling = startScaling({ bounds: FIXED, ...options, ...scaled });
  }

  /** One outcome an item, in order; never rejects. */
  submit(items: readonly WorkItem[], work: WorkOptions): Promise<readonly Outcome[]> {
    return tracedWork(this.#options.name, items, work, () => this.#submit(items, work));
  }

  #submit(items: readonly WorkItem[], work: WorkOptions): Promise<readonly Outcome[]> {
    const nowMs = this.#options.clock.nowMs();
    const call = openCall(items, nowMs, work);
    const shared = { lane: work.lane, deadlineMs: nowMs + work.deadline.remainingMs() };
    const entries = call.tickets.map((ticket) => entryOf(ticket, shared));
    this.#refuseHopeless(entries);
    this.#queue.push(entries.filter((entry) => entry.isWanted()));
    missOnAbort(entries, work.deadline, call.outcomes, (reason) => this.#sweep(reason));
    this.#pump();
    return call.outcomes;
  }

  /** In items of the kind `unit`, of any one kind unless told. */
  load(unit?: WorkItem['kind']): PoolLoad {
    const stations = [...this.#stations.values()];
    const sent = [...stations.flatMap(({ inFlight }) => inFlight), ...this.#retries.waiting()];
    const entries = [...this.#queue.waiting(), ...sent.flatMap((batch) => batch.entries)];
    return this.#rates.load(answering(this.#stations).length, entries, unit);
  }

  /** Answers what is running, then ends the workers. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#endScaling();
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

  #sweep(reason: 'caller' | 'deadline'): void {
    const dropped = this.#queue.remove((entry) => !entry.isWanted());
    this.#options.metrics.droppedEntries.inc({ pool: this.#options.name, reason }, dropped.length);
  }

  /** True when no worker is expected early enough for an answer in time. */
  #cannotWait(entry: Waiting): boolean {
    const { clock } = this.#options;
    const isSilent = this.#stations.size > 0 && answering(this.#stations).length === 0;
    if (isSilent && entry.lane === 'interactive') return true;
    const readyInMs = this.#isClosed ? Number.POSITIVE_INFINITY : this.supervisor.readyInMs();
    return readyInMs > 0 && readyInMs > (entry.deadlineMs - clock.nowMs()) * MAX_WAIT_SHARE;
  }

  #forget(worker: ReadyWorker): void {
    this.#stations.delete(worker);
    if (this.#stations.size === 0) this.#giveUpWaiting();
  }

  #onSilence({ worker }: Station): void {
    this.#options.logger.warn({ pool: this.#options.name, worker: worker.name }, 'worker is silent');
    this.#giveUpWaiting();
  }

  #giveUpWaiting(): void {
    for (const entry of this.#queue.remove((waiting) => this.#cannotWait(waiting))) miss(entry, 'worker');
    for (const batch of this.#retries.takeAll()) this.#tryAgain(batch);
  }

  /** Hands out work as long as a worker has room for it. What has failed before waits for one that does nothing else. */
  #pump(): void {
    while (true) {
      const isAhead = !this.#retries.hasWanted() && this.#queue.hasFullBatch();
      const station = chooseStation([...this.#stations.values()], isAhead, this.#options.random);
      const batch = station === null ? null : this.#nextBatch(station.inFlight.length === 0);
      if (station === null || batch === null) return;
      void this.#dispatch(station, batch);
    }
  }

  /** What failed once and is still wanted, then the queue, then suspects that nobody waits for; a busy worker gets of the queue only. */
  #nextBatch(isIdle: boolean): Batch | null {
    const wanted = isIdle ? this.#retries.takeWanted() : null;
    if (wanted !== null) return wanted;
    const from = isIdle ? 'all' : 'interactive only';
    const { batch, dropped, retryInMs } = this.#queue.take(this.#options.clock.nowMs(), this.#rates.estimateMs, from);
    for (const { entry, reason } of dropped) {
      this.#options.metrics.droppedEntries.inc({ pool: this.#options.name, reason });
      miss(entry, reason);
    }
    if (batch.length > 0) return { entries: batch, failures: 0 };
    if (retryInMs !== null) this.#pumpIn(retryInMs);
    return isIdle ? this.#retries.takeAny() : null;
  }

  /** Batch work that waits for an idle window is looked at again when it opens; nothing else would wake it. */
  #pumpIn(waitMs: number): void {
    clearTimeout(this.#wake);
    this.#wake = setTimeout(() => this.#pump(), Math.ceil(waitMs));
  }

  async #dispatch(station: Station, batch: Batch): Promise<void> {
    const { clock, batchTimeoutMs = BATCH_TIMEOUT_MS } = this.#options;
    const sentMs = clock.nowMs();
    const noteDone = noteSent(station, batch, () => this.#onSilence(station));
    const items = batch.entries.map((entry) => entry.work.item);
    try {
      const request = requestFor(items, requestIdsOf(batch), batch.entries[0]?.lane);
      const response = await tracedBatch(this.#options.name, station.worker.name, batch, (traceparent) =>
        station.worker.client.infer({ ...request, traceparent }, AbortSignal.timeout(batchTimeoutMs)),
      );
      this.#finish(station, batch, answersFrom(response, items), { sentMs, response });
    } catch (error) {
      this.#fail(station, batch, batchError(error));
    } finally {
      noteDone(clock.nowMs());
      this.#pump();
    }
  }

  #finish(station: Station, batch: Batch, answers: readonly WorkAnswer[], sent: Sent): void {
    const { clock, metrics, name } = this.#options;
    const [size, answeredMs, turnMs] = [batch.entries.length, clock.nowMs(), Math.max(sent.sentMs, station.lastDoneMs)];
    const trip = { ...sent, worker: station.worker.name, size, turnMs, answeredMs };
    const [first] = batch.entries;
    const item = first?.work.item;
    this.#rates.record(batch.entries, answeredMs - turnMs);
    const task = item === undefined ? 'none' : taskOf(item);
    station.doubts.clear(task);
    countBatch(metrics, name, task, batchTimes(trip, first?.work.enqueuedMs ?? sent.sentMs));
    for (const [index, { work }] of batch.entries.entries()) {
      const answer = answers[index];
      if (answer !== undefined) work.settle({ kind: 'done', answer, batch: batchTimes(trip, work.enqueuedMs) });
    }
  }

  #fail(station: Station, batch: Batch, error: TandemError): void {
    const fate = FATES[error.code];
    if (fate !== undefined) {
      for (const entry of batch.entries) miss(entry, fate, error);
      return;
    }
    const { logger, name } = this.#options;
    const failure = this.#failureOf(station, batch, error);
    logger.warn(
      { pool: name, worker: station.worker.name, items: batch.entries.length, failure, error: error.message },
      'batch failed',
    );
    const { retry, refused } = recoverFrom(batch, failure);
    for (const entry of refused) {
      // A wrong request is cheap to refuse again; what takes workers down is not tried again.
      if (failure === 'crash' && !station.worker.isShared) this.#refusals.add(entry.work.item);
      miss(entry, 'refused', error);
    }
    for (const attempt of retry) this.#tryAgain(attempt);
  }

  /**
   * A worker that broke its connection is dying or hangs: it gets nothing more. Any batch that it had may be to blame, because
   * a server may compute several at once and connections do not keep their order; each is tried again alone, which
   * tells, but where other processes send the worker work too.
   */
  #failureOf(station: Station, batch: Batch, error: TandemError): Failure {
    if (error.code === 'BAD_USER_INPUT') return 'rejected';
    if (error.code !== 'WORKER_UNAVAILABLE') return this.#doubt(station, batch, error);
    this.#giveUp(station, error);
    return lossOf(error);
  }

  /** One useless answer may be the batch's fault; many in a row are the worker's, and what they had refused is not. */
  #doubt(station: Station, batch: Batch, error: TandemError): Failure {
    const items = batch.entries.map((entry) => entry.work.item);
    const innocent = station.doubts.add(items[0] === undefined ? 'none' : taskOf(items[0]), items);
    if (innocent === null) return 'crash';
    this.#refusals.forgive(innocent);
    this.#giveUp(station, error);
    return 'bystander';
  }

  #giveUp(station: Station, { message }: TandemError): void {
    this.#stations.delete(station.worker);
    station.worker.kill(message);
  }

  #tryAgain(batch: Batch): void {
    for (const entry of batch.entries) if (this.#cannotWait(entry)) miss(entry, 'worker');
    if (!this.#isClosed) this.#retries.push(batch);
  }
}
