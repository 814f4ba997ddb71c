/** Nulls of what a caller may not read, beside those of graphql-js where the same fields and objects fail, on a graph made up for it. */

import fc from 'fast-check';
import { buildSchema, defaultFieldResolver, execute, isObjectType, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { denyFields } from '../../../gateway/access/deny-fields.ts';
import { nullDenied, objectPlaces } from '../../../gateway/access/null-denied.ts';
import { accessRules } from '../../../subgraphs/access-rules.ts';

const SDL = `directive @access(scopes: [String!]! = []) on FIELD_DEFINITION | OBJECT
  type Query { edge: Edge edges: [Edge!] page: Page! pages: [Page] sure: Edge! }
  type Page { edges: [Edge!]! loose: [Edge]! nodes: [Node!] some: [Node] table: [[Node!]]! strict: [[Node!]!]! any: Any maybe: Page title: String }
  type Edge { node: Node! other: Node any: Any! cursor: String! }
  interface Node { id: ID! }
  union Any = Open | Secret
  type Secret implements Node @access(scopes: ["people:read"]) { id: ID! name: String }
  type Open implements Node { id: ID! hidden: String! @access(scopes: ["admin"]) soft: String @access(scopes: ["admin"]) edge: Edge page: Page! }`;

const schema = buildSchema(SDL);
const rules = accessRules(parse(SDL));
const nobody = { id: 'n', tenant: '', scopes: [] };

const open = (id: string): object => ({
  __typename: 'Open',
  id,
  hidden: 'h',
  soft: 's',
  page: () => page(0),
  edge: () => edge(0),
});
const secret = (id: string): object => ({ __typename: 'Secret', id, name: 'n' });
const edge = (turn: number): object => ({
  node: turn % 2 ? secret('a') : open('b'),
  other: turn % 3 ? open('c') : secret('d'),
  any: turn % 5 ? open('e') : secret('f'),
  cursor: 'x',
});
const page = (turn: number): object => ({
  title: 't',
  edges: [edge(turn), edge(turn + 2)],
  loose: [edge(turn), edge(turn + 1)],
  nodes: [open('1'), secret('2')],
  some: [open('3'), secret('4')],
  table: [[open('5')], [open('6'), secret('7')]],
  strict: [[open('8')], [open('9'), secret('10')]],
  any: secret('11'),
  maybe: () => page(turn + 1),
});
const rootValue = { edge: edge(1), edges: [edge(2), edge(4)], sure: edge(7), page: page(0), pages: [page(1), page(2)] };

/** The same graph, where what may not be read throws. */
const failing = buildSchema(SDL);
for (const type of Object.values(failing.getTypeMap())) {
  if (!isObjectType(type) || type.name.startsWith('__')) continue;
  for (const field of Object.values(type.getFields())) {
    const isDenied = rules.has(type.name) || rules.has(`${type.name}.${field.name}`);
    field.resolve = (source, args, context, info) => {
      if (isDenied) throw new Error('denied');
      return defaultFieldResolver(source, args, context, info);
    };
  }
  // An object that may not be read fails as a whole, where it stands.
  if (rules.has(type.name))
    type.isTypeOf = () => {
      throw new Error('denied');
    };
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

function answered(query: string) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const denied = denyFields(document, schema, rules, nobody);
  const asked = denied?.document ?? document;
  const { data } = execute({ schema, document: asked, rootValue }) as { data: Record<string, unknown> };
  if (denied === null) return { data: plain(data), errors: [] };
  const told = nullDenied(plain(data) as Record<string, unknown>, denied.marks, objectPlaces(asked, schema, null));
  return { data: plain(told.data), errors: told.errors };
}

function expected(query: string): unknown {
  const { data } = execute({ schema: failing, document: parse(query), rootValue }) as { data: unknown };
  return plain(data);
}

const NODE = '{ id ... on Secret { name } ... on Open { soft } }';
const ANY = '{ ... on Secret { id } ... on Open { id } }';

describe('where a caller may not read', () => {
  it.each([
    ['an object that may be null', `{ edge { other ${NODE} cursor } }`],
    ['an object in a place that is never null', `{ edge { node ${NODE} cursor } edges { cursor } }`],
    ['an item of a list whose items are never null', `{ page { nodes ${NODE} title } }`],
    ['an item of a list whose items may be null', `{ page { some ${NODE} title } }`],
    ['an object below items that are never null', `{ pages { edges { node ${NODE} } title } }`],
    ['an object below items that may be null', `{ pages { loose { node ${NODE} } title } }`],
    ['an item of a list in a list', `{ page { table ${NODE} title } }`],
    ['an item of a list in a list that is never null', `{ edge { cursor } page { strict ${NODE} } }`],
    ['a member of a union', `{ edges { any ${ANY} } page { any ${ANY} title } }`],
    ['a field that is never null', '{ edge { cursor other { ... on Open { hidden } } } }'],
    ['a field that is never null, where nothing above may be', '{ sure { any { ... on Open { hidden } } } }'],
    ['a field that may be null', '{ sure { any { ... on Open { soft id } } } }'],
    [
      'an object behind a fragment',
      `{ edge { ...E } } fragment E on Edge { n: node { ...N } cursor } fragment N on Secret { id }`,
    ],
    [
      'an object under one name in two fragments',
      `{ edge { ... { node { id } } ... on Edge { node { ... on Secret { id } } } } }`,
    ],
    ['everything', `{ sure { node ${NODE} } }`],
  ])('%s is null as GraphQL says', (_, query) => {
    const { data, errors } = answered(query);
    expect(data).toEqual(expected(query));
    expect(errors.length).toBeGreaterThan(0);
  });

  it('any operation has the nulls that failing fields have', () => {
    const { operation } = fc.letrec((tie) => ({
      node: fc
        .constantFrom(NODE, '{ ... on Secret { id } ... on Open { edge { cursor } hidden } }')
        .chain((fields) =>
          fc
            .option(tie('edge'), { nil: '{ cursor }', depthSize: 'small' })
            .map((inner) => fields.replace('{ cursor }', String(inner))),
        ),
      edge: fc
        .tuple(fc.subarray(['node', 'other', 'n2: node', 'any']), tie('node'))
        .map(([names, node]) => `{ cursor ${names.map((name) => `${name} ${node}`).join(' ')} }`),
      page: fc
        .tuple(
          fc.subarray(['edges', 'loose', 'nodes', 'some', 'table', 'strict', 'any', 'maybe']),
          tie('edge'),
          tie('node'),
        )
        .map(
          ([names, inner, node]) =>
            `{ title ${names.map((name) => below(name, String(inner), String(node))).join(' ')} }`,
        ),
      operation: fc
        .tuple(fc.subarray(['edge', 'edges', 'page', 'pages', 'sure'], { minLength: 1 }), tie('edge'), tie('page'))
        .map(
          ([names, inner, pages]) =>
            `{ ${names.map((name) => `${name} ${name.startsWith('page') ? pages : inner}`).join(' ')} }`,
        ),
    }));
    fc.assert(
      fc.property(operation, (query) => {
        expect(answered(withIds(String(query))).data).toEqual(expected(withIds(String(query))));
      }),
      { numRuns: 60 },
    );
  });
});

function below(name: string, inner: string, node: string): string {
  if (name === 'maybe') return 'maybe { title }';
  return `${name} ${name === 'edges' || name === 'loose' ? inner : node}`;
}

/** A union has no id of its own. */
const withIds = (query: string): string => query.replaceAll(/any \{ id /g, 'any { ');
