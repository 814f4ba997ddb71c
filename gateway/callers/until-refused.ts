/** Asks again and again who calls while something long is told: a key may be revoked meanwhile, a token comes to its end. */

import { GraphQLError } from 'graphql';
import { HttpError } from '../http/http.ts';

/** Contracts give a revoked key five seconds, of which the key ring takes one. */
const ASK_EVERY_MS = 1_000;

/** Resolves with why nothing more may be told; never, once `signal` is aborted. */
export function untilRefused(identify: () => Promise<unknown>, signal: AbortSignal): Promise<GraphQLError> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const askLater = (): void => {
      if (!signal.aborted) timer = setTimeout(ask, ASK_EVERY_MS);
    };
    const ask = (): void => void identify().then(askLater, (error: unknown) => resolve(endedBy(error)));
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    askLater();
  });
}

/** Without a code of the table it is unexpected, and masked where errors are written. */
function endedBy(error: unknown): GraphQLError {
  if (error instanceof HttpError)
    return new GraphQLError(`the subscription has ended: ${error.message}`, { extensions: { code: error.code } });
  return new GraphQLError('expected to learn who subscribes', { originalError: error as Error });
}
