/** How far a long task is: done, total, rate and time left. */

import type { Clock } from '../runtime/clock.ts';

/** Documents are read, then embedded; then the phrases of them that are not known. */
export type IngestPhase = 'read' | 'embed' | 'phrases';

export interface Progress {
  readonly phase: IngestPhase;
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
  readonly perSecond: number | null;
  readonly secondsLeft: number | null;
}

export type OnProgress = (progress: Progress) => void;

/** Tells the listener how far a phase is; `work` counts what takes time, where some of `done` cost nothing. */
export interface PhaseMeter {
  readonly advance: (done: number, work: number) => void;
}

export function meterPhase(phase: IngestPhase, total: number | null, clock: Clock, onProgress: OnProgress): PhaseMeter {
  const startMs = clock.nowMs();
  let done = 0;
  let work = 0;
  return {
    advance: (moreDone, moreWork) => {
      done += moreDone;
      work += moreWork;
      const seconds = (clock.nowMs() - startMs) / 1_000;
      const perSecond = seconds > 0 && work > 0 ? work / seconds : null;
      const secondsLeft = perSecond === null || total === null ? null : (total - done) / perSecond;
      onProgress({ phase, done, total, perSecond, secondsLeft });
    },
  };
}
