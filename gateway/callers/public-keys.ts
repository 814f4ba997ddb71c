/** The public keys of tokens: read again every ten minutes, kept for an hour while their provider is away, and never asked for by strangers in a loop. */

import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type FetchImplementation,
  type JWTVerifyGetKey,
} from 'jose';
import type { Clock } from '../../runtime/clock.ts';
import { TandemError } from '../../runtime/errors.ts';

const TIMEOUT_MS = 1_000;
/** A key that the provider takes back is good for so long at most while it answers. */
const FRESH_MS = 10 * 60_000;
/** So long after the last answer while it does not; tokens end by themselves, most of them sooner. */
const STALE_MS = 60 * 60_000;
/** After a failure, and after an answer without the key of a token, the provider is left alone for so long. */
const COOLDOWN_MS = 30_000;

/** Of a token whose key is not in the set, or is not one key. */
const WITHOUT_KEY = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported] as const;

/** The key of a token. Rejects with an error of the library for a token without a key here, with IDENTITY_UNAVAILABLE while nobody can say. */
export function createPublicKeys(url: URL, clock: Pick<Clock, 'nowMs'>): JWTVerifyGetKey {
  let readMs = Number.NEGATIVE_INFINITY;
  let failure: { readonly atMs: number; readonly error: unknown } | null = null;
  const isOlderThan = (ms: number): boolean => clock.nowMs() - readMs >= ms;
  const fetchKeys: FetchImplementation = async (address, options) => {
    if (failure !== null && clock.nowMs() - failure.atMs < COOLDOWN_MS) throw failure.error;
    try {
      const response = await goodAnswer(await fetch(address, options));
      [readMs, failure] = [clock.nowMs(), null];
      return response;
    } catch (error) {
      failure = { atMs: clock.nowMs(), error };
      throw error;
    }
  };
  // Its own age would throw a set away that is old; here that is said by what was read last.
  const own = { cacheMaxAge: Number.POSITIVE_INFINITY, cooldownDuration: COOLDOWN_MS, timeoutDuration: TIMEOUT_MS };
  const keys = createRemoteJWKSet(url, { ...own, [customFetch]: fetchKeys });
  const refresh = async (): Promise<void> => {
    try {
      await keys.reload();
    } catch (error) {
      if (isOlderThan(STALE_MS)) throw error;
    }
  };
  return async (header, token) => {
    try {
      if (isOlderThan(FRESH_MS)) await refresh();
      return await keys(header, token);
    } catch (error) {
      throw WITHOUT_KEY.some((kind) => error instanceof kind) ? error : unavailable(error);
    }
  };
}

/** Throws for all but a key set: what is wrong with it is a failure of the provider, too. */
async function goodAnswer(response: Response): Promise<Response> {
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`expected status 200 from the provider of public keys, got ${response.status}`);
  }
  const set = await response.json();
  createLocalJWKSet(set);
  return Response.json(set);
}

function unavailable(cause: unknown): TandemError {
  const message = 'the public keys of tokens could not be read, so this token cannot be checked; try again';
  return new TandemError('IDENTITY_UNAVAILABLE', message, {}, cause);
}
