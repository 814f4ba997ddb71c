/** Errors as the public sees them: a code of the table, the request id, and nothing of our insides. */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { GraphQLFormattedError } from 'graphql';
import { ERROR_KINDS, type ErrorCode } from '../../runtime/errors.ts';
import type { Limits } from '../../runtime/limits.ts';
import type { Logger } from '../../runtime/telemetry.ts';

/** The request that is being answered: the server's formatter is told the error only. */
export const currentRequestId = new AsyncLocalStorage<string>();

/** Codes of the libraries that have another name here. */
const RENAMED: Readonly<Record<string, ErrorCode>> = {
  OPERATION_RESOLUTION_FAILURE: 'BAD_REQUEST',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_REQUEST',
  REQUEST_ENTITY_TOO_LARGE: 'QUERY_TOO_LARGE',
  MAX_RECURSIVE_SELECTIONS_EXCEEDED: 'QUERY_TOO_LARGE',
};

/** Extensions of the libraries that would tell how the graph is put together. */
const HIDDEN_EXTENSIONS = new Set(['serviceName', 'stacktrace', 'http']);

/** What graphql-js adds of names that are nearly what was written; the library takes it from validation only, not from variables. */
const SUGGESTION = / ?Did you mean [^?]+\?$/;

/** Those that one answer tells, whichever way it goes out; `told` were told in earlier parts of it. */
export function firstErrors<T>(errors: readonly T[], limits: Pick<Limits, 'errors'>, told = 0): readonly T[] {
  return errors.slice(0, Math.max(0, limits.errors - told));
}

/** For Apollo Server's formatError. Unknown codes are unexpected errors: masked here, whole in the log. */
export function createErrorFormat(
  logger: Logger,
  suggestsNames: boolean,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const requestId = currentRequestId.getStore() ?? '';
    const code = publicCode(formatted.extensions?.code);
    if (code === undefined) {
      logger.error({ requestId, path: formatted.path, err: error }, 'unexpected error in the gateway');
      return { ...formatted, message: ERROR_KINDS.INTERNAL.means, extensions: { code: 'INTERNAL', requestId } };
    }
    const kept = Object.entries(formatted.extensions ?? {}).filter(([name]) => !HIDDEN_EXTENSIONS.has(name));
    const message = suggestsNames ? formatted.message : formatted.message.replace(SUGGESTION, '');
    return { ...formatted, message, extensions: { ...Object.fromEntries(kept), code, requestId } };
  };
}

function publicCode(code: unknown): ErrorCode | undefined {
  if (typeof code !== 'string') return undefined;
  if (Object.hasOwn(ERROR_KINDS, code)) return code as ErrorCode;
  return RENAMED[code];
}
