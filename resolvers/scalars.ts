/** Custom scalars that arguments use: what is accepted, and the sentence for what is not. */

import { GraphQLError, GraphQLScalarType, type ValueNode, valueFromASTUntyped } from 'graphql';
import { isDateTime } from '../runtime/date-time.ts';

const LANGUAGE_TAG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
const CURRENCY_CODE = /^[A-Z]{3}$/;

export const DateTime = textScalar(
  'DateTime',
  'an RFC 3339 timestamp with offset such as 2026-11-21T19:34:00Z',
  isDateTime,
);
export const LanguageTag = textScalar('LanguageTag', 'a BCP 47 language tag such as en-GB', (text) =>
  LANGUAGE_TAG.test(text),
);
export const CurrencyCode = textScalar('CurrencyCode', 'an ISO 4217 currency code such as EUR', (text) =>
  CURRENCY_CODE.test(text),
);

/** A string that is checked on the way in and passed on as it is on the way out. */
function textScalar(
  name: string,
  expected: string,
  isValid: (text: string) => boolean,
): GraphQLScalarType<string, string> {
  const parseValue = (value: unknown): string => {
    if (typeof value === 'string' && isValid(value)) return value;
    throw new GraphQLError(`expected ${expected}, got ${JSON.stringify(value)}`, {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  };
  return new GraphQLScalarType<string, string>({
    name,
    parseValue,
    parseLiteral: (node: ValueNode) => parseValue(valueFromASTUntyped(node)),
  });
}
