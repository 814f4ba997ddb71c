/** Lets as many searches run as the limit says: a few wait in a lane each, interactive ones first, the rest is refused at once. */

import type { Clock } from '../runtime/clock.ts';
import { TandemError } from '../runtime/errors.ts';
import type { Metrics } from '../runtime/telemetry.ts';
import { INITIAL_LIMIT, type LimitState, nextLimit, type RequestEnding } from './concurrency-limit.ts';

export type RequestLane = 'interactive' | 'batch';

/** A running search; `end` frees its place and teaches the limit, once. */
export interface Admitted {
  readonly end: (ending: RequestEnding) => void;
}

export interface AdmissionOptions {
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'admissionLimit' | 'admissionInFlight' | 'admissionRefused'>;
  /** The limit never exceeds it. */
  readonly maximum: number;
  /** Longest wait for a place; by default half of what a search takes alone. */
  readonly longestWaitMs?: number;
}

interface Waiting {
  readonly lane: RequestLane;
  readonly start: (admitted: Admitted) => void;
  readonly refuse: (reason: unknown) => void;
}

const LANES: readonly RequestLane[] = ['interactive', 'batch'];
/** Of the limit: who would wait behind more is told at once. */
const QUEUE_SHARE = 0.5;
/** Batch work leaves the other places to who is waiting at a screen. */
const PLACES_SHARE: Readonly<Record<RequestLane, number>> = { interactive: 1, batch: 0.5 };
/** Of what a search takes alone; waiting all of it made p99 of what is admitted 3.6 times that of one alone (`npm run bench:overload`). */
const WAIT_SHARE = 0.5;
const LEAST_RETRY_MS = 1_000;
/** Of a search, before the first has ended. */
const ASSUMED_MS = 200;

export class Admission {
  readonly #options: AdmissionOptions;
  #state: LimitState;
  #inFlight = 0;
  /** First come first. */
  #waiting: readonly Waiting[] = [];

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#state = { ...INITIAL_LIMIT, limit: Math.min(options.maximum, INITIAL_LIMIT.limit) };
    options.metrics.admissionLimit.set(this.#state.limit);
  }

  /** Resolves when the search may run. Rejects with OVERLOADED and `retryAfterMs`, or with the reason of `caller`. */
  async enter(lane: RequestLane, caller?: AbortSignal): Promise<Admitted> {
    caller?.throwIfAborted();
    // Nobody who waits could use the place: every end lets in who can.
    if (this.#hasPlace(lane)) return this.#begin();
    const isFull = this.#waitingIn(lane).length >= Math.max(1, Math.floor(this.#state.limit * QUEUE_SHARE));
    if (isFull) this.#makeRoom(lane);
    return this.#wait(lane, caller);
  }

  /** The cheapest to lose goes first: nobody sits at a screen for batch work. Throws OVERLOADED when there is none. */
  #makeRoom(lane: RequestLane): void {
    const [cheapest] = lane === 'interactive' ? this.#waitingIn('batch') : [];
    if (cheapest === undefined) throw this.#refusal(lane);
    cheapest.refuse(this.#refusal(cheapest.lane));
  }

  #wait(lane: RequestLane, caller: AbortSignal | undefined): Promise<Admitted> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== entry);
        clearTimeout(timer);
        caller?.removeEventListener('abort', abandon);
      };
      const refuse = (reason: unknown): void => {
        leave();
        reject(reason);
      };
      const abandon = (): void => refuse(caller?.reason);
      const start = (admitted: Admitted): void => {
        leave();
        resolve(admitted);
      };
      const waitMs = this.#options.longestWaitMs ?? (this.#state.idleMs ?? ASSUMED_MS) * WAIT_SHARE;
      const timer = setTimeout(() => refuse(this.#refusal(lane)), waitMs);
      const entry: Waiting = { lane, start, refuse };
      this.#waiting = [...this.#waiting, entry];
      caller?.addEventListener('abort', abandon, { once: true });
    });
  }

  #begin(): Admitted {
    const { clock, metrics } = this.#options;
    this.#inFlight += 1;
    metrics.admissionInFlight.set(this.#inFlight);
    const [startedMs, inFlight] = [clock.nowMs(), this.#inFlight];
    let isOver = false;
    return {
      end: (ending) => {
        if (isOver) return;
        isOver = true;
        this.#inFlight -= 1;
        this.#learn({ elapsedMs: clock.nowMs() - startedMs, inFlight, ending });
        this.#admitWaiting();
        metrics.admissionInFlight.set(this.#inFlight);
      },
    };
  }

  #learn(sample: Parameters<typeof nextLimit>[1]): void {
    this.#state = nextLimit(this.#state, sample, this.#options.maximum);
    this.#options.metrics.admissionLimit.set(this.#state.limit);
  }

  #admitWaiting(): void {
    for (const lane of LANES) {
      for (const next of this.#waitingIn(lane)) {
        if (!this.#hasPlace(lane)) return;
        next.start(this.#begin());
      }
    }
  }

  #hasPlace(lane: RequestLane): boolean {
    return this.#inFlight < Math.max(1, Math.floor(this.#state.limit * PLACES_SHARE[lane]));
  }

  #waitingIn(lane: RequestLane): readonly Waiting[] {
    return this.#waiting.filter((entry) => entry.lane === lane);
  }

  #refusal(lane: RequestLane): TandemError {
    this.#options.metrics.admissionRefused.inc({ lane });
    const { limit, loadedMs } = this.#state;
    const aheadMs = ((this.#inFlight + this.#waiting.length) * (loadedMs ?? ASSUMED_MS)) / limit;
    const retryAfterMs = Math.max(LEAST_RETRY_MS, Math.ceil(aheadMs));
    const message = `at most ${Math.floor(limit)} searches run at once, got one more while ${this.#waiting.length} wait; try again in ${retryAfterMs} ms`;
    return new TandemError('OVERLOADED', message, { retryAfterMs });
  }
}
