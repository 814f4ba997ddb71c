/** Which queries are prepared, and that they are kept within a number of bytes that the heap bears out. */

import { buildSchema, type DocumentNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { SearchContext } from '../../search/context.ts';
import { executeOperation } from '../../subgraphs/execute-operation.ts';
import { keepQuery, type PreparedQuery, preparedQuery } from '../../subgraphs/prepared-query.ts';
import { runQuery } from '../../subgraphs/run-query.ts';
import { heapBytesOf } from '../helpers/heap.ts';

const schema = buildSchema(`type Query { a: Node b: Node } type Mutation { c: Node }
  interface Named { name: String } type Node implements Named { name: String id: ID a: Node b: Named }`);
const node = { name: 'x', id: '1', a: () => node, b: () => ({ __typename: 'Node', name: 'y' }) };
for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) field.resolve = () => node;

const prepare = (text: string): PreparedQuery => {
  const query = preparedQuery(schema, parse(text), undefined);
  if (query === null) throw new Error('expected a query');
  return query;
};
const CONDITIONS = [true, false].flatMap((x) => [true, false].map((y) => ({ x, y })));
async function run(query: PreparedQuery): Promise<void> {
  for (const conditions of CONDITIONS) await runQuery(query, conditions, {} as SearchContext);
}

const FIELDS = 'name id a { name b { name } a { id a { name id } } }';
const TEXTS: readonly (readonly [string, (time: number) => string])[] = [
  ['fields', (time) => `query Q${time} { a { ${FIELDS} } b { ${FIELDS} } }`],
  ['leaves', (time) => `{ a { ${Array.from({ length: 60 }, (_, at) => `l${time}_${at}: name`).join(' ')} } }`],
  ['fragments', (time) => `query Q${time} { a { ...F a { ...F } } b { a { ...F } } } fragment F on Node { ${FIELDS} }`],
  [
    'conditions',
    (time) =>
      `query Q${time}($x: Boolean!, $y: Boolean!) { a @include(if: $x) { ${FIELDS} } b @skip(if: $y) { ${FIELDS} } }`,
  ],
  [
    'many objects',
    (time) =>
      `query Q${time} { a { ${Array.from({ length: 40 }, (_, at) => `o${at}: a { id b { name } a { id } }`).join(' ')} } }`,
  ],
  [
    'what is skipped',
    (time) => `query Q${time} { a { id ... @include(if: false) { ${FIELDS} ${FIELDS} ${FIELDS} } } }`,
  ],
  ['next to nothing', (time) => `query Q${time} { a { id } }`],
];

describe('a prepared query', () => {
  it.each(TEXTS)('is estimated as no less than the heap takes with its document for %s', async (_name, textOf) => {
    await run(prepare(textOf(1_000)));
    const queries: PreparedQuery[] = [];
    const measured = await heapBytesOf(async () => {
      for (let time = 0; time < 100; time += 1) {
        const query = prepare(textOf(time));
        queries.push(query);
        await run(query);
      }
    });
    expect(measured).toBeLessThanOrEqual(queries.reduce((sum, query) => sum + query.bytes(), 0));
  });

  it('is found again by its document and the name of its operation, when it has run', () => {
    const document = parse('query A { a { id } } query B { b { id } } mutation C { c { id } }');
    const query = preparedQuery(schema, document, 'A');
    expect(preparedQuery(schema, document, 'A')).not.toBe(query);
    if (query) keepQuery(query);
    expect(preparedQuery(schema, document, 'A')).toBe(query);
    expect(preparedQuery(schema, document, 'B')?.definition.name?.value).toBe('B');
  });

  it.each([undefined, '', 'C', 'D'])('is none for the operation %j of two queries and a mutation', (name) => {
    const document = parse('query A { a { id } } query B { b { id } } mutation C { c { id } }');
    expect(preparedQuery(schema, document, name)).toBeNull();
  });

  it('is found again by whoever runs its document in a subgraph', async () => {
    const document = parse('{ a { id } }');
    const context = { requestId: 'x', services: {} } as SearchContext;
    await executeOperation({ schema, document, contextValue: context });
    const query = preparedQuery(schema, document, undefined);
    await executeOperation({ schema, document, contextValue: context });
    expect(preparedQuery(schema, document, undefined)).toBe(query);
  });

  it('is weighed again when more of it was read, and makes room for itself', async () => {
    const part = Array.from({ length: 20 }, (_, at) => `f${at}: a { ...F }`).join(' ');
    const documents = Array.from({ length: 100 }, (_, time) =>
      parse(`query Q${time}($x: Boolean!) { a @include(if: $x) { ${part} } } fragment F on Node { ${FIELDS} }`),
    );
    const isKept = (document: DocumentNode): boolean =>
      new Set([1, 2].map(() => preparedQuery(schema, document, undefined))).size === 1;
    const runAll = async (x: boolean): Promise<void> => {
      for (const document of documents) {
        const query = preparedQuery(schema, document, undefined) as PreparedQuery;
        await runQuery(query, { x }, {} as SearchContext);
        keepQuery(query);
      }
    };
    await runAll(false);
    expect(documents.every(isKept)).toBe(true);
    await runAll(true);
    const kept = documents.filter(isKept).map((document) => preparedQuery(schema, document, undefined)?.bytes() ?? 0);
    expect(kept.length).toBeGreaterThan(1);
    expect(kept.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(16_000_000);
    expect(isKept(documents[0] as DocumentNode)).toBe(false);
  });

  it('is read once, however often it runs', async () => {
    const query = prepare(`{ a { ${FIELDS} } }`);
    await run(query);
    const bytes = query.bytes();
    await run(query);
    expect(query.bytes()).toBe(bytes);
  });

  it('is weighed by what is kept of it, however many conditions it was asked with', async () => {
    const names = ['x', 'y', 'z'];
    const query = prepare(
      `query(${names.map((name) => `$${name}: Boolean!`)}) { ${names.map((name) => `${name}: a @include(if: $${name}) { ${FIELDS} }`).join(' ')} }`,
    );
    const sizes: number[] = [];
    for (let time = 0; time < 80; time += 1) {
      await runQuery(query, { x: time % 2 === 0, y: time % 4 < 2, z: time % 8 < 4 }, {} as SearchContext);
      sizes.push(query.bytes());
    }
    expect(Math.max(...sizes.slice(8))).toBe(Math.max(...sizes.slice(0, 16)));
  });

  it('is not kept when its fragments expand to more than all may take', async () => {
    const depth = 14;
    const twice = (at: number) => `fragment F${at} on Node { x: a { ...F${at + 1} } y: a { ...F${at + 1} } }`;
    const fragments = Array.from({ length: depth }, (_, at) => twice(at)).join(' ');
    const document = parse(`{ a { ...F0 } } ${fragments} fragment F${depth} on Node { id }`);
    const query = preparedQuery(schema, document, undefined);
    if (query) await runQuery(query, {}, {} as SearchContext);
    if (query) keepQuery(query);
    expect(query?.bytes()).toBeGreaterThan(500 * 2 ** depth);
    expect(preparedQuery(schema, document, undefined)).not.toBe(query);
  });
});
