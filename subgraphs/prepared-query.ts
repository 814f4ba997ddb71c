/** A query of one subgraph with everything looked up that is the same each time it runs: which fields, their types and their resolvers. */

import {
  type DocumentNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { documentBytes } from '../runtime/document-cache.ts';
import {
  createSelectFields,
  createSelections,
  type FieldNodes,
  type Fragments,
  fragmentsOf,
  onceForConditions,
  type Selections,
  type Variables,
} from '../runtime/selected-fields.ts';

export interface PreparedQuery {
  readonly schema: GraphQLSchema;
  readonly definition: OperationDefinitionNode;
  /** As resolvers are told of them. */
  readonly fragments: GraphQLResolveInfo['fragments'];
  readonly rootType: GraphQLObjectType;
  /** Where `@skip` and `@include` come out as these values have it. */
  readonly selectionsFor: (variables: Variables) => Below;
  /** What is read of it so far takes, estimated. */
  readonly bytes: () => number;
}

type Resolve = GraphQLFieldResolver<unknown, unknown>;

/** A field of one type at one place. */
export interface Field {
  readonly key: string;
  readonly name: string;
  readonly nodes: FieldNodes;
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  /** Null where the value is the property of that name. */
  readonly resolve: Resolve | null;
  readonly value: Value;
  readonly below: Below;
}

export type Below = Selections<GraphQLObjectType, Field>;
type ReadField = (key: string, nodes: FieldNodes, parentType: GraphQLObjectType, below: Below) => Field | null;

/** A type, looked at once and not with every value. */
export type Value =
  | { readonly kind: 'never null'; readonly of: Value }
  | { readonly kind: 'list'; readonly of: Value }
  | { readonly kind: 'leaf'; readonly type: GraphQLLeafType }
  | { readonly kind: 'abstract'; readonly type: GraphQLAbstractType }
  | { readonly kind: 'object'; readonly type: GraphQLObjectType };

/** Of a query beside its document, and of each field at its place; not below what the heap takes: test/subgraphs/prepared-query.test.ts measures it. */
const QUERY_BYTES = 6_000;
const FIELD_BYTES = 1_500;
/** Of the queries of one schema; the gateway plans the same few again and again. */
const KEPT_BYTES = 16_000_000;

type Kept = LRUCache<OperationDefinitionNode, PreparedQuery>;
const keptBySchema = new WeakMap<GraphQLSchema, Kept>();

/** Null for what is no query, or none that can be told from others in its document. */
export function preparedQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): PreparedQuery | null {
  const definition = queryOf(document, operationName ?? undefined);
  const rootType = schema.getQueryType();
  if (definition === null || !rootType) return null;
  return keptOf(schema).get(definition) ?? prepareQuery(schema, document, definition, rootType);
}

/** Call it each time that the query has run: only then is known how far its fragments expand, and so what it takes. */
export function keepQuery(query: PreparedQuery): void {
  const kept = keptOf(query.schema);
  const size = query.bytes();
  if (kept.info(query.definition)?.size === size) return;
  // A cache that has the value already would keep its size of before.
  kept.delete(query.definition);
  kept.set(query.definition, query, { size });
}

function keptOf(schema: GraphQLSchema): Kept {
  const kept: Kept = keptBySchema.get(schema) ?? new LRUCache({ maxSize: KEPT_BYTES });
  keptBySchema.set(schema, kept);
  return kept;
}

function queryOf({ definitions }: DocumentNode, name: string | undefined): OperationDefinitionNode | null {
  const [first, ...others] = definitions.filter(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && (name === undefined || definition.name?.value === name),
  );
  const isOne = first?.kind === Kind.OPERATION_DEFINITION && others.length === 0;
  return isOne && first.operation === OperationTypeNode.QUERY ? first : null;
}

function prepareQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  definition: OperationDefinitionNode,
  rootType: GraphQLObjectType,
): PreparedQuery {
  const fragments = fragmentsOf(document);
  const ofDocument = documentBytes(document);
  const readings = onceForConditions(document, (variables) => readQuery(schema, definition, fragments, variables));
  const bytes = (): number =>
    readings.kept().reduce((sum, { fields }) => sum + fields() * FIELD_BYTES, QUERY_BYTES + ofDocument);
  return {
    schema,
    definition,
    fragments: Object.fromEntries(fragments),
    rootType,
    selectionsFor: (variables) => readings.of(variables).selections,
    bytes,
  };
}

interface Reading {
  readonly selections: Below;
  /** How many were read so far. */
  readonly fields: () => number;
}

function readQuery(
  schema: GraphQLSchema,
  { selectionSet }: OperationDefinitionNode,
  fragments: Fragments,
  conditions: Variables,
): Reading {
  let fields = 0;
  const selections: Below = createSelections(
    selectionSet,
    createSelectFields(schema, fragments, conditions),
    (...place) => {
      fields += 1;
      return toField(schema, ...place);
    },
  );
  return { selections, fields: () => fields };
}

function toField(schema: GraphQLSchema, ...[key, nodes, parentType, below]: Parameters<ReadField>): Field | null {
  const name = nodes[0].name.value;
  const definition = definitionOf(name, parentType, schema);
  if (!definition) return null;
  const { resolve = null, type } = definition;
  return { key, name, nodes, parentType, definition, resolve, value: valueOfType(type), below };
}

function definitionOf(name: string, type: GraphQLObjectType, schema: GraphQLSchema): Field['definition'] | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (type === schema.getQueryType())
    for (const meta of [SchemaMetaFieldDef, TypeMetaFieldDef]) if (name === meta.name) return meta;
  return type.getFields()[name];
}

/** One of each type, as fields are many. */
const values = new WeakMap<GraphQLOutputType, Value>();

function valueOfType(type: GraphQLOutputType): Value {
  const value = values.get(type) ?? newValue(type);
  values.set(type, value);
  return value;
}

function newValue(type: GraphQLOutputType): Value {
  if (isNonNullType(type)) return { kind: 'never null', of: valueOfType(type.ofType) };
  if (isListType(type)) return { kind: 'list', of: valueOfType(type.ofType) };
  if (isObjectType(type)) return { kind: 'object', type };
  return isAbstractType(type) ? { kind: 'abstract', type } : { kind: 'leaf', type };
}
