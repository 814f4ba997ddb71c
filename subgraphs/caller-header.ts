/** How a caller travels from the gateway to a subgraph in another process: one signed header that is good for a minute. */

import { GraphQLError } from 'graphql';
import type { Caller } from '../runtime/caller.ts';
import type { Clock } from '../runtime/clock.ts';
import { TandemError } from '../runtime/errors.ts';
import type { Signer } from '../runtime/ids.ts';

export const CALLER_HEADER = 'x-tandem-caller';

const KIND = 'caller';
/** A request waits ten seconds at most; the rest is for clocks that differ. */
const GOOD_FOR_MS = 60_000;

export function sealCaller(caller: Caller, signer: Signer, clock: Clock): string {
  return signer.seal(KIND, [JSON.stringify(caller), String(clock.date().getTime() + GOOD_FOR_MS)]);
}

/** Throws UNAUTHENTICATED, with status 401, for a header that no gateway with this secret made in the last minute. */
export function openCaller(header: string, signer: Signer, clock: Clock): Caller {
  const [caller, goodUntil] = signer.open(KIND, header) ?? [];
  const leftMs = Number(goodUntil) - clock.date().getTime();
  if (caller !== undefined && leftMs > 0 && leftMs <= 2 * GOOD_FOR_MS) return JSON.parse(caller) as Caller;
  const message = `the header ${CALLER_HEADER} was not signed by a gateway with the TANDEM_SECRET of this subgraph in the last ${GOOD_FOR_MS / 1_000} s`;
  const cause = new TandemError('UNAUTHENTICATED', message);
  throw new GraphQLError(message, { originalError: cause, extensions: { code: cause.code, http: { status: 401 } } });
}
