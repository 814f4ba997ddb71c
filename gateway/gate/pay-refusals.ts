/** Takes what requests cost, also those that are refused before they become an operation: as one request each, so that they end in 429. */

import type { IncomingMessage } from 'node:http';
import { anonymousCaller } from '../../account/viewer.ts';
import type { Caller } from '../../runtime/caller.ts';
import type { Limits } from '../../runtime/limits.ts';
import type { BudgetStore } from '../../stores/budgets.ts';
import type { Identify } from '../callers/identify.ts';
import { HttpError } from '../http/http.ts';
import { type Charge, charge, freeCharge } from './charge.ts';
import { type Payer, payerOf } from './payer.ts';

/** What tells who sent a request. */
export interface Sent extends Pick<IncomingMessage, 'headers'> {
  /** Of the network. */
  readonly address: string;
}

/** To be asked for before the body is read: a request whose body was not read to its end has no socket any more. */
export function sentOf({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): Sent {
  return { headers, address: socket.remoteAddress ?? '' };
}

export interface Till {
  readonly payer: (caller: Caller, sent: Sent) => Payer;
  /** Throws 429 RATE_LIMITED. */
  readonly charge: (payer: Payer, points: number) => Promise<Charge>;
  /**
   * The error to answer instead: 429, or the same with what is left. Who holds a good key or token pays of its own
   * budget, everybody else of that of the address. A defect of ours, or a refusal that is a 429, costs nothing.
   */
  readonly payRefusal: (error: unknown, sent: Sent) => Promise<unknown>;
}

export interface TillSettings {
  readonly limits: Limits;
  readonly budgets: BudgetStore;
  readonly identify: Identify;
  /** Nobody pays. */
  readonly isDevelopment: boolean;
}

export function createTill({ limits, budgets, identify, isDevelopment }: TillSettings): Till {
  const take: Till['charge'] = async (payer, points) =>
    isDevelopment ? freeCharge(points, payer) : charge(payer, points, budgets);
  const payer: Till['payer'] = (caller, { address }) => payerOf(caller, address, limits);
  return {
    payer,
    charge: take,
    payRefusal: async (error, sent) => {
      if (!isCharged(error)) return error;
      try {
        const caller = await identify(sent.headers).catch(strangerOf);
        const { headers, settle } = await take(payer(caller, sent), 0);
        return error.paid(await settle(0), headers);
      } catch (unpaid) {
        return unpaid;
      }
    },
  };
}

const isCharged = (error: unknown): error is HttpError =>
  error instanceof HttpError && error.status < 500 && error.code !== 'RATE_LIMITED';

/** A bad credential makes nobody known. */
function strangerOf(error: unknown): Caller {
  if (error instanceof HttpError && error.code === 'UNAUTHENTICATED') return anonymousCaller;
  throw error;
}
