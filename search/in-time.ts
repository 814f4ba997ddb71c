/** Stops waiting at a deadline, whatever the other side does: a page is answered with what is ready. */
import type { Deadline } from '../runtime/deadline.ts';

/** Resolves with the value when the time is over or the caller has gone; never rejects. */
export function whenOver<T>({ signal }: Deadline, value: T): Promise<T> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(value);
    else signal.addEventListener('abort', () => resolve(value), { once: true });
  });
}
