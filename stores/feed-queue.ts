/** Feeds that were taken and wait: files of the data directory, so that nothing that was promised dies with a process. */

import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STANDARD_FEED_LIMITS } from '../runtime/feed-limits.ts';
import { stableId } from '../runtime/ids.ts';
import { VERTICALS, type Vertical } from './documents.ts';
import { lockFile, type ReleaseLock } from './segment-lock.ts';

export interface QueuedFeed {
  readonly taskId: string;
  readonly tenant: string;
  readonly vertical: Vertical;
  /** RFC 3339. */
  readonly enqueuedAt: string;
  /** How often it was begun and not ended. */
  readonly attempts: number;
  readonly change:
    | { readonly kind: 'upsert'; readonly defaultSource: string }
    /** Of documents. */
    | { readonly kind: 'remove'; readonly ids: readonly string[] };
}

export interface FeedQueue {
  /** Where the lines of a feed are written before it is added. */
  readonly linesFile: (vertical: Vertical, taskId: string) => Promise<string>;
  /** When it resolves, the feed survives whatever happens to the process. */
  readonly add: (feed: QueuedFeed) => Promise<void>;
  /** The oldest first. */
  readonly list: (vertical: Vertical) => Promise<readonly QueuedFeed[]>;
  /** Feeds and changes of these verticals, of all unless told. */
  readonly waitingOf: (tenant: string, verticals?: readonly Vertical[]) => Promise<number>;
  /** Of one that waits. */
  readonly update: (feed: QueuedFeed) => Promise<void>;
  readonly remove: (feed: QueuedFeed) => Promise<void>;
  /** Lines of feeds that were broken off before they were added. */
  readonly removeAbandoned: (vertical: Vertical, nowMs: number) => Promise<void>;
  /** Null while another process works on the feeds of the vertical. */
  readonly claim: (vertical: Vertical) => Promise<ReleaseLock | null>;
}

const ENTRY = /\.json$/;
const LINES = /\.lines\.gz$/;
/** Longer than any feed takes to be sent. */
const ABANDONED_AFTER_MS = 2 * STANDARD_FEED_LIMITS.feedSeconds * 1_000;

export function createFeedQueue(dataDir: string): FeedQueue {
  const folderOf = (vertical: Vertical): string => join(dataDir, 'feeds', vertical);
  const entryFile = (feed: QueuedFeed): string => join(folderOf(feed.vertical), entryName(feed));
  const linesFile = (vertical: Vertical, taskId: string): string => join(folderOf(vertical), `${taskId}.lines.gz`);
  const namesIn = (vertical: Vertical): Promise<readonly string[]> =>
    readdir(folderOf(vertical)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
  const write = async (feed: QueuedFeed): Promise<void> => {
    const file = entryFile(feed);
    await mkdir(folderOf(feed.vertical), { recursive: true });
    await writeFile(`${file}.draft`, JSON.stringify(feed));
    await flush(`${file}.draft`);
    await rename(`${file}.draft`, file);
  };
  return {
    linesFile: async (vertical, taskId) => {
      await mkdir(folderOf(vertical), { recursive: true });
      return linesFile(vertical, taskId);
    },
    add: async (feed) => {
      if (feed.change.kind === 'upsert') await flush(linesFile(feed.vertical, feed.taskId));
      await write(feed);
    },
    list: async (vertical) => {
      const names = (await namesIn(vertical)).filter((name) => ENTRY.test(name)).sort();
      const feeds = names.map(async (name) => JSON.parse(await readFile(join(folderOf(vertical), name), 'utf8')));
      return (await Promise.all(feeds)) as readonly QueuedFeed[];
    },
    waitingOf: async (tenant, verticals = VERTICALS) => {
      const names = await Promise.all(verticals.map(namesIn));
      return names.flat().filter((name) => ENTRY.test(name) && name.includes(`.${stableId(tenant)}.`)).length;
    },
    update: write,
    remove: async (feed) => {
      await rm(entryFile(feed), { force: true });
      await rm(linesFile(feed.vertical, feed.taskId), { force: true });
    },
    removeAbandoned: async (vertical, nowMs) => {
      const names = await namesIn(vertical);
      for (const name of names.filter((each) => LINES.test(each))) {
        const isTaken = names.some((other) => other.endsWith(`.${name.replace(LINES, '')}.json`));
        const file = join(folderOf(vertical), name);
        if (!isTaken && nowMs - (await stat(file)).mtimeMs > ABANDONED_AFTER_MS) await rm(file, { force: true });
      }
    },
    claim: async (vertical) => {
      await mkdir(folderOf(vertical), { recursive: true });
      const claimed = await lockFile(join(folderOf(vertical), 'LOCK'));
      return typeof claimed === 'number' ? null : claimed;
    },
  };
}

/** Sorts by time; a client that waits for its answer never sends two in one millisecond. */
const entryName = ({ enqueuedAt, tenant, taskId }: QueuedFeed): string =>
  `${String(Date.parse(enqueuedAt)).padStart(15, '0')}.${stableId(tenant)}.${taskId}.json`;

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
