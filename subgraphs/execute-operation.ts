/** Runs one validated operation of one subgraph, so that in-process calls and HTTP answer the same errors. */

import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema, getVariableValues } from 'graphql';
import { type ToldCoverage, toldCoverage } from '../resolvers/told-coverage.ts';
import type { SearchContext } from '../search/context.ts';
import { keepPeopleTexts } from './people-texts.ts';
import { keepQuery, preparedQuery } from './prepared-query.ts';
import { publicError, requestError } from './public-error.ts';
import { runQuery } from './run-query.ts';

export type { ToldCoverage };

export interface PreparedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
  readonly contextValue: SearchContext;
}

/** Of variables, as the library has it. */
const MOST_ERRORS = 50;

/** Never throws for what a resolver did: errors are in the result, with code and requestId. */
export async function executeOperation(operation: PreparedOperation): Promise<ExecutionResult> {
  keepPeopleTexts(operation.document, operation.variableValues);
  const result = await resultOf(operation);
  const coverage = toldCoverage(operation.contextValue);
  const answer = withPublicErrors(result, operation.contextValue);
  return coverage === undefined ? answer : { ...answer, extensions: { coverage } };
}

/** Mutations run one after the other and are few: they are left to the library, as is the refusal of what is no operation. */
async function resultOf(operation: PreparedOperation): Promise<ExecutionResult> {
  const { schema, document, operationName, contextValue } = operation;
  const given = operation.variableValues ?? {};
  const query = preparedQuery(schema, document, operationName);
  if (query === null) return execute({ ...operation, variableValues: given });
  const { variableDefinitions = [] } = query.definition;
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, given, { maxErrors: MOST_ERRORS });
  if (errors) return { errors };
  const result = await runQuery(query, coerced, contextValue);
  keepQuery(query);
  return result;
}

/** The result with errors as a caller may read them. */
export function withPublicErrors(result: ExecutionResult, { requestId, services }: SearchContext): ExecutionResult {
  if (!result.errors) return result;
  // Without data nothing was executed, so the request itself was refused.
  const toPublic = result.data === undefined ? requestError : publicError;
  return { ...result, errors: result.errors.map((error) => toPublic(error, requestId, services.logger)) };
}
