/** Tells in every answer what it cost, gives back what was paid too much, and leaves out errors above the limit. */

import type { ApolloServerPlugin } from '@apollo/server';
import type { Limits } from '../../runtime/limits.ts';
import type { RequestScope } from '../../subgraphs/request-context.ts';
import { answeredCoverage } from '../calls/answered-coverage.ts';
import { firstErrors } from '../http/error-format.ts';
import type { Cost } from './charge.ts';
import { actualCost } from './operation-cost.ts';
import type { OpenedOperation } from './operation-gate.ts';

/** What the gate opened for the requests that are being answered. */
export class OpenedOperations {
  /** By the memo of the scope: Apollo Server works with a copy of the scope itself. */
  readonly #opened = new WeakMap<RequestScope['memo'], OpenedOperation>();

  add(scope: RequestScope, opened: OpenedOperation): void {
    this.#opened.set(scope.memo, opened);
  }

  /** Null when nothing was opened, or it was settled. */
  payerId(scope: RequestScope): string | null {
    return this.#opened.get(scope.memo)?.payer.id ?? null;
  }

  /** Settles with all that was asked for: what goes on when the request is answered. */
  async settleWhole(scope: RequestScope): Promise<Cost | null> {
    const opened = this.#opened.get(scope.memo);
    this.#opened.delete(scope.memo);
    return opened?.charge.settle(Number.POSITIVE_INFINITY) ?? null;
  }

  /** Settles once; null when that was done, or when nothing was opened. Without data only the work counts that was begun. */
  async settle(scope: RequestScope, data: unknown): Promise<Cost | null> {
    const opened = this.#opened.get(scope.memo);
    if (opened === undefined) return null;
    this.#opened.delete(scope.memo);
    const { charge, fields, sentPoints } = opened;
    return charge.settle(sentPoints + actualCost(fields, data, answeredCoverage(scope)));
  }
}

export function tellCost(opened: OpenedOperations, limits: Pick<Limits, 'errors'>): ApolloServerPlugin<RequestScope> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response, contextValue }) => {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        const cost = await opened.settle(contextValue, singleResult.data);
        if (cost !== null) singleResult.extensions = { ...singleResult.extensions, cost };
        if (singleResult.errors) singleResult.errors = firstErrors(singleResult.errors, limits);
      },
    }),
  };
}
