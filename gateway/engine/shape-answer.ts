/** Gives what subgraphs answered the shape that was asked for: order, names and types of the operation, nulls where the schema wants them. */

import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLEnumType,
  GraphQLError,
  GraphQLIncludeDirective,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { emptyObject, isObject, own, type PlainObject } from '../plain-data.ts';

export interface Operation {
  readonly schema: GraphQLSchema;
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Fields of one type at one place. */
interface Field {
  readonly key: string;
  /** Null for what no type of subgraphs has. */
  readonly value: Value | null;
  readonly name: string;
  readonly below: Selections;
}

/** A type, looked at once and not with every value. */
type Value =
  | { readonly kind: 'never null'; readonly of: Value }
  | { readonly kind: 'list'; readonly of: Value }
  | { readonly kind: 'scalar'; readonly isOne: (value: unknown) => boolean }
  | { readonly kind: 'enum'; readonly type: GraphQLEnumType }
  | { readonly kind: 'object'; readonly type: GraphQLCompositeType };

/** Selections that are merged at one place, read for a type when it first comes. */
interface Selections {
  readonly sets: readonly SelectionSetNode[];
  readonly fields: Map<string, readonly Field[]>;
}

export interface Shaped {
  readonly data: PlainObject | null;
  /** Where a value is null though the schema says it never is. */
  readonly errors: readonly GraphQLError[];
}

/** Shapes any number of answers to an operation whose `@skip` and `@include` come out the same. */
export type Shape = (input: PlainObject, meta: PlainObject) => Shaped;

/** Stands for a null that its parent may not have. */
const FORBIDDEN = Symbol('a null where none may be');

export function createShape(operation: Operation, variables: Readonly<Record<string, unknown>>): Shape {
  const { schema, definition, fragments } = operation;
  const rootType = schema.getRootType(definition.operation);
  if (!rootType) throw new Error(`expected a schema with ${definition.operation} fields`);
  const root: Selections = { sets: [definition.selectionSet], fields: new Map() };

  const isIncluded = (node: SelectionNode): boolean =>
    !node.directives?.length ||
    (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if !== true &&
      getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false);

  const applies = (condition: string | undefined, type: GraphQLCompositeType): boolean => {
    if (condition === undefined || condition === type.name) return true;
    const wanted = schema.getType(condition);
    return isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type);
  };

  const fieldsOf = ({ sets, fields }: Selections, type: GraphQLCompositeType): readonly Field[] => {
    const known = fields.get(type.name);
    if (known) return known;
    const nodes = new Map<string, FieldNode[]>();
    for (const set of sets) collect(set, type, nodes);
    const made = [...nodes].flatMap(([key, [first, ...more]]) => (first ? [fieldOf(key, [first, ...more], type)] : []));
    fields.set(type.name, made);
    return made;
  };

  const collect = (set: SelectionSetNode, type: GraphQLCompositeType, nodes: Map<string, FieldNode[]>): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const same = nodes.get(key);
        if (same) same.push(selection);
        else nodes.set(key, [selection]);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (fragment && applies(fragment.typeCondition?.name.value, type)) collect(fragment.selectionSet, type, nodes);
    }
  };

  const fieldOf = (key: string, nodes: readonly [FieldNode, ...FieldNode[]], type: GraphQLCompositeType): Field => {
    const name = nodes[0].name.value;
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
    return { key, name, value: definition ? valueOfType(definition.type) : null, below: { sets, fields: new Map() } };
  };

  return (input, meta) => {
    const errors: GraphQLError[] = [];
    const complete = (value: unknown, as: Value, below: Selections, field: string): unknown => {
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
    const completeList = (value: unknown, as: Value, below: Selections, field: string): unknown => {
      if (!Array.isArray(value)) return null;
      const list: unknown[] = [];
      for (const entry of value) {
        const item = complete(entry, as, below, field);
        if (item === FORBIDDEN) return null;
        list.push(item);
      }
      return list;
    };
    const completeObject = (object: PlainObject, type: GraphQLCompositeType, below: Selections): PlainObject | null => {
      const shaped = emptyObject();
      for (const field of fieldsOf(below, type)) {
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
