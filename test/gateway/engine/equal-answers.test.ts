/** What an engine answers is what Apollo Gateway answers with its own executor, for examples and made-up operations over made-up subgraphs. */

import { ApolloGateway } from '@apollo/gateway';
import { composeServices } from '@theguild/federation-composition';
import fc from 'fast-check';
import { type DocumentNode, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../gateway/engine/engine.ts';
import type { Executor, GatewayInterface } from '../../../gateway/operations/gateway-interface.ts';
import { readExampleOperations } from '../../../gateway/pages/example-operations.ts';
import { readSupergraph } from '../../../gateway/supergraph.ts';
import { readContract, SUBGRAPH_NAMES } from '../../../schema/subgraph-schemas.ts';
import { ENGINES } from '../gateway-shapes.ts';
import { type AnswerFetch, answerFrom, type Faults, madeUpSchemas } from './made-up-graph.ts';
import { madeUpOperation, VARIABLES } from './made-up-operation.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@shareable"])';
/** What our own graph has not: unions, `@requires`, one name with two types. */
const SHOPS = {
  shops: `type Query { things: [Thing!]! best: Product named: Named }
    union Thing = Product | Shop
    interface Named { name: String }
    type Product implements Named @key(fields: "id") { id: ID! name: String weight: Int! shop: Shop! }
    type Shop implements Named @key(fields: "id") { id: ID! name: String products: [Product!] }`,
  post: 'type Product @key(fields: "id") { id: ID! name: String @external weight: Int! @external cost: Float @requires(fields: "weight name") }',
  reviews: `type Query { latest: [Review!] }
    type Product @key(fields: "id") { id: ID! reviews: [Review!]! rating: Int! }
    type Shop @key(fields: "id") { id: ID! rating: Float }
    type Review @key(fields: "id") { id: ID! text: String about: Product! }`,
};

interface Graph {
  readonly supergraphSdl: string;
  readonly schemas: ReadonlyMap<string, GraphQLSchema>;
}

const GRAPHS: Readonly<Record<string, Graph>> = { 'the graph': ourGraph(), 'a graph of shops': shops() };

function ourGraph(): Graph {
  const contracts = new Map(SUBGRAPH_NAMES.map((name) => [name, readContract(name)]));
  return { supergraphSdl: readSupergraph(), schemas: madeUpSchemas(contracts) };
}

function shops(): Graph {
  const contracts = new Map(Object.entries(SHOPS).map(([name, sdl]) => [name, parse(`${LINK}\n${sdl}`)]));
  const result = composeServices(
    [...contracts].map(([name, typeDefs]) => ({ name, typeDefs, url: `in-process:${name}` })),
  );
  if (result.supergraphSdl === undefined) throw new Error(JSON.stringify(result.errors));
  return { supergraphSdl: result.supergraphSdl, schemas: madeUpSchemas(contracts) };
}

interface Loaded {
  readonly schema: GraphQLSchema;
  readonly execute: Executor;
}

async function loaded(gateway: GatewayInterface): Promise<Loaded> {
  let schema: GraphQLSchema | null = null;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  const { executor } = await gateway.load({ apollo: {} });
  if (schema === null || executor === null) throw new Error('expected a schema and an executor');
  return { schema, execute: executor };
}

/** Both gateways ask whoever answers now, and keep their plans. */
async function bothOver({ supergraphSdl, schemas }: Graph, engine: (typeof ENGINES)[number]) {
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
  const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  let answer: AnswerFetch = answerFrom(schemas, 0, { nulls: 0, failures: 0 });
  const stock = await loaded(
    new ApolloGateway({
      supergraphSdl,
      logger: quiet,
      buildService: ({ name: subgraph }) => ({
        process: async ({ request: { query = '', variables = {} } }) =>
          (await answer({ subgraph, document: parse(query), variables })) as never,
      }),
    }),
  );
  const ours = await loaded(
    createEngine({ engine, supergraphSdl, sourceOf: (subgraph) => (fetch) => answer({ subgraph, ...fetch }) }),
  );
  const compare = async (query: string, variables: object, seed: number, faults: Faults): Promise<void> => {
    answer = answerFrom(schemas, seed, faults);
    const document = parse(query);
    const { lost: _, ...expected } = await told(stock, document, variables);
    expect(await told(ours, document, variables), query).toEqual({ ...expected, lost: [] });
  };
  return { schema: stock.schema, compare };
}

async function told({ schema, execute }: Loaded, document: DocumentNode, variables: object) {
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const request = { document, operation, schema, queryHash: JSON.stringify(document), operationName: null };
  const context = { ...request, request: { variables }, context: {}, metrics: {}, logger: console };
  const { data, errors = [] } = await execute(context as never);
  const lost = errors.filter(({ path = [] }) => !leadsToNull(data, path)).map(({ path }) => path);
  // The library counts entities that it did not send when it says where one failed.
  return {
    data: JSON.parse(JSON.stringify(data)),
    messages: [...new Set(errors.map(({ message }) => message))].sort(),
    lost,
  };
}

function leadsToNull(data: unknown, path: readonly (string | number)[]): boolean {
  let at = data;
  for (const step of path) if (at !== null) at = (at as Readonly<Record<string | number, unknown>>)[step];
  return at === null;
}

/** Hive's planner may ask for fields that are skipped, and their failure is then the answer's. */
const FAILURES = { apollo: 8, hive: 0 };

const NO_FAULTS = { nulls: 0, failures: 0 };
const RUNS = Number(process.env.TANDEM_PROPERTY_RUNS ?? 25);

describe.each(ENGINES)('the engine %s answers what Apollo Gateway answers', (engine) => {
  it('for the example operations', async () => {
    const { compare } = await bothOver(GRAPHS['the graph'] as Graph, engine);
    for (const { query, variables } of readExampleOperations())
      for (const faults of [NO_FAULTS, { nulls: 40, failures: 0 }])
        await compare(query, JSON.parse(variables), 1, faults);
  });

  it.each(Object.keys(GRAPHS))(
    'for any operation over %s, with values that are missing and fields that fail',
    async (name) => {
      const { schema, compare } = await bothOver(GRAPHS[name] as Graph, engine);
      await fc.assert(
        fc.asyncProperty(fc.gen(), fc.nat(), fc.constantFrom(0, FAILURES[engine]), async (random, seed, failures) => {
          const query = madeUpOperation(schema, random);
          fc.pre(validate(schema, parse(query)).length === 0);
          await compare(query, VARIABLES, seed, { nulls: 30, failures });
        }),
        { numRuns: RUNS, seed: 1, endOnFailure: true },
      );
    },
  );
});
