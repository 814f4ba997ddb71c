/** JSON Web Tokens: signature, audience and times checked by jose, claims read into a caller. */

import {
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose';
import { z } from 'zod';
import { parseCallerFilter } from '../../account/caller-filter.ts';
import { type Caller, SCOPES } from '../../runtime/caller.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Config } from '../../runtime/config.ts';
import { TandemError } from '../../runtime/errors.ts';
import { createPublicKeys } from './public-keys.ts';

export type TokenSettings = Pick<Config, 'TANDEM_JWT_SECRET' | 'TANDEM_JWKS_URL' | 'TANDEM_AUDIENCE'>;

/** Throws UNAUTHENTICATED with the reason, IDENTITY_UNAVAILABLE when the public keys cannot be read. */
export type VerifyToken = (token: string) => Promise<Caller>;

/** Clocks of servers that keep time differ by less; a token is good for so much longer and earlier. */
const CLOCK_SKEW_SECONDS = 30;

/** An algorithm belongs to one kind of key alone, so that no public key passes as a secret. */
export function createTokenVerifier(config: TokenSettings, clock: Clock): VerifyToken {
  const keys = keysByAlgorithm(config, clock);
  return async (token) => {
    const { payload } = await refusing(async () => {
      const algorithm = algorithmOf(token);
      const key = keys.get(algorithm);
      if (!isCanonical(token)) throw refused('its signature is not base64url as RFC 4648 writes it');
      if (key === undefined) throw refused(`its algorithm must be ${[...keys.keys()].join(', ')}, got ${algorithm}`);
      return jwtVerify(token, key, optionsOf(config, algorithm, clock));
    });
    return callerOf(payload);
  };
}

/** Bits behind the last byte would let several texts pass as one signature. */
function isCanonical(token: string): boolean {
  const signature = token.slice(token.lastIndexOf('.') + 1);
  return Buffer.from(signature, 'base64url').toString('base64url') === signature;
}

function keysByAlgorithm(
  { TANDEM_JWT_SECRET: secret, TANDEM_JWKS_URL: url }: TokenSettings,
  clock: Clock,
): ReadonlyMap<string, JWTVerifyGetKey> {
  const keys = new Map<string, JWTVerifyGetKey>();
  if (secret !== undefined) {
    const bytes = new TextEncoder().encode(secret);
    keys.set('HS256', async () => bytes);
  }
  if (url !== undefined) {
    const remote = createPublicKeys(new URL(url), clock);
    for (const algorithm of ['RS256', 'ES256']) keys.set(algorithm, remote);
  }
  return keys;
}

function optionsOf({ TANDEM_AUDIENCE: audience }: TokenSettings, algorithm: string, clock: Clock): JWTVerifyOptions {
  return {
    algorithms: [algorithm],
    audience,
    clockTolerance: CLOCK_SKEW_SECONDS,
    currentDate: clock.date(),
    requiredClaims: ['sub', 'exp', 'tenant'],
  };
}

/** What jose says of a token; its messages tell a claim and no secret. Any other error is a defect of ours. */
const OF_THE_TOKEN = [
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
] as const;

async function refusing<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (error) {
    const told = OF_THE_TOKEN.find((kind) => error instanceof kind);
    throw told === undefined ? error : refused((error as Error).message, error);
  }
}

/** The library throws a TypeError for what is no token. */
function algorithmOf(token: string): string {
  try {
    return decodeProtectedHeader(token).alg ?? 'none';
  } catch (error) {
    throw refused((error as Error).message, error);
  }
}

const text = z.string().min(1).max(200);
const Claims = z.object({ sub: text, tenant: text, scope: z.string().default(''), filter: z.unknown().optional() });

/** Scopes that are none of ours are for others who read the same token. */
function callerOf(payload: JWTPayload): Caller {
  const claims = Claims.safeParse(payload);
  if (!claims.success) {
    const [issue] = claims.error.issues;
    throw refused(`its claim ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { sub, tenant, scope, filter } = claims.data;
  const scopes = SCOPES.filter((one) => scope.split(' ').includes(one));
  const caller = { id: `member:${sub}`, tenant, scopes };
  return filter === undefined || filter === null ? caller : { ...caller, filter: filterOf(filter) };
}

function filterOf(filter: unknown) {
  try {
    return parseCallerFilter(filter);
  } catch (error) {
    throw error instanceof TandemError ? refused(`its claim filter: ${error.message}`, error) : error;
  }
}

function refused(reason: string, cause?: unknown): TandemError {
  return new TandemError('UNAUTHENTICATED', `the token is not accepted: ${reason}`, {}, cause);
}
