/** The small part of HTTP that every route of the gateway shares: answers, JSON errors, reading a body. */

import type { IncomingMessage } from 'node:http';
import { ERROR_KINDS, type ErrorCode } from '../../runtime/errors.ts';

export interface GatewayRequest {
  readonly message: IncomingMessage;
  readonly url: URL;
  readonly requestId: string;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  /** For uploads: takes the limit of time away that bodies have, for who reads it has its own. */
  readonly allowSlowBody: () => void;
}

/** Answers one request. Throws HttpError. */
export type AnswerRequest = (request: GatewayRequest) => Promise<Answer>;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Written as it comes when it is a stream; whoever stops reading ends it. */
  readonly body: string | Buffer | AsyncIterable<Uint8Array>;
}

interface HttpErrorParts {
  readonly code?: ErrorCode;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** `extensions.cost` of the answer. */
  readonly cost?: object | undefined;
}

/** A request that cannot become an operation: status, code and the sentence for the caller. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly cost: object | undefined;

  constructor(
    status: number,
    message: string,
    { code = 'BAD_REQUEST', details = {}, headers = {}, cost }: HttpErrorParts = {},
  ) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.details = details;
    this.headers = headers;
    this.cost = cost;
  }

  /** The same refusal with what it cost. */
  paid(cost: object, headers: Readonly<Record<string, string>>): HttpError {
    const { code, details, status, message } = this;
    return new HttpError(status, message, { code, details, cost, headers: { ...this.headers, ...headers } });
  }
}

/** What the table of errors says of the code, in its words unless told. */
export function refusal(code: ErrorCode, message: string = ERROR_KINDS[code].means): HttpError {
  return new HttpError(ERROR_KINDS[code].status, message, { code });
}

export function textAnswer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body,
  };
}

export function jsonAnswer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}

/** An error in the shape of GraphQL, whatever the route, so that clients read all errors the same way. */
export function errorAnswer(
  status: number,
  code: ErrorCode,
  message: string,
  extensions: Readonly<Record<string, unknown>>,
  { headers = {}, cost }: Pick<HttpErrorParts, 'headers' | 'cost'> = {},
): Answer {
  const errors = [{ message, extensions: { code, ...extensions } }];
  return jsonAnswer(status, { errors, ...(cost && { extensions: { cost } }) }, headers);
}

/** The whole body as text. Throws 413 QUERY_TOO_LARGE before more than the limit is held. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    // The rest of a body that is too large is not read: the connection closes behind the answer.
    if (bytes > maxBytes) throw tooLarge(maxBytes, Math.max(bytes, Number(request.headers['content-length'] ?? 0)));
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** `got` is what the request declares, else what was read of it. */
function tooLarge(limit: number, got: number): HttpError {
  const message = `the body may have ${limit} bytes, got ${got}; send less text or use variables`;
  return new HttpError(413, message, {
    code: 'QUERY_TOO_LARGE',
    details: { limit, got },
    headers: { connection: 'close' },
  });
}

/** The text of a body that is JSON by its media type. Throws 415 for another. */
export async function readJsonText(request: IncomingMessage, maxBytes: number): Promise<string> {
  const mediaType = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new HttpError(415, `content-type must be application/json, got ${mediaType ?? 'none'}`);
  }
  return readBody(request, maxBytes);
}
