/** Settings of who callers are: how their tokens are checked, and what this program shows where it is itself a caller. */

import { z } from 'zod';
import { isHttpAddress } from './http-address.ts';

/** As long as its hash at least: RFC 7518, section 3.2. */
const HS256_BYTES = 32;

/** An entry of the configuration for each. */
export const IDENTITY_SETTINGS = {
  TANDEM_JWT_SECRET: z
    .string()
    .refine((secret) => Buffer.byteLength(secret) >= HS256_BYTES, {
      message: `expected ${HS256_BYTES} bytes or more, as RFC 7518 wants it of HS256; "openssl rand -base64 ${HS256_BYTES}" makes such a secret`,
    })
    .optional()
    .describe('Secret of JSON Web Tokens signed with HS256, 32 bytes or more; without it none is accepted.'),
  TANDEM_JWKS_URL: z
    .string()
    .refine(isHttpAddress, { message: 'expected an http address without user, password and query' })
    .optional()
    .describe(
      'Public keys (JSON Web Key Set) of tokens signed with RS256 or ES256, such as https://id.example.com/jwks.json.',
    ),
  TANDEM_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, { message: 'expected an API key or a token, without spaces' })
    .optional()
    .describe('API key or token that the searches of `tandem drill` carry; servers do not read it.'),
  TANDEM_AUDIENCE: z.string().min(1).default('tandem').describe('What `aud` of a token must be or contain.'),
};
