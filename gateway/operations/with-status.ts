/** Errors of operations that fail as a whole, with the HTTP status that the table of errors gives their code. */

import { HeaderMap } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ERROR_KINDS, type ErrorCode } from '../../runtime/errors.ts';

/** Of other processes come errors that are no instances of the library's class; what has no code of the table stays as it is. */
export function withStatus(error: unknown): unknown {
  const { message, path, extensions } = (error ?? {}) as Partial<GraphQLFormattedError>;
  const code = extensions?.code;
  if (typeof code !== 'string' || !Object.hasOwn(ERROR_KINDS, code)) return error;
  const http = { status: ERROR_KINDS[code as ErrorCode].status };
  return new GraphQLError(message ?? '', { path: path ?? null, extensions: { ...extensions, http } });
}

/** A refusal of what may be sent again later. The library takes status and headers of an answer from the extension `http`, which no client sees. */
export function refusedFor(retryAfterMs: number, code: ErrorCode, message: string): GraphQLError {
  const headers = new HeaderMap([['retry-after', String(Math.ceil(retryAfterMs / 1_000))]]);
  const http: object = { status: ERROR_KINDS[code].status, headers };
  return new GraphQLError(message, { extensions: { code, retryAfterMs, http } });
}
