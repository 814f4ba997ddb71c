/** The engine, by either planner: what it sends to subgraphs, and what it makes of their answers, over the real contract. */

import { ApolloGateway } from '@apollo/gateway';
import { type GraphQLSchema, lexicographicSortSchema, parse, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { DataSource } from '../../../gateway/calls/data-source.ts';
import { createEngine } from '../../../gateway/engine/engine.ts';
import type { Executor, GatewayInterface } from '../../../gateway/operations/gateway-interface.ts';
import { readSupergraph } from '../../../gateway/supergraph.ts';
import { ENGINES, type Engine } from '../gateway-shapes.ts';

const supergraphSdl = readSupergraph();

interface Call {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Answer = (call: Call) => object;

async function loaded(gateway: GatewayInterface): Promise<{ schema: GraphQLSchema; execute: Executor }> {
  let schema: GraphQLSchema | null = null;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  const { executor } = await gateway.load({ apollo: {} });
  if (schema === null || executor === null) throw new Error('expected a schema and an executor');
  return { schema, execute: executor };
}

/** Runs one operation; `answer` stands for all subgraphs. */
async function run(by: Engine, query: string, answer: Answer, variables: Record<string, unknown> = {}) {
  const calls: Call[] = [];
  const sourceOf =
    (subgraph: string): DataSource =>
    async ({ query, variables }) => {
      const call = { subgraph, query, variables };
      calls.push(call);
      return answer(call);
    };
  const engine = createEngine({ engine: by, supergraphSdl, sourceOf });
  const { execute, schema } = await loaded(engine);
  const document = parse(query);
  const [operation] = document.definitions;
  const request = { document, operation, schema, queryHash: query, operationName: null, request: { variables } };
  return { result: await execute(request as never), calls };
}

const edge = (id: string) => ({ node: { __typename: 'Job', id }, match: { __typename: 'JobMatch', id: `m ${id}` } });
const page: Answer = ({ subgraph }) =>
  subgraph === 'jobs' ? { data: { jobSearch: { edges: [edge('a'), edge('b'), edge('a')] } } } : { data: null };

describe.each(ENGINES)('the engine %s', (engine) => {
  it('has the public schema that Apollo Gateway has', async () => {
    process.env.APOLLO_TELEMETRY_DISABLED = '1';
    const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
    const apollo = await loaded(
      new ApolloGateway({ supergraphSdl, buildService: () => ({ process: async () => ({}) }), logger: quiet }),
    );
    const ours = await loaded(createEngine({ engine, supergraphSdl, sourceOf: () => async () => ({}) }));
    const printed = ({ schema }: { schema: GraphQLSchema }) => printSchema(lexicographicSortSchema(schema));
    expect(printed(ours)).toBe(printed(apollo));
  });

  it('asks for an entity once, gives each place its own copy, and tells its error at each place', async () => {
    const { result, calls } = await run(
      engine,
      '{ jobSearch(input: {}) { edges { match { relevance { score } } } } }',
      (call) => {
        if (call.subgraph === 'jobs') return page(call);
        const errors = [{ message: 'no', path: ['_entities', 0, 'relevance'], extensions: { code: 'OVERLOADED' } }];
        return { data: { _entities: [{ relevance: null }, { relevance: { score: 0.5 } }] }, errors };
      },
    );
    expect(calls.map(({ subgraph }) => subgraph)).toEqual(['jobs', 'ranking']);
    expect(calls[1]?.variables.representations).toEqual([
      { __typename: 'JobMatch', id: 'm a' },
      { __typename: 'JobMatch', id: 'm b' },
    ]);
    expect(result.data).toEqual({
      jobSearch: {
        edges: [
          { match: { relevance: null } },
          { match: { relevance: { score: 0.5 } } },
          { match: { relevance: null } },
        ],
      },
    });
    expect(result.errors?.map(({ path, extensions }) => [path, extensions])).toEqual(
      [0, 2].map((index) => [['jobSearch', 'edges', index, 'match', 'relevance'], { code: 'OVERLOADED' }]),
    );
  });

  it('leaves out what is skipped, and does not ask for it', async () => {
    const query =
      'query($no: Boolean! = false) { jobSearch(input: {}) { edges { match { id relevance @include(if: $no) { score } } } } }';
    const { result, calls } = await run(engine, query, page);
    expect(calls.map(({ subgraph }) => subgraph)).toEqual(['jobs']);
    expect(result.data?.jobSearch.edges[0]).toEqual({ match: { id: 'm a' } });
  });

  it('answers for the schema itself beside subgraphs, in the order asked', async () => {
    const query =
      '{ __typename ...Schema jobSearch(input: {}) { __typename } } fragment Schema on Query { s: __schema { queryType { name } } }';
    const { result } = await run(engine, query, page);
    expect(JSON.stringify(result.data)).toBe(
      '{"__typename":"Query","s":{"queryType":{"name":"Query"}},"jobSearch":{"__typename":"JobSearchConnection"}}',
    );
    expect((await run(engine, '{ __schema { queryType { name } } }', page)).calls).toEqual([]);
  });

  it('takes names of Object for names like any other', async () => {
    const query = '{ __proto__: service { version } toString: service { constructor: version } }';
    const answer = JSON.parse('{"data":{"__proto__":{"version":"1"},"toString":{}}}');
    const { result } = await run(engine, query, () => answer);
    expect(JSON.stringify(result.data)).toBe('{"__proto__":{"version":"1"},"toString":null}');
    expect(({} as Record<string, unknown>).version).toBeUndefined();
  });

  it('says which value is missing where none may be, when no subgraph has said why', async () => {
    const query = '{ jobSearch(input: {}) { pageInfo { hasNextPage } } }';
    const { result } = await run(engine, query, () => ({ data: { jobSearch: { pageInfo: {} } } }));
    expect(result.data).toEqual({ jobSearch: null });
    expect(result.errors?.map(({ message }) => message)).toEqual([
      'expected a value for PageInfo.hasNextPage, which is never null, got none',
    ]);
    const told = await run(engine, query, () => ({ data: { jobSearch: null }, errors: [{ message: 'later' }] }));
    expect(told.result.errors?.map(({ message }) => message)).toEqual(['later']);
  });

  it('takes a value of another type than the schema says for none, and says so', async () => {
    const query = '{ jobSearch(input: {}) { totalCount search { id } } }';
    const search = { __typename: 'Search', id: 's' };
    const { result } = await run(engine, query, () => ({ data: { jobSearch: { totalCount: '12', search } } }));
    expect(result.errors?.map(({ message }) => message)).toEqual([
      'expected a value of its type for JobSearchConnection.totalCount, got another',
    ]);
  });

  it('tells no error of a field that the client has skipped', async () => {
    const query =
      'query($no: Boolean! = false) { jobSearch(input: {}) { totalCount search @include(if: $no) { id } } }';
    const errors = [{ message: 'lost', path: ['jobSearch', 'search'] }];
    const { result } = await run(engine, query, () => ({ data: { jobSearch: { totalCount: 1 } }, errors }));
    expect(result).toEqual({ data: { jobSearch: { totalCount: 1 } } });
  });
});

describe('the engine hive', () => {
  it('asks for two kinds of entities at once, with a variable that says that entities are asked for', async () => {
    const { result, calls } = await run(
      'hive',
      '{ jobSearch(input: {}) { search { understanding { summary } } edges { match { explanation { summary } } } } }',
      ({ subgraph, query, variables }) => {
        const data = { jobSearch: { search: { __typename: 'Search', id: 's' }, edges: [edge('a')] } };
        if (subgraph === 'jobs') return { data };
        const lists = [...query.matchAll(/(\w+): _entities\(representations: \$(\w+)\)/g)].map(
          ([, alias, name = '']) => {
            const [{ __typename } = { __typename: '' }] = variables[name] as { __typename: string }[];
            const field = __typename === 'Search' ? 'understanding' : 'explanation';
            return [alias, [{ [field]: { summary: __typename } }]];
          },
        );
        return { data: Object.fromEntries(lists) };
      },
    );
    expect(calls.map(({ subgraph }) => subgraph)).toEqual(['jobs', 'insights']);
    expect(Object.keys(calls[1]?.variables ?? {})).toContain('representations');
    expect(result).toEqual({
      data: {
        jobSearch: {
          search: { understanding: { summary: 'Search' } },
          edges: [{ match: { explanation: { summary: 'JobMatch' } } }],
        },
      },
    });
  });
});
