/** POST /ingest/jobs and /ingest/people: who may send what, and 202 with the task of a feed that was taken. */

import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { accessProblem, type Caller } from '../../runtime/caller.ts';
import { type Clock, systemClock } from '../../runtime/clock.ts';
import { type ErrorCode, TandemError } from '../../runtime/errors.ts';
import { STANDARD_FEED_LIMITS } from '../../runtime/feed-limits.ts';
import { VERTICALS, type Vertical } from '../../stores/documents.ts';
import type { Identify } from '../callers/identify.ts';
import type { Routes } from '../http/answer-route.ts';
import { type Answer, type GatewayRequest, HttpError, jsonAnswer } from '../http/http.ts';
import { piecesInTime, type UploadTimes } from '../http/slow-bodies.ts';

export interface SentFeed {
  readonly vertical: Vertical;
  readonly caller: Caller;
  readonly idempotencyKey: string | null;
  readonly isCompressed: boolean;
  /** As it was sent; it fails with 408 when the client is too slow. */
  readonly body: Readable;
  readonly requestId: string;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/** Answers the id of the task, which is then on a disk. Throws TandemError and HttpError. */
export type TakeFeed = (feed: SentFeed) => Promise<string>;

export const FEED_TYPE = 'application/x-ndjson';
export const IDEMPOTENCY_HEADER = 'idempotency-key';

const SCOPES = { jobs: 'jobs:write', people: 'people:write' } as const satisfies Record<Vertical, string>;
const ENCODINGS: Readonly<Record<string, boolean>> = { '': false, identity: false, gzip: true, 'x-gzip': true };
/** Of those that a feed can be refused with; statuses of other routes differ. */
const STATUSES: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_USER_INPUT: 400,
  QUERY_TOO_LARGE: 413,
  OVERLOADED: 503,
  SUBGRAPH_UNAVAILABLE: 503,
};

interface UploadTime {
  readonly times: UploadTimes;
  readonly clock: Clock;
}

const STANDARD_TIME: UploadTime = { times: STANDARD_FEED_LIMITS, clock: systemClock };

export function ingestRoutes(identify: Identify, take: TakeFeed, time: UploadTime = STANDARD_TIME): Routes {
  return Object.fromEntries(
    VERTICALS.map((vertical) => [
      `/ingest/${vertical}`,
      { POST: (request: GatewayRequest) => answerFeed(vertical, request, identify, take, time) },
    ]),
  );
}

async function answerFeed(
  vertical: Vertical,
  { message, requestId, signal, allowSlowBody }: GatewayRequest,
  identify: Identify,
  take: TakeFeed,
  { times, clock }: UploadTime,
): Promise<Answer> {
  const { headers } = message;
  const caller = await identify(headers);
  try {
    const problem = accessProblem(caller, [SCOPES[vertical]], `a feed of ${vertical}`);
    if (problem !== null) throw problem;
    const isCompressed = readTypes(headers);
    const key = headers[IDEMPOTENCY_HEADER];
    const idempotencyKey = typeof key === 'string' ? key : null;
    allowSlowBody();
    const body = Readable.from(piecesInTime(message, times, clock), { objectMode: false });
    const taskId = await take({ vertical, caller, idempotencyKey, isCompressed, body, requestId, signal });
    return jsonAnswer(202, { taskId });
  } catch (error) {
    throw error instanceof TandemError ? refused(error, message.complete) : error;
  }
}

/** Whether the body is compressed. Throws 415 for what is no feed. */
function readTypes(headers: IncomingMessage['headers']): boolean {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== FEED_TYPE) throw new HttpError(415, `content-type must be ${FEED_TYPE}, got ${type ?? 'none'}`);
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (Object.hasOwn(ENCODINGS, encoding)) return ENCODINGS[encoding] === true;
  throw new HttpError(415, `content-encoding must be gzip or absent, got ${encoding}`);
}

function refused(error: TandemError, isComplete: boolean): Error {
  const { code, message, details } = error;
  const status = STATUSES[code];
  if (status === undefined) return error;
  const seconds = typeof details.retryAfterMs === 'number' ? Math.ceil(details.retryAfterMs / 1_000) : null;
  const headers: Record<string, string> = {
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(status === 503 ? { 'retry-after': String(seconds ?? 1) } : {}),
    // The rest of the body is not read.
    ...(isComplete ? {} : { connection: 'close' }),
  };
  return new HttpError(status, message, { code, details, headers });
}
