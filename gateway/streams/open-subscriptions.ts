/** How many subscriptions each caller has open on this server, and the limit of it. */

import { GraphQLError } from 'graphql';
import type { ErrorCode } from '../../runtime/errors.ts';

export class OpenSubscriptions {
  readonly #limit: number;
  readonly #counts = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Answers what gives the place back, once. Throws RATE_LIMITED when the payer has as many as it may. */
  take(payer: string): () => void {
    const open = this.#counts.get(payer) ?? 0;
    if (open >= this.#limit) throw tooMany(this.#limit);
    this.#counts.set(payer, open + 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#giveBack(payer);
      isTaken = false;
    };
  }

  #giveBack(payer: string): void {
    const left = (this.#counts.get(payer) ?? 1) - 1;
    if (left > 0) this.#counts.set(payer, left);
    else this.#counts.delete(payer);
  }
}

function tooMany(limit: number): GraphQLError {
  const message = `a caller may have ${limit} subscriptions open at once; end one of them first`;
  const code = 'RATE_LIMITED' satisfies ErrorCode;
  return new GraphQLError(message, { extensions: { code, limit } });
}
