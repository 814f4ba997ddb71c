/** Lets as many searches run as the limit says: a few wait in a lane each, interactive ones first, the rest is refused at once. */

import type { Clock } from '../../runtime/clock.ts';
import type { Ending } from '../../runtime/ending.ts';
import { TandemError } from '../../runtime/errors.ts';
import { LANES, type Lane } from '../../runtime/lane.ts';
import type { Metrics } from '../../runtime/telemetry.ts';
import { departuresHeard } from '../http/departures.ts';
import { INITIAL_LIMIT, type LimitState, nextLimit, placesOf } from './concurrency-limit.ts';

/** A running operation; `end` frees its places and teaches the limit, once. */
export interface Admitted {
  readonly end: (ending: Ending) => void;
}

export interface AdmissionOptions {
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'admissionLimit' | 'admissionInFlight' | 'admissionRefused'>;
  /** The limit never exceeds it. */
  readonly maximum: number;
  /** Longest wait for a place; by default half of what a search takes alone, at least 50. */
  readonly longestWaitMs?: number;
}

interface Waiting {
  readonly lane: Lane;
  readonly places: number;
  readonly start: (admitted: Admitted) => void;
  /** The reason is worded when it has left. */
  readonly refuse: (reasonOf: () => unknown) => void;
}

/** Of the limit: who would wait behind more is told at once. */
const QUEUE_SHARE = 0.5;
/** Batch work leaves the other places to who is waiting at a screen. */
const PLACES_SHARE: Readonly<Record<Lane, number>> = { interactive: 1, batch: 0.5 };
/** Of what a search takes alone; set together with TOLERANCE of the limit, which has the measurements: alone it brought nothing (3.65 instead of 3.6), with 1.2 there 1.94 to 2.2. */
const WAIT_SHARE = 0.5;
/** Where pages from a cache are the usual ones, half of their time would refuse two clients that come at once. */
const LEAST_WAIT_MS = 50;
const LEAST_RETRY_MS = 1_000;
/** Of a search, before the first has ended. */
const ASSUMED_MS = 200;

export class Admission {
  readonly #options: AdmissionOptions;
  #state: LimitState;
  /** Places. */
  readonly #inFlight: Record<Lane, number> = { interactive: 0, batch: 0 };
  /** First come first. */
  #waiting: readonly Waiting[] = [];

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#state = { ...INITIAL_LIMIT, limit: Math.min(options.maximum, INITIAL_LIMIT.limit) };
    options.metrics.admissionLimit.set(this.#state.limit);
  }

  /**
   * Resolves when `places` searches, at most as many as the limit, may run. Rejects with OVERLOADED and `retryAfterMs`,
   * or with the reason of `caller`. Who finds the queue full listens for departures before it is refused, and who comes in
   * that moment may go first.
   */
  async enter(lane: Lane, caller?: AbortSignal, places = 1): Promise<Admitted> {
    if (this.#isFull(lane)) await departuresHeard();
    caller?.throwIfAborted();
    const isBehind = this.#waiting.some((other) => other.lane === lane || other.lane === 'interactive');
    if (!isBehind && this.#hasPlaces(lane, places)) return this.#begin(lane, places);
    if (this.#isFull(lane)) this.#makeRoom(lane);
    return this.#wait(lane, places, caller);
  }

  #isFull(lane: Lane): boolean {
    return this.#waitingIn(lane).length >= Math.max(1, Math.floor(this.#state.limit * QUEUE_SHARE));
  }

  /** The cheapest to lose goes first: nobody sits at a screen for batch work. Throws OVERLOADED when there is none. */
  #makeRoom(lane: Lane): void {
    const [cheapest] = lane === 'interactive' ? this.#waitingIn('batch') : [];
    if (cheapest === undefined) throw this.#refusal(lane);
    cheapest.refuse(() => this.#refusal(cheapest.lane));
  }

  #wait(lane: Lane, places: number, caller: AbortSignal | undefined): Promise<Admitted> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== entry);
        clearTimeout(timer);
        caller?.removeEventListener('abort', abandon);
      };
      const refuse = (reasonOf: () => unknown): void => {
        leave();
        reject(reasonOf());
        // It may have wanted more places than there are, and others behind it fewer.
        this.#admitWaiting();
      };
      const abandon = (): void => refuse(() => caller?.reason);
      const start = (admitted: Admitted): void => {
        leave();
        resolve(admitted);
      };
      const timer = setTimeout(() => refuse(() => this.#refusal(lane)), this.#longestWaitMs());
      const entry: Waiting = { lane, places, start, refuse };
      this.#waiting = [...this.#waiting, entry];
      caller?.addEventListener('abort', abandon, { once: true });
    });
  }

  #longestWaitMs(): number {
    return this.#options.longestWaitMs ?? Math.max(LEAST_WAIT_MS, (this.#state.idleMs ?? ASSUMED_MS) * WAIT_SHARE);
  }

  /** Batch work waits for idle windows of the workers, so the time that it takes says nothing of the load. */
  #begin(lane: Lane, wanted: number): Admitted {
    const { clock, metrics } = this.#options;
    const places = Math.min(wanted, Math.floor(this.#state.limit));
    this.#inFlight[lane] += places;
    metrics.admissionInFlight.set(this.#running());
    const [startedMs, inFlight] = [clock.nowMs(), this.#inFlight[lane]];
    let isOver = false;
    return {
      end: (ending) => {
        if (isOver) return;
        isOver = true;
        this.#inFlight[lane] -= places;
        if (lane === 'interactive') this.#learn({ elapsedMs: clock.nowMs() - startedMs, inFlight, places, ending });
        this.#admitWaiting();
        metrics.admissionInFlight.set(this.#running());
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
        if (!this.#hasPlaces(lane, next.places)) return;
        next.start(this.#begin(lane, next.places));
      }
    }
  }

  /** Whoever wants more than its lane may have runs when nobody else does. Interactive work takes no notice of batch work, which gives way in the pools. */
  #hasPlaces(lane: Lane, wanted: number): boolean {
    const most = Math.max(1, Math.floor(placesOf(this.#state) * PLACES_SHARE[lane]));
    const inTheWay = lane === 'interactive' ? this.#inFlight.interactive : this.#running();
    return inTheWay + Math.min(wanted, most) <= most;
  }

  #running(): number {
    return LANES.reduce((sum, lane) => sum + this.#inFlight[lane], 0);
  }

  #waitingIn(lane: Lane): readonly Waiting[] {
    return this.#waiting.filter((entry) => entry.lane === lane);
  }

  #refusal(lane: Lane): TandemError {
    this.#options.metrics.admissionRefused.inc({ lane });
    const { limit, loadedMs } = this.#state;
    const aheadMs = ((this.#running() + this.#waiting.length) * (loadedMs ?? ASSUMED_MS)) / limit;
    const retryAfterMs = Math.max(LEAST_RETRY_MS, Math.ceil(aheadMs));
    const message = `at most ${Math.floor(limit)} searches run at once, got one more while ${this.#waiting.length} wait; try again in ${retryAfterMs} ms`;
    return new TandemError('OVERLOADED', message, { retryAfterMs });
  }
}
