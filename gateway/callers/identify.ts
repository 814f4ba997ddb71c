/** Who sent a request: the owner of the key or token in its Authorization header, or whoever the profile takes strangers for. */

import { callerOfKey, readKey } from '../../account/api-keys.ts';
import type { FindKey } from '../../account/key-ring.ts';
import { defaultCaller } from '../../account/viewer.ts';
import type { Caller } from '../../runtime/caller.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Config } from '../../runtime/config.ts';
import { ERROR_KINDS, TandemError } from '../../runtime/errors.ts';
import { HttpError } from '../http/http.ts';
import { createTokenVerifier, type TokenSettings } from './verify-token.ts';

/** Throws an HttpError: 401 for what is no good key or token, never taken for a stranger; 503 when nobody can say. */
export type Identify = (headers: { readonly authorization?: string | undefined }) => Promise<Caller>;

export type IdentitySettings = TokenSettings & Pick<Config, 'TANDEM_PROFILE'>;

const BEARER = /^bearer +([^ ]+) *$/i;
const RETRY_SECONDS = 1;

export function createIdentify(config: IdentitySettings, findKey: FindKey, clock: Clock): Identify {
  const verifyToken = createTokenVerifier(config, clock);
  const stranger = defaultCaller(config.TANDEM_PROFILE);
  return async ({ authorization }) => {
    if (authorization === undefined) return stranger;
    try {
      const [, credential] = BEARER.exec(authorization) ?? [];
      if (credential === undefined) throw refused('the Authorization header must be "Bearer" and one key or token');
      return credential.startsWith('tk_') ? await callerWithKey(credential, findKey) : await verifyToken(credential);
    } catch (error) {
      throw error instanceof TandemError ? httpError(error) : error;
    }
  };
}

async function callerWithKey(text: string, findKey: FindKey): Promise<Caller> {
  const read = readKey(text);
  const key = read && (await findKey(read.id));
  const caller = read && key && callerOfKey(read, key);
  // One sentence for all, so that nobody learns which ids exist.
  if (caller === null) throw refused('the key is not known, or was revoked; ask whoever gave it to you for another');
  return caller;
}

const refused = (message: string): TandemError => new TandemError('UNAUTHENTICATED', message);

function httpError({ code, message }: TandemError): HttpError {
  const headers: Record<string, string> =
    code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer' } : { 'retry-after': String(RETRY_SECONDS) };
  return new HttpError(ERROR_KINDS[code].status, message, { code, headers });
}
