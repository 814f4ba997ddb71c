/** Gives what subgraphs answered the shape that was asked for: order, names and types of the operation, nulls where the schema wants them. */

import {
  type GraphQLCompositeType,
  type GraphQLEnumType,
  GraphQLError,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { emptyObject, isObject, own, type PlainObject } from '../../runtime/plain-data.ts';
import {
  createSelectFields,
  createSelections,
  type FieldNodes,
  type Fragments,
  type Selections,
  type Variables,
} from '../../runtime/selected-fields.ts';

export interface Operation {
  readonly schema: GraphQLSchema;
  readonly definition: OperationDefinitionNode;
  readonly fragments: Fragments;
}

/** Fields of one type at one place. */
interface Field {
  readonly key: string;
  /** Null for what no type of subgraphs has. */
  readonly value: Value | null;
  readonly name: string;
  readonly below: Below;
}

type Below = Selections<GraphQLCompositeType, Field>;

/** A type, looked at once and not with every value. */
type Value =
  | { readonly kind: 'never null'; readonly of: Value }
  | { readonly kind: 'list'; readonly of: Value }
  | { readonly kind: 'scalar'; readonly isOne: (value: unknown) => boolean }
  | { readonly kind: 'enum'; readonly type: GraphQLEnumType }
  | { readonly kind: 'object'; readonly type: GraphQLCompositeType };

export interface Shaped {
  readonly data: PlainObject | null;
  /** Where a value is null though the schema says it never is. */
  readonly errors: readonly GraphQLError[];
}

/** Shapes any number of answers to an operation whose `@skip` and `@include` come out the same. */
export type Shape = (input: PlainObject, meta: PlainObject) => Shaped;

/** Stands for a null that its parent may not have. */
const FORBIDDEN = Symbol('a null where none may be');

export function createShape(operation: Operation, variables: Variables): Shape {
  const { schema, definition, fragments } = operation;
  const rootType = schema.getRootType(definition.operation);
  if (!rootType) throw new Error(`expected a schema with ${definition.operation} fields`);
  const select = createSelectFields(schema, fragments, variables);
  const root: Below = createSelections(definition.selectionSet, select, toField);

  return (input, meta) => {
    const errors: GraphQLError[] = [];
    const complete = (value: unknown, as: Value, below: Below, field: string): unknown => {
      if (as.kind === 'never null') {
        const before = errors.length;
        const inner = complete(value, as.of, below, field);
        // What is null because of something below is told there.
        if (inner === null && errors.length === before) errors.push(forbiddenNull(field));
        return inner ?? FORBIDDEN;
      }
      if (value === null || value === undefined) return null;
      if (as.kind === 'scalar') {
        if (as.isOne(value)) return value;
        errors.push(wrongValue(field));
        return null;
      }
      if (as.kind === 'enum') return as.type.getValue(String(value)) ? value : null;
      if (as.kind === 'list') return completeList(value, as.of, below, field);
      const concrete = concreteType(value, as.type, schema);
      return concrete === null ? null : completeObject(value as PlainObject, concrete, below);
    };
    const completeList = (value: unknown, as: Value, below: Below, field: string): unknown => {
      if (!Array.isArray(value)) return null;
      const list: unknown[] = [];
      for (const entry of value) {
        const item = complete(entry, as, below, field);
        if (item === FORBIDDEN) return null;
        list.push(item);
      }
      return list;
    };
    const completeObject = (object: PlainObject, type: GraphQLCompositeType, below: Below): PlainObject | null => {
      const shaped = emptyObject();
      for (const field of below.fieldsOf(type)) {
        const value = fieldValue(object, field, type, field.key);
        if (value === FORBIDDEN) return null;
        shaped[field.key] = value;
      }
      return shaped;
    };
    const fieldValue = (object: PlainObject, field: Field, type: GraphQLCompositeType, key: string): unknown => {
      if (field.name === '__typename') return type.name;
      if (field.value === null) return own(meta, key) ?? null;
      return complete(own(object, key), field.value, field.below, `${type.name}.${field.name}`);
    };
    return { data: completeObject(input, rootType, root), errors };
  };
}

function toField(key: string, nodes: FieldNodes, type: GraphQLCompositeType, below: Below): Field {
  const name = nodes[0].name.value;
  const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  return { key, name, value: definition ? valueOfType(definition.type) : null, below };
}

const isAnything = (): boolean => true;

/** What subgraphs may answer for the scalars of the language; of any other scalar only they know. */
const SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
  Int: (value) => typeof value === 'number' && (value | 0) === value,
  Float: (value) => typeof value === 'number',
  Boolean: (value) => typeof value === 'boolean',
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string' || typeof value === 'number',
};

function valueOfType(type: GraphQLOutputType): Value {
  if (isNonNullType(type)) return { kind: 'never null', of: valueOfType(type.ofType) };
  if (isListType(type)) return { kind: 'list', of: valueOfType(type.ofType) };
  if (isEnumType(type)) return { kind: 'enum', type };
  return isLeafType(type) ? { kind: 'scalar', isOne: SCALARS[type.name] ?? isAnything } : { kind: 'object', type };
}

/**
 * Null where the type is none of the public schema. An interface stands for its types where it has all that is asked for:
 * plans then leave `__typename` out, or a subgraph that knows only the interface has told that.
 */
function concreteType(
  value: unknown,
  type: GraphQLCompositeType,
  schema: GraphQLSchema,
): GraphQLObjectType | GraphQLInterfaceType | null {
  if (!isObject(value)) return null;
  const typename = own(value, '__typename');
  const concrete = typeof typename === 'string' ? schema.getType(typename) : type;
  return isObjectType(concrete) || isInterfaceType(concrete) ? concrete : null;
}

function forbiddenNull(field: string): GraphQLError {
  return new GraphQLError(`expected a value for ${field}, which is never null, got none`);
}

function wrongValue(field: string): GraphQLError {
  return new GraphQLError(`expected a value of its type for ${field}, got another`);
}
