/** Segments that several index versions are made of: each is loaded once, and goes with the last version that has it. */

export interface SharedSegments<Segment> {
  /** A load that failed is forgotten, so that the next call tries again. */
  readonly get: (name: string) => Promise<Segment>;
  /** Forgets all others. */
  readonly keepOnly: (names: Iterable<string>) => void;
}

/** `drop` is called once for a segment that is forgotten; who has it may still use it. */
export function createSharedSegments<Segment>(
  load: (name: string) => Promise<Segment>,
  drop: (segment: Segment) => void = () => undefined,
): SharedSegments<Segment> {
  const segments = new Map<string, Promise<Segment>>();
  return {
    get: (name) => {
      const known = segments.get(name) ?? load(name);
      segments.set(name, known);
      known.catch(() => segments.delete(name));
      return known;
    },
    keepOnly: (names) => {
      const kept = new Set(names);
      for (const [name, segment] of segments) {
        if (kept.has(name)) continue;
        segments.delete(name);
        // One that could not be loaded has nothing to give back.
        segment.then(drop, () => undefined);
      }
    },
  };
}
