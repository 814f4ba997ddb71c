/** Signals that ask a command to stop, and how a command that writes the index hears of them. */

import { TandemError } from '../runtime/errors.ts';

/** Ctrl-C, and what process managers send. */
export const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Aborted by the first stop signal, with an error for the caller; a second one ends the process at once. */
export function writerSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of STOP_SIGNALS) process.once(signal, () => stop.abort(stopped()));
  return stop.signal;
}

function stopped(): TandemError {
  return new TandemError(
    'BAD_USER_INPUT',
    'stopped; the index is as it was, and the same command again does what this one did not',
  );
}
