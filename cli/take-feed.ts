/** Takes feeds in this process, which holds the data directory: decompresses what comes in and queues it. */

import { finished } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { SentFeed, TakeFeed } from '../gateway/feeds/ingest-route.ts';
import { acceptFeed, type FeedDoor } from '../ingest/accept-feed.ts';
import { badInput } from '../runtime/errors.ts';

/** Of lines that name none. */
const DEFAULT_SOURCE = 'feed';

export function createTakeFeed(door: FeedDoor): TakeFeed {
  return ({ vertical, caller: { tenant }, idempotencyKey, ...sent }) =>
    acceptFeed(door, { vertical, tenant, idempotencyKey, defaultSource: DEFAULT_SOURCE, body: plainBody(sent) });
}

async function* plainBody({ body, isCompressed }: Pick<SentFeed, 'body' | 'isCompressed'>): AsyncGenerator<Buffer> {
  if (!isCompressed) {
    yield* body as AsyncIterable<Buffer>;
    return;
  }
  const plain = body.pipe(createGunzip());
  finished(body, (error) => {
    if (error) plain.destroy(error);
  });
  try {
    yield* plain as AsyncIterable<Buffer>;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (/^Z_/.test(code)) throw badInput('a body with content-encoding gzip must be gzip to its end');
    throw error;
  } finally {
    body.unpipe(plain);
  }
}
