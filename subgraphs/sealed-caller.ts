/** How a caller travels from the gateway to a subgraph in another process: signed, and good for a minute. */

import { GraphQLError } from 'graphql';
import type { Caller } from '../runtime/caller.ts';
import type { Clock } from '../runtime/clock.ts';
import { TandemError } from '../runtime/errors.ts';
import type { Signer } from '../runtime/ids.ts';

/** Of a feed, whose body is the partner's; what is sealed for it has no filter, so that it fits. */
export const CALLER_HEADER = 'x-tandem-caller';
/** Of the `extensions` of an operation: a filter may be longer than any header. */
export const CALLER_EXTENSION = 'tandemCaller';

/** What is sealed for one passes for no other. */
const KINDS = { operation: 'caller', feed: 'feed-caller' } as const;
export type CallerUse = keyof typeof KINDS;

/** A request waits ten seconds at most; the rest is for clocks that differ. */
const GOOD_FOR_MS = 60_000;

export function sealCaller(caller: Caller, use: CallerUse, signer: Signer, clock: Clock): string {
  const { filter: _filter, ...unfiltered } = caller;
  const told = use === 'feed' ? unfiltered : caller;
  return signer.seal(KINDS[use], [JSON.stringify(told), String(clock.date().getTime() + GOOD_FOR_MS)]);
}

/** Throws UNAUTHENTICATED, with status 401, for what no gateway with this secret made for this use in the last minute. */
export function openCaller(sealed: unknown, use: CallerUse, signer: Signer, clock: Clock): Caller {
  const [caller, goodUntil] = (typeof sealed === 'string' ? signer.open(KINDS[use], sealed) : null) ?? [];
  const leftMs = Number(goodUntil) - clock.date().getTime();
  if (caller !== undefined && leftMs > 0 && leftMs <= 2 * GOOD_FOR_MS) return JSON.parse(caller) as Caller;
  const message = `the caller of this ${use} was not signed by a gateway with the TANDEM_SECRET of this subgraph in the last ${GOOD_FOR_MS / 1_000} s`;
  const cause = new TandemError('UNAUTHENTICATED', message);
  throw new GraphQLError(message, { originalError: cause, extensions: { code: cause.code, http: { status: 401 } } });
}
