/** What a prepared query answers is what graphql-js answers, for made-up operations over resolvers that answer in every way. */

import fc from 'fast-check';
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getVariableValues,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { readContract, SUBGRAPH_NAMES } from '../../schema/subgraph-schemas.ts';
import type { SearchContext } from '../../search/context.ts';
import { preparedQuery } from '../../subgraphs/prepared-query.ts';
import { runQuery } from '../../subgraphs/run-query.ts';
import { madeUpSchemas } from '../gateway/engine/made-up-graph.ts';
import { madeUpOperation, VARIABLES } from '../gateway/engine/made-up-operation.ts';
import { resolveInEveryWay, type Way } from './made-up-resolvers.ts';

/** What our contracts have little of: unions, interfaces, lists in lists, nulls that reach far. */
const SHOPS = `type Query { things: [Thing!] best(count: Int = 2, of: String): Product named: [[Named]] must: Shop! }
  union Thing = Product | Shop
  interface Named { name: String }
  type Product implements Named { id: ID! name: String weight: Int! costs: [Float!]! shop: Shop! kind: Kind shops: [[Shop!]!] }
  type Shop implements Named { id: ID! name: String! open: Boolean products(first: Int): [Product!] named: Named! }
  enum Kind { NEW OLD }`;

/** Where something fails at once while an entry of a list is awaited, graphql-js leaves a rejection to the process. */
const WITHOUT_LISTS = `type Query { shop: Shop best: Product! named(of: ID = 3): Named }
  interface Named { name: String owner: Shop }
  type Product implements Named { id: ID! name: String owner: Shop weight(in: String! = "kg"): Int! twin: Product! kind: String }
  type Shop implements Named { id: ID! name: String owner: Shop! open: Boolean best: Product named: Named! }`;

const CONTRACTS = madeUpSchemas(new Map(SUBGRAPH_NAMES.map((name) => [name, readContract(name)])));
const GRAPHS: ReadonlyMap<string, GraphQLSchema> = new Map([['a graph of shops', buildSchema(SHOPS)], ...CONTRACTS]);

const CONTEXT = {} as SearchContext;
const RUNS = Number(process.env.TANDEM_PROPERTY_RUNS ?? 60);

async function ours(schema: GraphQLSchema, text: string, variables: object): Promise<ExecutionResult> {
  const query = preparedQuery(schema, parse(text), undefined);
  if (query === null) throw new Error('expected a query');
  const { coerced } = getVariableValues(schema, query.definition.variableDefinitions ?? [], { ...variables });
  return runQuery(query, coerced ?? {}, CONTEXT);
}

async function theirs(schema: GraphQLSchema, text: string, variables: object): Promise<ExecutionResult> {
  return execute({ schema, document: parse(text), variableValues: { ...variables }, contextValue: CONTEXT });
}

/** Messages about values of a wrong type are ours. */
function told({ data, errors = [] }: ExecutionResult) {
  const places = errors.map(({ path, locations, originalError }) => ({
    path,
    locations,
    cause: originalError?.message.startsWith('no ') ? originalError.message : null,
  }));
  return { data: JSON.parse(JSON.stringify(data)), errors: places.map((place) => JSON.stringify(place)).sort() };
}

/** Of two that fail later, either may be the one that is told. */
function toldLater({ data, errors = [] }: ExecutionResult) {
  const lost = errors.filter(({ path = [] }) => valueAt(data, path) !== null).map(({ path }) => path);
  return { data: JSON.parse(JSON.stringify(data)), hasErrors: errors.length > 0, lost };
}

/** Null from the first null on. */
function valueAt(data: unknown, path: readonly (string | number)[]): unknown {
  let at = data;
  for (const step of path) if (at !== null) at = (at as Readonly<Record<string | number, unknown>>)[step];
  return at;
}

const TOLD = { 'at once': told, later: toldLater, both: toldLater };

async function expectEqual(schema: GraphQLSchema, way: Way): Promise<void> {
  const tell = TOLD[way];
  let failed = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.nat(), async (random, seed) => {
      resolveInEveryWay(schema, way, seed);
      const text = madeUpOperation(schema, random);
      fc.pre(validate(schema, parse(text)).length === 0);
      const expected = await theirs(schema, text, VARIABLES);
      failed += expected.errors?.length ?? 0;
      expect(tell(await ours(schema, text, VARIABLES)), text).toEqual(tell(expected));
    }),
    { numRuns: RUNS, seed: 1, endOnFailure: true },
  );
  expect(failed).toBeGreaterThan(RUNS / 10);
}

describe.each(['at once', 'later'] as const)('a prepared query answers what graphql-js answers %s', (way) => {
  it.each([...GRAPHS])('over %s', async (_name, schema) => expectEqual(schema, way));
});

it('a prepared query answers what graphql-js answers where some fields come at once and some later', () =>
  expectEqual(buildSchema(WITHOUT_LISTS), 'both'));
