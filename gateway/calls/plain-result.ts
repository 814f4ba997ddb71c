/** What a subgraph answered, as plain data. */

import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';

export interface PlainResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Nothing of a subgraph's internals rides along with its errors; a result that came over HTTP is plain already. */
export function plainResult(result: ExecutionResult | PlainResult): PlainResult {
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors
      ? { errors: result.errors.map((error) => (error instanceof GraphQLError ? error.toJSON() : error)) }
      : {}),
  };
}
