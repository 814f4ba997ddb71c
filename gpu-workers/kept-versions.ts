/** The index versions that a worker holds: each is opened once for all its searches, its segments once for all versions, and the oldest goes for a new one. */

import { createSharedSegments } from '../stores/shared-segments.ts';
import type { VersionPart } from '../stores/version-parts.ts';

export interface VersionSource<Segment, Index> {
  /** In the order of their positions. */
  readonly parts: (version: string) => Promise<readonly VersionPart[]>;
  readonly load: (segment: string) => Promise<Segment>;
  readonly open: (parts: readonly VersionPart[], segments: readonly Segment[]) => Index;
  /** Called once for a segment that no kept version is made of any more; searches that have it may still run. */
  readonly drop?: (segment: Segment) => void;
}

interface Kept<Index> {
  readonly index: Promise<Index>;
  /** Empty until the parts are known. */
  segments: readonly string[];
}

/** Also many requests at a time open a version once; the last `kept` versions asked for stay, with the segments that they are made of. */
export function createKeptVersions<Segment, Index>(
  source: VersionSource<Segment, Index>,
  kept: number,
): (version: string) => Promise<Index> {
  const versions = new Map<string, Kept<Index>>();
  const segments = createSharedSegments(source.load, source.drop);
  const open = (version: string): Kept<Index> => {
    const load = async (): Promise<Index> => {
      const parts = await source.parts(version);
      entry.segments = parts.map(({ segment }) => segment);
      return source.open(parts, await Promise.all(entry.segments.map(segments.get)));
    };
    // Started a moment later, when the entry is there to be filled.
    const entry: Kept<Index> = { index: Promise.resolve().then(load), segments: [] };
    return entry;
  };
  return (version) => {
    const known = versions.get(version) ?? open(version);
    // Moves it to the end; a failed load is forgotten, so that the next request tries again.
    versions.delete(version);
    versions.set(version, known);
    known.index.catch(() => versions.delete(version));
    for (const oldest of [...versions.keys()].slice(0, -kept)) versions.delete(oldest);
    const dropUnused = (): void => segments.keepOnly([...versions.values()].flatMap((each) => each.segments));
    known.index.then(dropUnused, dropUnused);
    return known.index;
  };
}
