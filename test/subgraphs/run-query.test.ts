/** What a prepared query does that made-up operations do not reach: names, conditions, what fails unheard. */

import {
  buildSchema,
  type DocumentNode,
  type GraphQLInterfaceType,
  type GraphQLResolveInfo,
  getVariableValues,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import type { SearchContext } from '../../search/context.ts';
import { keepQuery, type PreparedQuery, preparedQuery } from '../../subgraphs/prepared-query.ts';
import { runQuery } from '../../subgraphs/run-query.ts';
import { heapBytesOf } from '../helpers/heap.ts';

const schema =
  buildSchema(`type Query { shop: Shop shops: [Shop!] named: [Named] must: Shop! count(of: String = "all", most: Int! = 1): String texts: [String!] }
  type Mutation { open: Shop }
  interface Named { name: String }
  type Shop { name: String! self(times: Int! = 1): Shop sum(in: [Int!], most: Int): Int few(most: Int): Int }
  type Person implements Named { name: String }`);

function prepared(document: DocumentNode | string, name?: string): PreparedQuery {
  const query = preparedQuery(schema, typeof document === 'string' ? parse(document) : document, name);
  if (query === null) throw new Error('expected a query');
  return query;
}

type Root = Readonly<Record<string, (...given: never[]) => unknown>>;

function resolveRoot(resolvers: Root): void {
  for (const [name, field] of Object.entries(schema.getQueryType()?.getFields() ?? {}))
    field.resolve = resolvers[name] as never;
}

const ask = (text: string, variables?: Record<string, unknown>, resolvers?: Root) =>
  askAll(parse(text), variables, resolvers);

async function askAll(
  document: DocumentNode,
  variables: Record<string, unknown> = {},
  resolvers: Root = {},
  name?: string,
) {
  resolveRoot(resolvers);
  const query = prepared(document, name);
  const { coerced = {} } = getVariableValues(schema, query.definition.variableDefinitions ?? [], variables);
  const result = await runQuery(query, coerced, {} as SearchContext);
  keepQuery(query);
  return result;
}

const SHOP = { name: 'x' };

describe('a prepared query', () => {
  it('answers any name as a key and nothing else', async () => {
    const { data } = await ask('{ shop { __proto__: name then: name constructor: name } }', {}, { shop: () => SHOP });
    expect(Object.entries(data?.shop ?? {})).toEqual([
      ['__proto__', 'x'],
      ['then', 'x'],
      ['constructor', 'x'],
    ]);
    expect((data as Record<string, Record<string, unknown>>).shop?.toString).toBeUndefined();
  });

  it('gives a resolver its arguments with defaults, the context and where it stands', async () => {
    const seen: unknown[] = [];
    const count = (
      _: unknown,
      args: object,
      context: object,
      { path, fieldName, variableValues }: GraphQLResolveInfo,
    ) => seen.push([{ ...args }, context, path, fieldName, { ...variableValues }]);
    await ask('query($m: Int) { c: count(most: $m) }', { m: 3 }, { count: count as never });
    const path = { prev: undefined, key: 'c', typename: 'Query' };
    expect(seen).toEqual([[{ of: 'all', most: 3 }, {}, path, 'count', { m: 3 }]]);
  });

  it('calls a property that is a function with the arguments of its field', async () => {
    const shop = { self: ({ times }: { times: number }) => ({ name: 'y'.repeat(times) }) };
    expect((await ask('{ shop { self(times: 2) { name } } }', {}, { shop: () => shop })).data).toEqual({
      shop: { self: { name: 'yy' } },
    });
  });

  const CONDITIONS = parse(
    'query($yes: Boolean!, $no: Boolean!) { a: count @include(if: $yes) b: count @skip(if: $no) }',
  );
  it.each([
    [{ yes: true, no: false }, ['a', 'b']],
    [{ yes: false, no: true }, []],
    [{ yes: true, no: true }, ['a']],
  ])('reads @skip and @include anew where their variables are %j', async (variables, keys) => {
    expect(Object.keys((await askAll(CONDITIONS, variables, { count: () => 'x' })).data ?? {})).toEqual(keys);
  });

  it('reads a fragment once at one place, however often it is spread there', async () => {
    const seen: number[] = [];
    const count = (_: unknown, __: object, ___: object, { fieldNodes }: GraphQLResolveInfo) =>
      seen.push(fieldNodes.length);
    const text = '{ ...A ...A ... { ...A } } fragment A on Query { ...B ...B } fragment B on Query { count }';
    await ask(text, {}, { count: count as never });
    expect(seen).toEqual([1]);
  });

  it('tells nothing of what fails where all is null already', async () => {
    const failAfter = (turns: number) => after(turns).then(() => Promise.reject(new Error(`after ${turns}`)));
    const shop = () => ({ name: failAfter(1), self: failAfter(2) });
    const { data, errors } = await ask('{ shop { name self { name } } count }', {}, { shop, count: () => after(3) });
    expect([data, errors?.map(({ path }) => path)]).toEqual([{ shop: null, count: null }, [['shop', 'name']]]);
  });

  it('tells one error where nothing is left of the answer', async () => {
    const must = () => Promise.reject(new Error('at first'));
    const { data, errors } = await ask('{ must { name } count }', {}, { must, count: () => after(2).then(fail) });
    await after(3);
    expect([data, errors?.map(({ message }) => message)]).toEqual([null, ['at first']]);
  });

  it.each(['Shop', 'Nobody', 'Named', undefined, 7])(
    'takes no value for one that is named when its type is %j',
    async (__typename) => {
      const { data, errors } = await ask(
        '{ named { __typename } }',
        {},
        { named: () => [{ __typename }, { __typename: 'Person' }] },
      );
      expect([data?.named, errors?.map(({ path }) => path)]).toEqual([
        [null, { __typename: 'Person' }],
        [['named', 0]],
      ]);
    },
  );

  it('tells a type where its field stands, also for the entry of a list', async () => {
    const seen: unknown[] = [];
    const named = schema.getType('Named') as GraphQLInterfaceType;
    named.resolveType = (_, __, { path }) => {
      seen.push(path);
      return 'Person';
    };
    await ask('{ named { name } }', {}, { named: () => [{}] });
    named.resolveType = undefined;
    expect(seen).toEqual([{ prev: undefined, key: 'named', typename: 'Query' }]);
  });

  it('has fields of the schema itself only at its root', async () => {
    const { data } = await ask('{ __type(name: "Shop") { name } shop { __typename } }', {}, { shop: () => SHOP });
    expect(data).toEqual({ __type: { name: 'Shop' }, shop: { __typename: 'Shop' } });
    expect(await ask('{ shop { __type(name: "Shop") { name } name } }', {}, { shop: () => SHOP })).toEqual({
      data: { shop: SHOP },
    });
  });

  it('refuses arguments also for what is a property', async () => {
    const { data, errors } = await ask(
      'query($n: Int = 1) { shop { self(times: $n) { name } } }',
      { n: null },
      { shop: () => ({ self: SHOP }) },
    );
    expect([data, errors?.map(({ path }) => path)]).toEqual([{ shop: { self: null } }, [['shop', 'self']]]);
  });

  it('takes no other variable of its document for a condition', async () => {
    const document = parse(`query A($x: String, $y: String) { count(of: $x) a: count(of: $y) }
      query B($x: Boolean!, $y: Boolean!) { count @include(if: $x) a: count @include(if: $y) }`);
    const count = (_: unknown, { of }: { of: string }) => of;
    for (const [x, y] of [
      ['a,b', 'c'],
      ['a', 'b,c'],
      ['1', null],
    ])
      expect((await askAll(document, { x, y }, { count: count as never }, 'A')).data).toEqual({ count: x, a: y });
    const query = preparedQuery(schema, document, 'A');
    expect(query?.selectionsFor({ x: 'a' })).toBe(query?.selectionsFor({ x: 'b', y: {} }));
  });

  it('keeps nothing of the variables that it was asked with', async () => {
    const document = parse('query($m: Int) { count(most: $m) }');
    const given = { m: 1 };
    const seen: unknown[] = [];
    const count = (_: unknown, __: object, ___: object, { variableValues }: GraphQLResolveInfo) =>
      seen.push(new WeakRef(variableValues));
    await askAll(document, given, { count: count as never });
    await after(1);
    await heapBytesOf(() => undefined);
    expect((seen as WeakRef<object>[]).map((ref) => ref.deref())).toEqual([undefined]);
    expect(preparedQuery(schema, document, undefined)).toBe(preparedQuery(schema, document, undefined));
  });

  it('reads and asks nothing more when it has answered', async () => {
    let asked = 0;
    const self = () => after(3).then(() => ({ self: () => ++asked }));
    const query = prepared('{ shop { self { self { name } } name } }');
    resolveRoot({ shop: () => ({ self, name: null }) });
    expect(await runQuery(query, {}, {} as SearchContext)).toMatchObject({ data: { shop: null } });
    const bytes = query.bytes();
    await after(6);
    expect([query.bytes(), asked]).toEqual([bytes, 0]);
  });

  it('gives each resolver arguments of its own', async () => {
    const seen: unknown[] = [];
    const take = ({ in: lists, most }: { in: number[]; most: number }, _: unknown, info: GraphQLResolveInfo) => {
      seen.push([[...lists], most]);
      lists.push(9);
      Object.assign(info, { most: 9 });
    };
    const change = (args: { most: number }) => {
      seen.push(args.most);
      args.most = 9;
    };
    await ask(
      '{ shops { sum(in: [1], most: 2) few(most: 3) } }',
      {},
      { shops: () => [1, 2].map(() => ({ sum: take, few: change })) },
    );
    expect(seen).toEqual([[[1], 2], 3, [[1], 2], 3]);
  });

  it.each([
    ['a list', '{ shops { name } }', { shops: () => [{ name: later() }, {}] }, { shops: null }],
    ['a list, behind what fails', '{ texts }', { texts: () => [null, later()] }, { texts: null }],
    [
      'an object',
      '{ shop { a: name b: name } }',
      { shop: () => ({ name: inTurn(later, () => null) }) },
      { shop: null },
    ],
  ])(
    'answers at once where %s fails, and leaves no failure to the process',
    async (_name, text, resolvers, expected) => {
      const unheard: unknown[] = [];
      const hear = (error: unknown): unknown => unheard.push(error);
      process.on('unhandledRejection', hear);
      const answer = ask(text, {}, resolvers as Root);
      const first = await Promise.race([answer, after(1)]);
      await after(4);
      process.off('unhandledRejection', hear);
      expect([first?.data, first?.errors?.length, unheard]).toEqual([expected, 1, []]);
    },
  );
});

const fail = (): never => {
  throw new Error('too late');
};
const inTurn =
  (...values: (() => unknown)[]) =>
  () =>
    values.shift()?.();
const later = (): Promise<never> => after(3).then(fail);

async function after(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
