/** What a shared store cannot give or take while it is away, another one stands in for. */

import { TandemError } from '../runtime/errors.ts';

/** The answer, or what `standIn` gives when it failed with STORE_UNAVAILABLE, which the connection has counted and logged. */
export async function whenAway<T>(answer: Promise<T>, standIn: () => T | Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TandemError && error.code === 'STORE_UNAVAILABLE') return standIn();
    throw error;
  }
}
