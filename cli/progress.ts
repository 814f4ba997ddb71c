/** Progress of a long task: a bar on a terminal, a plain line now and then elsewhere; always with rate and time left. */

import { SingleBar } from 'cli-progress';
import { type Clock, systemClock } from '../runtime/clock.ts';

export interface Pace {
  readonly perSecond: number | null;
  readonly secondsLeft: number | null;
}

export interface ProgressDisplay {
  /** `pace` is measured from the start when the caller does not know it better. */
  readonly update: (done: number, pace?: Pace) => void;
  readonly end: () => void;
}

export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** Plain lines come no closer than this, so that a log stays readable. */
const LINE_EVERY_MS = 5_000;
const BAR_FORMAT = '{label} [{bar}] {value}/{total} · {rate} · {left}';

/** `total` is null when it is not known beforehand. Writes to standard error, so that output can be piped. */
export function createProgress(
  label: string,
  total: number | null,
  output: ProgressOutput = process.stderr,
  clock: Clock = systemClock,
): ProgressDisplay {
  const startMs = clock.nowMs();
  const paceOf = (done: number): Pace => {
    const seconds = (clock.nowMs() - startMs) / 1_000;
    const perSecond = seconds > 0 && done > 0 ? done / seconds : null;
    return { perSecond, secondsLeft: perSecond === null || total === null ? null : (total - done) / perSecond };
  };
  return output.isTTY === true && total !== null
    ? showBar(label, total, output, paceOf)
    : showLines(label, total, output, clock, paceOf);
}

function showBar(
  label: string,
  total: number,
  stream: ProgressOutput,
  paceOf: (done: number) => Pace,
): ProgressDisplay {
  const bar = new SingleBar({
    format: BAR_FORMAT,
    stream: stream as NodeJS.WriteStream,
    hideCursor: true,
    barsize: 30,
  });
  bar.start(total, 0, { label, rate: rateOf(null), left: leftOf(null) });
  return {
    update: (done, pace = paceOf(done)) =>
      bar.update(done, { rate: rateOf(pace.perSecond), left: leftOf(pace.secondsLeft) }),
    end: () => bar.stop(),
  };
}

function showLines(
  label: string,
  total: number | null,
  output: ProgressOutput,
  clock: Clock,
  paceOf: (done: number) => Pace,
): ProgressDisplay {
  let lastMs = clock.nowMs();
  let last = { done: 0, isWritten: true };
  const write = (done: number, pace: Pace): void => {
    const share = total === null ? `${done}` : `${done}/${total}`;
    const parts = [
      `${label} ${share}`,
      rateOf(pace.perSecond),
      ...(pace.secondsLeft === null ? [] : [leftOf(pace.secondsLeft)]),
    ];
    output.write(`${parts.join(' · ')}\n`);
  };
  return {
    update: (done, pace = paceOf(done)) => {
      const isDue = clock.nowMs() - lastMs >= LINE_EVERY_MS;
      last = { done, isWritten: isDue };
      if (!isDue) return;
      lastMs = clock.nowMs();
      write(done, pace);
    },
    end: () => {
      if (!last.isWritten) write(last.done, paceOf(last.done));
    },
  };
}

function rateOf(perSecond: number | null): string {
  if (perSecond === null) return '–/s';
  return `${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}/s`;
}

function leftOf(seconds: number | null): string {
  if (seconds === null) return 'time left unknown';
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s left` : `${Math.floor(whole / 60)} min ${whole % 60} s left`;
}
