/** Turns what a resolver threw into what a caller may read: known errors keep their words, others are masked and logged. */

import { GraphQLError } from 'graphql';
import { ERROR_KINDS, TandemError } from '../runtime/errors.ts';
import type { Logger } from '../runtime/telemetry.ts';

/** `extensions` hold code, requestId and the details of the error; path and locations stay. */
export function publicError(error: GraphQLError, requestId: string, logger: Logger): GraphQLError {
  const cause = error.originalError;
  if (cause instanceof TandemError)
    return withExtensions(error, error.message, { code: cause.code, ...cause.details, requestId });
  if (typeof error.extensions.code === 'string')
    return withExtensions(error, error.message, { ...error.extensions, requestId });
  logger.error({ requestId, path: error.path, err: cause ?? error }, 'unexpected error in a resolver');
  return withExtensions(error, ERROR_KINDS.INTERNAL.means, { code: 'INTERNAL', requestId });
}

/** An error of the request itself (validation, coercion of variables): graphql-js words it for the caller, only the code is missing. */
export function requestError(error: GraphQLError, requestId: string): GraphQLError {
  return withExtensions(error, error.message, { code: 'BAD_USER_INPUT', ...error.extensions, requestId });
}

function withExtensions(error: GraphQLError, message: string, extensions: Record<string, unknown>): GraphQLError {
  return new GraphQLError(message, { nodes: error.nodes ?? null, path: error.path ?? null, extensions });
}
