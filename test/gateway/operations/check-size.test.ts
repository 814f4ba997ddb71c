/** Size of documents: fragments count as often as they are spread, and counting takes time by the document alone. */

import { getIntrospectionQuery, Lexer, parse } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { sizedOperation } from '../../../gateway/operations/check-size.ts';
import { configSchema } from '../../../runtime/config.ts';
import { HOSTILE_REQUESTS } from '../hostile-requests.ts';

const LIMITS = configSchema.parse({}).TANDEM_LIMITS;
const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');
const sized = (text: string) => sizedOperation(text, null, LIMITS);

describe('a document is refused with limit and what came:', () => {
  it.each([
    ['characters', `{ a } #${'x'.repeat(50_000)}`, 'QUERY_TOO_LARGE', 50_000, 50_007],
    ['tokens', `{ s { ${times(1_094, () => 'v')} } }`, 'QUERY_TOO_LARGE', 1_000, 1_001],
    ['levels of an object', `{ s(a: ${times(21, () => '{ b:')} 1 ${'}'.repeat(21)}) }`, 'QUERY_TOO_LARGE', 20, 21],
    ['levels of a list', `{ s @x(a: ${'['.repeat(30)}${']'.repeat(30)}) }`, 'QUERY_TOO_LARGE', 20, 30],
    ['levels of a type', `query($a: ${'['.repeat(22)}Int${']!'.repeat(22)}) { s }`, 'QUERY_TOO_LARGE', 20, 22],
    [
      'levels of a value that nothing asks for',
      `{ s } fragment F on Q { s(a: ${'['.repeat(24)}${']'.repeat(24)}) }`,
      'QUERY_TOO_LARGE',
      20,
      24,
    ],
    ['levels of a default', `query($a: Int = ${'['.repeat(23)}${']'.repeat(23)}) { s }`, 'QUERY_TOO_LARGE', 20, 23],
    ['fields', `{ s { ${times(400, () => 'v')} } }`, 'QUERY_TOO_LARGE', 400, 401],
    [
      'levels',
      `{ ...A } fragment A on Q { ${times(11, () => 'c {')} id ${'}'.repeat(11)} }`,
      'OPERATION_TOO_DEEP',
      10,
      12,
    ],
    ['aliases', `{ s { ${times(16, (index) => `a${index}: v`)} } }`, 'TOO_MANY_ALIASES', 15, 16],
    [
      'aliases of a fragment',
      `{ s { ...A ...A } } fragment A on S { ${times(8, (index) => `a${index}: v`)} }`,
      'TOO_MANY_ALIASES',
      15,
      16,
    ],
    [
      'root fields',
      `{ ...R } fragment R on Query { ${times(6, (index) => `r${index}: s`)} }`,
      'TOO_MANY_ROOT_FIELDS',
      5,
      6,
    ],
    [
      'directives',
      'query($a: Int @x) @x { ...F @x s @x } fragment F on Query @x { s @x }',
      'TOO_MANY_DIRECTIVES',
      5,
      6,
    ],
    [
      'another operation of it',
      `query A { s } query B { s { ${times(16, (index) => `a${index}: v`)} } }`,
      'TOO_MANY_ALIASES',
      15,
      16,
    ],
    [
      '2 to the 40 fields',
      `{ s { ...F0 } } ${times(40, (index) => `fragment F${index} on S { ...F${index + 1} ...F${index + 1} }`)} fragment F40 on S { v }`,
      'QUERY_TOO_LARGE',
      400,
      2 ** 40 + 1,
    ],
  ])('%s', (_name, text, code, limit, got) => {
    expect(() => sized(text)).toThrowError(expect.objectContaining({ status: 400, code, details: { limit, got } }));
  });
});

describe('a document passes', () => {
  it('at every limit', () => {
    expect(sized(`{ s { ${times(15, (index) => `a${index}: v`)} } }`)).not.toBeNull();
    expect(sized(`{ ${times(9, () => 'c {')} id ${'}'.repeat(9)} }`)).not.toBeNull();
    expect(sized(`{ s { ${times(399, () => 'v')} } }`)).not.toBeNull();
  });

  it('with root fields of one response name, which are one', () => {
    expect(sized(`{ ${times(6, () => 's { v }')} }`)).not.toBeNull();
  });

  it('when it reads the whole schema, and tells that it does', () => {
    const everything = {
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    };
    expect(sized(getIntrospectionQuery(everything))?.introspects).toBe(true);
    expect(sized('{ s ...I } fragment I on Query { i: __type(name: "x") { name } }')?.introspects).toBe(true);
    expect(sized('{ __typename }')?.introspects).toBe(false);
  });

  it('on to the server that words it when it is not GraphQL, names no operation or has a circle', () => {
    expect([sized('{'), sized('fragment F on Q { a }'), sizedOperation('query A { a }', 'B', LIMITS)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(sized('{ ...X } fragment X on Q { ...Y } fragment Y on Q { a ...X }')).toBeNull();
  });
});

it('a document is read once, and once more when it has too many tokens', () => {
  const advance = vi.spyOn(Lexer.prototype, 'advance');
  for (const { body } of HOSTILE_REQUESTS.slice(0, 40)) {
    const { query } = JSON.parse(String(body)) as { query: string };
    advance.mockClear();
    let times = 1;
    try {
      sized(query);
    } catch (error) {
      expect(error).toMatchObject({ status: 400 });
      if (String(error).includes(' tokens')) times = 2;
    }
    expect(advance.mock.calls.length).toBeLessThanOrEqual(times * (LIMITS.tokens + 2));
    if (times === 1) {
      const calls = advance.mock.calls.length;
      advance.mockClear();
      parse(query);
      expect(calls).toBe(advance.mock.calls.length);
    }
  }
  advance.mockRestore();
});

it.each(['extend schema @x(a: [[[]]])', 'input I { a: Int = 1 }', 'type T { a: Int }'])(
  'a document with %j is no request',
  (definition) => {
    expect(() => sized(`{ s } ${definition}`)).toThrow(
      expect.objectContaining({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' }),
    );
  },
);
