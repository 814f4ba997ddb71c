/** The API keys that a server knows: read again each second, and remembered for a while when the stores are away or have lost them. */

import { LRUCache } from 'lru-cache';
import type { Clock } from '../runtime/clock.ts';
import { TandemError } from '../runtime/errors.ts';
import type { RowStore } from '../stores/rows.ts';
import { whenAway } from '../stores/when-away.ts';
import { type ApiKey, storedKey } from './api-keys.ts';

/** Contracts give a revoked key five seconds. */
const FRESH_MS = 1_000;
/** So long a server goes on with what it knew; a key that is revoked meanwhile elsewhere works until the store is back. */
const STALE_MS = 10 * 60_000;
const MAX_KEYS = 10_000;

/** Null for an id that is nobody's. Rejects with IDENTITY_UNAVAILABLE when nobody can say. */
export type FindKey = (id: string) => Promise<ApiKey | null>;

interface Known {
  readonly key: ApiKey;
  readonly atMs: number;
}

const AWAY = Symbol('away');
type Stored = ApiKey | null | typeof AWAY;
const isKey = (answer: Stored): answer is ApiKey => answer !== null && answer !== AWAY;

/** Of a key that was never seen: one answer that is late turns no caller away. A store that is known to be away answers at once. */
const TRIES_AGAIN = 2;

/** `stores`: the one that several servers share first. */
export function createKeyRing(stores: readonly RowStore[], clock: Clock): FindKey {
  const known = new LRUCache<string, Known>({ max: MAX_KEYS });
  const running = new Map<string, Promise<ApiKey | null>>();
  const askStores = async (id: string, triesLeft: number): Promise<readonly Stored[]> => {
    const answers = await Promise.all(stores.map((store) => whenAway<Stored>(storedKey(store, id), () => AWAY)));
    const isAnswered = !answers.includes(AWAY) || answers.some(isKey) || known.has(id);
    return isAnswered || triesLeft === 0 ? answers : askStores(id, triesLeft - 1);
  };
  const readAgain = async (id: string): Promise<ApiKey | null> => {
    const answers = await askStores(id, TRIES_AGAIN);
    const near = known.get(id);
    const remembered = near !== undefined && clock.nowMs() - near.atMs < STALE_MS ? near.key : null;
    if (answers[0] === AWAY && remembered !== null) return remembered;
    const key = answers.find(isKey) ?? null;
    // A key that is revoked stays, with its mark: one that is gone was lost, as by a failover to an empty store.
    if (key === null && remembered !== null) return remembered;
    if (key === null && answers.includes(AWAY)) throw unavailable();
    if (key === null) known.delete(id);
    else known.set(id, { key, atMs: clock.nowMs() });
    return key;
  };
  return async (id) => {
    const near = known.get(id);
    if (near !== undefined && clock.nowMs() - near.atMs < FRESH_MS) return near.key;
    const reading = running.get(id) ?? readAgain(id).finally(() => running.delete(id));
    running.set(id, reading);
    return reading;
  };
}

function unavailable(): TandemError {
  return new TandemError(
    'IDENTITY_UNAVAILABLE',
    'the store of keys does not answer, so this key cannot be checked; try again',
  );
}
