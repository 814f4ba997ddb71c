/** The limits of feeds: how large one may be, how many of a tenant may wait, and how long what became of them is kept. */

export const FEED_LIMITS = {
  feedBytes: [268_435_456, 'Bytes of a feed, without compression.'],
  feedLines: [100_000, 'Lines of a feed.'],
  feedLineBytes: [524_288, 'Bytes of a line; a longer one fails, and the others go on.'],
  feedIdleSeconds: [30, 'Seconds in which nothing of a feed that is being sent comes.'],
  feedSeconds: [3_600, 'Seconds from the first byte of a feed to its last.'],
  feedsWaiting: [16, 'Feeds and changes of one tenant that are sent, wait or run.'],
  upsertJobs: [
    1_000,
    'Postings of one jobsUpsert, as far as bodyBytes and variableValues hold them; send more as a feed.',
  ],
  expireIds: [1_000, 'Postings of one jobsExpire.'],
  idempotencyKeyCharacters: [200, 'Characters of an idempotency key.'],
} as const satisfies Record<string, readonly [standard: number, means: string]>;

export type FeedLimits = Readonly<Record<keyof typeof FEED_LIMITS, number>>;

export const STANDARD_FEED_LIMITS = Object.fromEntries(
  Object.entries(FEED_LIMITS).map(([name, [standard]]) => [name, standard]),
) as FeedLimits;
