/** API keys: made and shown once, kept as a hash, taken back by a mark that stays, so that no older copy comes to life again. */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Caller, CallerBudget, CallerFilter } from '../runtime/caller.ts';
import { TandemError } from '../runtime/errors.ts';
import type { RowScope, RowStore } from '../stores/rows.ts';

const KEYS: RowScope = { table: 'keys', owner: 'all' };

const ID_BYTES = 12;
const SECRET_BYTES = 24;
const KEY = /^tk_([A-Za-z0-9_-]{16})([A-Za-z0-9_-]{32})$/;

export interface NewKey {
  readonly tenant: string;
  readonly scopes: readonly string[];
  readonly filter: CallerFilter | null;
  readonly budget: CallerBudget;
}

export interface ApiKey extends NewKey {
  readonly id: string;
  /** SHA-256 of the secret part, which has 192 random bits: nothing to guess, so no slow hash is needed. */
  readonly hash: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** `key` is what its owner sends; nobody can tell it again. Rejects with STORE_UNAVAILABLE when a store did not take it. */
export async function createKey(
  stores: readonly RowStore[],
  made: NewKey,
  now: Date,
): Promise<{ readonly id: string; readonly key: string }> {
  // `tandem keys revoke` takes it as an argument, which must not look like an option.
  const id = randomBytes(ID_BYTES).toString('base64url').replace(/^-/, '_');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  await keep(stores, { ...made, id, hash: hashOf(secret), createdAt: now.toISOString(), revokedAt: null });
  return { id, key: `tk_${id}${secret}` };
}

/** Of all stores, the oldest first; one that any store knows as revoked is. */
export async function listKeys(stores: readonly RowStore[]): Promise<readonly ApiKey[]> {
  const rows = await Promise.all(stores.map((store) => store.list(KEYS)));
  const known = new Map<string, ApiKey>();
  for (const key of rows.flat().map(({ value }) => value)) {
    if (!isApiKey(key)) continue;
    const other = known.get(key.id);
    if (other === undefined || other.revokedAt === null) known.set(key.id, key);
  }
  return [...known.values()].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

/** Null for an id that no store knows; a second time nothing changes. */
export async function revokeKey(stores: readonly RowStore[], id: string, now: Date): Promise<ApiKey | null> {
  const found = (await listKeys(stores)).find((key) => key.id === id);
  if (found === undefined) return null;
  const revoked: ApiKey = { ...found, revokedAt: found.revokedAt ?? now.toISOString() };
  await keep(stores, revoked);
  return revoked;
}

async function keep(stores: readonly RowStore[], key: ApiKey): Promise<void> {
  await Promise.all(stores.map((store) => store.put(KEYS, key.id, key)));
}

/** Null when this store has no key of this id. Rejects with STORE_UNAVAILABLE when what it has there is no key. */
export async function storedKey(store: RowStore, id: string): Promise<ApiKey | null> {
  const value = await store.get(KEYS, id);
  if (value === null || isApiKey(value)) return value;
  throw new TandemError('STORE_UNAVAILABLE', 'a row of keys is no key');
}

/** SHA-256 as base64url. */
const HASH = /^[A-Za-z0-9_-]{43}$/;

function isApiKey(value: unknown): value is ApiKey {
  const { id, hash, tenant, scopes, budget } = value as Partial<ApiKey>;
  const areTexts = [id, tenant, hash].every((text) => typeof text === 'string' && text !== '');
  return areTexts && HASH.test(hash ?? '') && Array.isArray(scopes) && typeof budget === 'object' && budget !== null;
}

export interface ReadKey {
  readonly id: string;
  readonly secret: string;
}

/** Null for a text that is no key of ours. */
export function readKey(text: string): ReadKey | null {
  const [, id, secret] = KEY.exec(text) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret } : null;
}

/** Null for another secret and for a key that was revoked. */
export function callerOfKey({ secret }: ReadKey, key: ApiKey): Caller | null {
  const isRight = timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(key.hash));
  return isRight ? callerBehind(key) : null;
}

const CALLER_PREFIX = 'key:';

/** Null for a key that was revoked. */
function callerBehind({ id, revokedAt, tenant, scopes, filter, budget }: ApiKey): Caller | null {
  if (revokedAt !== null) return null;
  return { id: `${CALLER_PREFIX}${id}`, tenant, scopes, budget, ...(filter === null ? {} : { filter }) };
}

/** What `otherwise` says of a caller without a key; else as the key is now, null when it is gone, revoked or of another tenant. */
export async function callerNow(
  store: RowStore,
  { id, tenant }: Pick<Caller, 'id' | 'tenant'>,
  otherwise: () => Caller,
): Promise<Caller | null> {
  if (!id.startsWith(CALLER_PREFIX)) return otherwise();
  const key = await storedKey(store, id.slice(CALLER_PREFIX.length));
  return key === null || key.tenant !== tenant ? null : callerBehind(key);
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
