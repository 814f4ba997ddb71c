/** The process that indexes feeds for a server, one at a time: reads, normalises and writes here, asks the server for vectors. */

import { getPriority, setPriority } from 'node:os';
import { createApplyFeed } from '../ingest/apply-feed.ts';
import type { EmbedTexts } from '../ingest/embed.ts';
import { foldText } from '../models/text.ts';
import { createLmdbDocuments } from '../stores/documents-lmdb.ts';
import { createLmdbEmbeddings } from '../stores/embeddings-lmdb.ts';
import type { Facts } from '../stores/facts.ts';
import { loadFacts } from '../stores/facts-files.ts';
import { openLmdb } from '../stores/open-lmdb.ts';
import type { FeedOrder, FromFeedProcess, ToFeedProcess, Wanted } from './feed-messages.ts';
import { errorTold, tellError } from './told-error.ts';

/** Whoever searches goes first. */
const PRIORITY = 10;

const gone = new AbortController();
const waiting = new Map<
  number,
  { resolve: (vectors: readonly Float32Array[]) => void; reject: (error: Error) => void }
>();
let lastId = 0;
let isBusy = false;
let knownFacts: Facts | null = null;

const tell = (message: FromFeedProcess): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected) process.send?.(message, () => resolve());
    else resolve();
  });

const ask =
  (wanted: Wanted): EmbedTexts =>
  (texts) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      void tell({ kind: 'vectors', id, wanted, texts });
    });

async function carryOut({ dataDir, work, encoder, items }: FeedOrder): Promise<void> {
  const environment = openLmdb(dataDir);
  try {
    knownFacts ??= loadFacts(foldText);
    const facts = knownFacts;
    const apply = createApplyFeed((vertical) => ({
      dataDir,
      facts,
      encoder: { ...encoder, embed: ask('encoder') },
      items: items && { ...items, encode: ask('items') },
      documents: createLmdbDocuments(environment),
      embeddings: createLmdbEmbeddings(environment, vertical),
    }));
    await apply(work, (change) => void tell({ kind: 'change', change }), gone.signal);
  } finally {
    await environment.close();
  }
}

async function obey(order: FeedOrder): Promise<void> {
  isBusy = true;
  const error = await carryOut(order).then(() => null, tellError);
  isBusy = false;
  await tell({ kind: 'end', error });
  if (!process.connected) process.exit(0);
}

process.on('message', (message: ToFeedProcess) => {
  if (message.kind === 'order') {
    void obey(message.order);
    return;
  }
  const asked = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.kind === 'vectors') asked?.resolve(message.vectors);
  else asked?.reject(errorTold(message.error));
});

/** Nothing is published any more for a server that has gone, which begins the feed anew when it is back. */
process.once('disconnect', () => {
  const reason = new Error('the server has gone');
  gone.abort(reason);
  if (!isBusy) process.exit(0);
  for (const { reject } of waiting.values()) reject(reason);
});

// Only a superuser may take one that is more urgent than what it started with.
if (getPriority() < PRIORITY) setPriority(PRIORITY);
