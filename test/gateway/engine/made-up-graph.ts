/** Subgraphs whose values are made of where they stand: the same field of the same entity is the same in each of them. */

import { createHash } from 'node:crypto';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  defaultTypeResolver,
  execute,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
} from 'graphql';
import type { PlainResult } from '../../../gateway/calls/plain-result.ts';

/** Of these out of 256 fields, some are null and some fail. */
export interface Faults {
  readonly nulls: number;
  readonly failures: number;
}

export interface Fetch {
  readonly subgraph: string;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type AnswerFetch = (fetch: Fetch) => Promise<PlainResult>;

/** An object that was made up; an entity is known by its id, everything else by where it stands. */
interface Made {
  readonly __typename?: string;
  readonly id?: string;
  readonly at?: string;
}

export function madeUpSchemas(contracts: ReadonlyMap<string, DocumentNode>): ReadonlyMap<string, GraphQLSchema> {
  return new Map([...contracts].map(([name, typeDefs]) => [name, buildSubgraphSchema({ typeDefs })]));
}

export function answerFrom(schemas: ReadonlyMap<string, GraphQLSchema>, seed: number, faults: Faults): AnswerFetch {
  const fieldResolver = resolveMadeUp(seed, faults);
  return async ({ subgraph, document, variables: variableValues }) => {
    const schema = schemas.get(subgraph);
    if (!schema) throw new Error(`expected a subgraph of the graph, got ${subgraph}`);
    const result = await execute({ schema, document, variableValues, fieldResolver, typeResolver, rootValue: {} });
    return JSON.parse(JSON.stringify(result));
  };
}

function resolveMadeUp(seed: number, { nulls, failures }: Faults): GraphQLFieldResolver<Made, unknown> {
  return (parent, _, __, info) => {
    const given = (parent as Record<string, unknown>)[info.fieldName];
    if (given !== undefined) return given;
    const at = `${placeOf(parent, info)}.${info.fieldName}${requiredOf(parent, info)}`;
    const dice = numberOf(`${seed} ${at} fault`) % 256;
    const isRoot = info.path.prev === undefined;
    if (!isRoot && dice < failures) throw new Error(`no ${info.fieldName}`);
    if (!isRoot && dice < failures + nulls && !isNonNullType(info.returnType)) return null;
    return madeUpValue(info.returnType, at, seed, info.schema);
  };
}

const placeOf = ({ __typename, id, at }: Made, { parentType, path }: GraphQLResolveInfo): string =>
  id === undefined
    ? (at ?? `${parentType.name} ${path.prev === undefined ? '' : path.key}`)
    : `${__typename ?? parentType.name}:${id}`;

/** What `@requires` has brought along is part of the value, so that a wrong representation shows. */
function requiredOf(parent: Made, { parentType, fieldName }: GraphQLResolveInfo): string {
  const directive = parentType
    .getFields()
    [fieldName]?.astNode?.directives?.find(({ name }) => name.value === 'requires');
  const [fields] = directive?.arguments ?? [];
  if (fields?.value.kind !== Kind.STRING) return '';
  const names = fields.value.value.match(/\w+/g) ?? [];
  const given = parent as Readonly<Record<string, unknown>>;
  return JSON.stringify(names.filter((name) => name in given).map((name) => [name, given[name]]));
}

function madeUpValue(type: GraphQLOutputType, at: string, seed: number, schema: GraphQLSchema): unknown {
  if (isNonNullType(type)) return madeUpValue(type.ofType, at, seed, schema);
  const number = numberOf(`${seed} ${at}`);
  if (isListType(type))
    return Array.from({ length: number % 4 }, (_, index) => madeUpValue(type.ofType, `${at}[${index}]`, seed, schema));
  if (isEnumType(type)) return type.getValues()[number % type.getValues().length]?.value;
  if (isLeafType(type)) return LEAVES[type.name]?.(number) ?? `${type.name} ${number}`;
  const possible = isAbstractType(type)
    ? [...schema.getPossibleTypes(type)].sort((a, b) => (a.name < b.name ? -1 : 1))
    : [type];
  const concrete = possible[number % possible.length];
  if (!concrete || !isObjectType(concrete)) throw new Error(`expected types that are ${type.name}`);
  // A few ids only, so that one entity stands at several places.
  const isEntity = 'id' in concrete.getFields();
  return { __typename: concrete.name, ...(isEntity ? { id: `${concrete.name} ${number % 3}` } : { at }) };
}

const LEAVES: Readonly<Record<string, (number: number) => unknown>> = {
  Int: (number) => number % 1_000,
  Float: (number) => (number % 1_000) / 8,
  Boolean: (number) => number % 2 === 0,
  DateTime: (number) => new Date(number * 1_000).toISOString(),
};

const typeResolver: GraphQLTypeResolver<Made, unknown> = (value, context, info, type) =>
  value.__typename ?? defaultTypeResolver(value, context, info, type);

export const numberOf = (text: string): number => createHash('sha1').update(text).digest().readUInt32BE(0);
