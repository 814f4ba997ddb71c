/** How long bodies may take to come: the whole of one as a rule, and the time without a piece of it for uploads. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../runtime/clock.ts';
import type { FeedLimits } from '../../runtime/feed-limits.ts';
import { HttpError } from './http.ts';

/** A client that sends a request slower than this holds a connection, not a conversation. */
export const SLOWEST_REQUEST_MS = 30_000;

const TOO_SLOW = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

/** Ends the connection of a request that has not come by then; what it answers takes the limit away. */
export function limitBodyTime(message: IncomingMessage, response: ServerResponse, ms = SLOWEST_REQUEST_MS): () => void {
  const { socket } = message;
  const cut = (): void => {
    if (message.complete) return;
    if (!response.headersSent && socket.writable) socket.write(TOO_SLOW);
    socket.destroySoon();
  };
  let timer = setTimeout(cut, ms).unref();
  const lift = (): void => clearTimeout(timer);
  message.once('end', lift);
  message.once('close', lift);
  // Whoever was to read it is through, so the limit of all holds for the rest.
  response.once('finish', () => {
    lift();
    if (!message.complete) timer = setTimeout(cut, ms).unref();
  });
  return lift;
}

export type UploadTimes = Pick<FeedLimits, 'feedIdleSeconds' | 'feedSeconds'>;

/** The pieces of an upload, as slowly as they are read. Throws 408 when the client sends nothing for too long, or takes too long. */
export async function* piecesInTime(
  message: IncomingMessage,
  { feedIdleSeconds, feedSeconds }: UploadTimes,
  clock: Clock,
): AsyncGenerator<Buffer> {
  // Destroyed with the body, the connection could not tell why a feed is refused.
  const pieces: AsyncIterator<Buffer> = message.iterator({ destroyOnReturn: false });
  const endMs = clock.nowMs() + feedSeconds * 1_000;
  for (;;) {
    if (clock.nowMs() >= endMs) throw tooSlow(`a feed may take ${feedSeconds} s to come; send it in several parts`);
    const next = await within(pieces.next(), feedIdleSeconds * 1_000);
    if (next === null) throw tooSlow(`nothing of the feed came for ${feedIdleSeconds} s; send it again`);
    if (next.done) return;
    yield next.value;
  }
}

const tooSlow = (message: string): HttpError => new HttpError(408, message, { headers: { connection: 'close' } });

/** Null when it takes longer. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  // Nobody waits for it after that.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
