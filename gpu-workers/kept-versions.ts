/** The index versions that a worker holds: each is loaded once for all its searches, and the oldest goes for a new one. */

/** `load` runs once for a version that is asked for, also by many at a time; the last `kept` versions asked for stay. */
export function createKeptVersions<T>(
  load: (version: string) => Promise<T>,
  kept: number,
): (version: string) => Promise<T> {
  const versions = new Map<string, Promise<T>>();
  return (version) => {
    const known = versions.get(version) ?? load(version);
    // Moves it to the end; a failed load is forgotten, so that the next request tries again.
    versions.delete(version);
    versions.set(version, known);
    known.catch(() => versions.delete(version));
    for (const oldest of [...versions.keys()].slice(0, -kept)) versions.delete(oldest);
    return known;
  };
}
