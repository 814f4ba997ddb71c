/** Waits for the next event of a source, unless something that comes once comes first. */

/**
 * What asks for the next value of `events`; answers what `instead` resolved with once that has come. `instead` may outlive
 * any number of events, so it is listened to once: a race for each event would keep every one of them until it ends.
 */
export function nextUnless<Event, Instead>(
  events: AsyncIterator<Event, void>,
  instead: Promise<Instead>,
): () => Promise<IteratorResult<Event, void> | { readonly instead: Instead }> {
  let come: { readonly instead: Instead } | null = null;
  let tell: (come: { readonly instead: Instead }) => void = () => undefined;
  void instead.then((value) => {
    come = { instead: value };
    tell(come);
  });
  return () =>
    new Promise((resolve, reject) => {
      tell = resolve;
      if (come !== null) resolve(come);
      else events.next().then(resolve, reject);
    });
}

/** The source is over for whoever read it; how it takes that is told nobody. */
export function leave(events: AsyncIterator<unknown, void>): void {
  events.return?.().catch(() => undefined);
}
