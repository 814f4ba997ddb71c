/** Runs one validated operation of one subgraph, so that in-process calls and HTTP answer the same errors. */

import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import { type ToldCoverage, toldCoverage } from '../resolvers/told-coverage.ts';
import type { SearchContext } from '../search/context.ts';
import { publicError, requestError } from './public-error.ts';

export type { ToldCoverage };

export interface PreparedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
  readonly contextValue: SearchContext;
}

/** Never throws for what a resolver did: errors are in the result, with code and requestId. */
export async function executeOperation(operation: PreparedOperation): Promise<ExecutionResult> {
  const result = await execute({ ...operation, variableValues: operation.variableValues ?? {} });
  const coverage = toldCoverage(operation.contextValue);
  const answer = withPublicErrors(result, operation.contextValue);
  return coverage === undefined ? answer : { ...answer, extensions: { coverage } };
}

/** The result with errors as a caller may read them. */
export function withPublicErrors(result: ExecutionResult, { requestId, services }: SearchContext): ExecutionResult {
  if (!result.errors) return result;
  // Without data nothing was executed, so the request itself was refused.
  const toPublic = result.data === undefined ? requestError : publicError;
  return { ...result, errors: result.errors.map((error) => toPublic(error, requestId, services.logger)) };
}
