/** Runs one validated operation of one subgraph, so that in-process calls and HTTP answer the same errors. */

import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import { type ToldCoverage, toldCoverage } from '../resolvers/told-coverage.ts';
import type { SearchContext } from '../search/context.ts';
import { keepPeopleTexts } from './people-texts.ts';
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
  keepPeopleTexts(operation.document, operation.variableValues);
  const result = await execute({ ...operation, variableValues: operation.variableValues ?? {} });
  const coverage = toldCoverage(operation.contextValue);
  const answer = coverage === undefined ? result : { ...result, extensions: { coverage } };
  if (!result.errors) return answer;
  const { requestId, services } = operation.contextValue;
  // Without data nothing was executed, so the request itself was refused.
  const toPublic = result.data === undefined ? requestError : publicError;
  return { ...answer, errors: result.errors.map((error) => toPublic(error, requestId, services.logger)) };
}
