/** Feeds of a vertical whose subgraph runs elsewhere: handed on as they come in, with the caller. */

import { type Dispatcher, request } from 'undici';
import { ERROR_KINDS, type ErrorCode, TandemError } from '../../runtime/errors.ts';
import type { SubgraphUrls } from '../../runtime/subgraph-urls.ts';
import { REQUEST_ID_HEADER } from '../../subgraphs/request-context.ts';
import { CALLER_HEADER } from '../../subgraphs/sealed-caller.ts';
import type { SealCaller } from '../calls/remote-subgraph.ts';
import { HttpError } from '../http/http.ts';
import { FEED_TYPE, IDEMPOTENCY_HEADER, type SentFeed, type TakeFeed } from './ingest-route.ts';

const CREATED = 202;

/** Verticals without an address are taken `here`, where this process holds documents. */
export function createRemoteFeeds(
  urls: SubgraphUrls,
  dispatcher: Dispatcher,
  sealCaller: SealCaller,
  here: TakeFeed | null,
): TakeFeed {
  return async (feed) => {
    const url = urls[feed.vertical];
    if (url !== undefined) return handOn(feed, `${url}/ingest/${feed.vertical}`, dispatcher, sealCaller);
    if (here === null) throw unavailable(feed.vertical, 'no address');
    return here(feed);
  };
}

async function handOn(
  { vertical, caller, body, isCompressed, idempotencyKey, requestId, signal }: SentFeed,
  url: string,
  dispatcher: Dispatcher,
  sealCaller: SealCaller,
): Promise<string> {
  const sealed = sealCaller(caller, 'feed');
  const headers = {
    'content-type': FEED_TYPE,
    [REQUEST_ID_HEADER]: requestId,
    ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
    ...(idempotencyKey === null ? {} : { [IDEMPOTENCY_HEADER]: idempotencyKey }),
    ...(sealed === null ? {} : { [CALLER_HEADER]: sealed }),
  };
  const answer = await request(url, { method: 'POST', dispatcher, headers, body, signal })
    .then(async ({ statusCode, body: text }) => ({ statusCode, json: await text.json() }))
    .catch((error: unknown) => {
      // What the body of the client threw, which is too slow.
      if (error instanceof HttpError) throw error;
      throw unavailable(vertical, error);
    });
  const { taskId, errors } = answer.json as ToldAnswer;
  if (answer.statusCode === CREATED && typeof taskId === 'string') return taskId;
  throw toldRefusal(answer.statusCode, errors?.[0]) ?? unavailable(vertical, answer);
}

interface ToldAnswer {
  readonly taskId?: unknown;
  readonly errors?: readonly { readonly message?: unknown; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

/** What the caller did wrong is told in the words of the subgraph. */
function toldRefusal(status: number, told: NonNullable<ToldAnswer['errors']>[number] | undefined): Error | null {
  const { code, requestId: _own, ...details } = told?.extensions ?? {};
  if (typeof told?.message !== 'string' || typeof code !== 'string' || !Object.hasOwn(ERROR_KINDS, code)) return null;
  if (code === 'OVERLOADED') return new TandemError(code, told.message, details);
  return status < 500 ? new HttpError(status, told.message, { code: code as ErrorCode, details }) : null;
}

function unavailable(vertical: string, cause: unknown): TandemError {
  const message = `the subgraph ${vertical}, which takes its feeds, did not answer as expected; nothing was taken, try again`;
  return new TandemError('SUBGRAPH_UNAVAILABLE', message, {}, cause);
}
