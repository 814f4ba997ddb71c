/** The API keys that a server knows: read again each second, and remembered for a while when the stores are away. */

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

/** `stores`: the one that several servers share first. */
export function createKeyRing(stores: readonly RowStore[], clock: Clock): FindKey {
  const known = new LRUCache<string, Known>({ max: MAX_KEYS });
  const running = new Map<string, Promise<ApiKey | null>>();
  const readAgain = async (id: string): Promise<ApiKey | null> => {
    const answers = await Promise.all(
      stores.map((store) => whenAway<ApiKey | null | typeof AWAY>(storedKey(store, id), () => AWAY)),
    );
    const remembered = known.get(id);
    if (answers[0] === AWAY && remembered !== undefined && clock.nowMs() - remembered.atMs < STALE_MS)
      return remembered.key;
    const key = answers.find((answer): answer is ApiKey => answer !== null && answer !== AWAY) ?? null;
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
