/** JSON of clients: it is parsed as ever, and refused unparsed when it holds more values than the limit. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HttpError } from '../../../gateway/http/http.ts';
import { parseJson } from '../../../gateway/http/parse-json.ts';

/** Each item, each field, and each list or object that has any. */
function valuesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const items = Object.values(value);
  return items.length + items.reduce((sum: number, item) => sum + valuesOf(item), 0);
}
const refusal = (text: string, most: number): HttpError => {
  try {
    parseJson(text, { variableValues: most, valueDepth: 100 }, 'variables');
  } catch (error) {
    if (error instanceof HttpError) return error;
  }
  throw new Error('expected a refusal');
};

it('what has few values is parsed as it is, whatever its strings hold', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const most = 2 * valuesOf(value) + 1;
      expect(parseJson(text, { variableValues: most, valueDepth: 100 }, 'variables')).toEqual(JSON.parse(text));
    }),
  );
});

it('signs inside of strings count as nothing, escaped quotes or not', () => {
  const value = { text: `,[{\\"${','.repeat(1_000)}\\`, 'a,"b': 'c\\\\' };
  expect(parseJson(JSON.stringify(value), { variableValues: 2, valueDepth: 1 }, 'the body')).toEqual(value);
});

it('more values than the limit are refused, with the limit, before they are parsed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 200 }), fc.boolean(), (count, isList) => {
      const items = Array.from({ length: count }, (_, index) => (isList ? index : `"f${index}":1`));
      const text = isList ? `[${items}` : `{${items}`;
      expect(refusal(text, count - 1)).toMatchObject({
        status: 400,
        code: 'QUERY_TOO_LARGE',
        details: { limit: count - 1, got: count },
      });
    }),
  );
});

it('what is no JSON is said to be none, by the name of the place', () => {
  expect(refusal('{"a":', 10)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  expect(refusal('"open', 10).message).toMatch(/^variables must be JSON: /);
});

it('deeper lists and objects than the limit are refused before they are parsed, many beside each other are not', () => {
  const nest = (depth: number) => `${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}`;
  const limits = { variableValues: 1_000, valueDepth: 20 };
  expect(parseJson(`[${Array.from({ length: 30 }, () => nest(9))}]`, limits, 'the body')).toHaveLength(30);
  expect(() => parseJson(nest(11), limits, 'the body')).toThrow(
    'the body may have 20 levels of lists and objects, got more; ask in several requests',
  );
});
