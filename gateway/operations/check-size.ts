/** Refuses documents that are larger than the limits, with the limit and what came, before anything is validated. */

import {
  type DocumentNode,
  GraphQLError,
  getOperationAST,
  isExecutableDefinitionNode,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { ERROR_KINDS, type ErrorCode } from '../../runtime/errors.ts';
import type { LimitName, Limits } from '../../runtime/limits.ts';
import { HttpError } from '../http/http.ts';
import { hasMoreTokens, type OperationSize, sizesOf } from './document-size.ts';

/** A document within the limits; `operation` is the one that is asked for. */
export interface SizedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly introspects: boolean;
}

interface Check {
  readonly measure: keyof OperationSize & LimitName;
  readonly code: ErrorCode;
  readonly what: string;
}

const CHECKS: readonly Check[] = [
  { measure: 'selections', code: 'QUERY_TOO_LARGE', what: 'fields, fragments expanded' },
  { measure: 'depth', code: 'OPERATION_TOO_DEEP', what: 'levels of fields' },
  { measure: 'aliases', code: 'TOO_MANY_ALIASES', what: 'aliases' },
  { measure: 'rootFields', code: 'TOO_MANY_ROOT_FIELDS', what: 'root fields' },
  { measure: 'valueDepth', code: 'QUERY_TOO_LARGE', what: 'levels of lists and objects in a value or type' },
  { measure: 'directives', code: 'TOO_MANY_DIRECTIVES', what: 'directives' },
];

/**
 * Null for what is not GraphQL, has no such operation or fragments in a circle: the server behind words that. Throws HttpError for what is too
 * large; what is not asked for is measured too, because all of it is validated.
 */
export function sizedOperation(text: string, operationName: string | null, limits: Limits): SizedOperation | null {
  if (text.length > limits.documentCharacters)
    throw tooLarge('QUERY_TOO_LARGE', 'characters', limits.documentCharacters, text.length);
  const document = parsed(text, limits.tokens);
  if (document === null) return null;
  const operation = getOperationAST(document, operationName);
  if (!document.definitions.every(isExecutableDefinitionNode)) throw notExecutable();
  const sizes = sizesOf(document);
  for (const { measure, code, what } of CHECKS) {
    const got = Math.max(0, ...sizes.map((size) => Number(size[measure])));
    if (got > limits[measure]) throw tooLarge(code, what, limits[measure], got);
  }
  const isCircular = sizes.some((size) => size.isCircular);
  return operation && !isCircular
    ? { document, operation, introspects: sizes.some(({ introspects }) => introspects) }
    : null;
}

function parsed(text: string, most: number): DocumentNode | null {
  try {
    return parse(text, { noLocation: true, maxTokens: most });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (hasMoreTokens(text, most)) throw tooLarge('QUERY_TOO_LARGE', 'tokens', most, most + 1, 'more');
    return null;
  }
}

/** What defines types is no request, and validating it takes as long as its values are deep. */
function notExecutable(): HttpError {
  const code = 'GRAPHQL_VALIDATION_FAILED';
  const message =
    'a document of a request may have operations and fragments, got a definition of a schema; leave it out';
  return new HttpError(ERROR_KINDS[code].status, message, { code });
}

/** 400 with the limit and what came. */
function tooLarge(code: ErrorCode, what: string, limit: number, got: number, shown: number | string = got): HttpError {
  const message = `an operation may have ${limit} ${what}, got ${shown}; ask in several requests`;
  return new HttpError(ERROR_KINDS[code].status, message, { code, details: { limit, got } });
}
