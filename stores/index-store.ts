/** The index versions of a data directory as this process holds them: the newest and the one before, per vertical. */

import { TandemError } from '../runtime/errors.ts';
import { VERTICALS, type Vertical } from './documents.ts';
import type { IndexSnapshot, IndexStore } from './index-snapshots.ts';
import { loadSnapshot, readContents, type SegmentContents } from './load-snapshot.ts';
import { readPointer } from './segment-pointer.ts';
import { createSharedSegments, type SharedSegments } from './shared-segments.ts';

/** Open pages of the version before go on after a switch. */
const HELD_VERSIONS = 2;

/** Empty until the first `refresh`. */
export function createIndexStore(dataDir: string): IndexStore {
  /** Newest first. */
  const held: Record<Vertical, readonly IndexSnapshot[]> = { jobs: [], people: [] };
  /** Joined and not prepared yet: the next try goes on with it. */
  const joined: Record<Vertical, IndexSnapshot | null> = { jobs: null, people: null };
  /** Kept while a version that is held, or about to be, is made of them. */
  const segments: Record<Vertical, SharedSegments<SegmentContents>> = {
    jobs: createSharedSegments((segment) => readContents(dataDir, 'jobs', segment)),
    people: createSharedSegments((segment) => readContents(dataDir, 'people', segment)),
  };
  let running: Promise<void> | null = null;

  const keepNeeded = (vertical: Vertical): void =>
    segments[vertical].keepOnly([...held[vertical], joined[vertical]].flatMap((each) => each?.segments ?? []));

  const refreshVertical = async (
    vertical: Vertical,
    prepare: (snapshot: IndexSnapshot) => Promise<void>,
  ): Promise<void> => {
    const pointer = await readPointer(dataDir, vertical);
    if (pointer === null || pointer.current === held[vertical][0]?.version) return;
    const known = [...held[vertical], joined[vertical]].find((snapshot) => snapshot?.version === pointer.current);
    joined[vertical] = known ?? null;
    try {
      const snapshot = known ?? (await loadSnapshot(dataDir, vertical, pointer.current, segments[vertical].get));
      joined[vertical] = snapshot;
      await prepare(snapshot);
      const others = held[vertical].filter((other) => other.version !== snapshot.version);
      held[vertical] = [snapshot, ...others].slice(0, HELD_VERSIONS);
      joined[vertical] = null;
    } finally {
      keepNeeded(vertical);
    }
  };

  return {
    current: (vertical) => {
      const [newest] = held[vertical];
      if (newest !== undefined) return newest;
      throw new TandemError(
        'INDEX_MISSING',
        `expected an index of ${vertical} in ${dataDir}, found none; run "tandem ingest ${vertical} FILE"`,
      );
    },
    version: (vertical, version) => held[vertical].find((snapshot) => snapshot.version === version) ?? null,
    // A second call while one is running waits for that one: a slow load is never started twice.
    refresh: (prepare) => {
      running ??= (async () => {
        for (const vertical of VERTICALS) await refreshVertical(vertical, prepare);
      })().finally(() => {
        running = null;
      });
      return running;
    },
    close: async () => {
      await running?.catch(() => undefined);
      for (const vertical of VERTICALS) {
        held[vertical] = [];
        joined[vertical] = null;
        keepNeeded(vertical);
      }
    },
  };
}
