/** Opaque ids and signed tokens: request ids, search ids, match ids, cursors. */

import { createHash, createHmac, randomFillSync, timingSafeEqual } from 'node:crypto';

const REQUEST_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** 96 bits of an HMAC: short enough for an id on every edge, far too long to guess. */
const SIGNATURE_BYTES = 12;

/** Takes over a caller's request id when it is well formed, else makes one. */
export function requestIdFrom(header: string | undefined): string {
  return header !== undefined && REQUEST_ID.test(header) ? header : randomId();
}

const ID_BYTES = 16;
/** Random bytes for many ids: asking for them costs the same for one. */
const pool = Buffer.alloc(256 * ID_BYTES);
let used = pool.length;

/** 128 random bits as 22 characters of base64url. */
export function randomId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.toString('base64url', used - ID_BYTES, used);
}

/** A stable id of what the parts say: base64url of 120 bits of SHA-256. */
export function stableId(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest().subarray(0, 15).toString('base64url');
}

/** Signs and opens opaque tokens, so that a client can neither forge nor read meaning into them. */
export interface Signer {
  /** `kind` keeps one sort of token from passing as another. */
  readonly seal: (kind: string, parts: readonly string[]) => string;
  /** The parts, or null when the token was not sealed here as this kind. */
  readonly open: (kind: string, token: string) => readonly string[] | null;
}

export function createSigner(secret: string): Signer {
  const signature = (kind: string, body: string): Buffer =>
    createHmac('sha256', secret).update(`${kind}\u0000${body}`).digest().subarray(0, SIGNATURE_BYTES);
  return {
    seal: (kind, parts) => {
      const body = JSON.stringify(parts);
      return Buffer.concat([signature(kind, body), Buffer.from(body)]).toString('base64url');
    },
    open: (kind, token) => {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length <= SIGNATURE_BYTES || bytes.toString('base64url') !== token) return null;
      const body = bytes.subarray(SIGNATURE_BYTES).toString();
      const isOurs = timingSafeEqual(bytes.subarray(0, SIGNATURE_BYTES), signature(kind, body));
      return isOurs ? (JSON.parse(body) as readonly string[]) : null;
    },
  };
}
