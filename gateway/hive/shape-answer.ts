/** Gives what subgraphs answered the shape that was asked for: order, names and types of the operation, nulls where the schema wants them. */

import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
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
import { emptyObject, isObject, own, type PlainObject } from './plain-data.ts';

export interface Operation {
  readonly schema: GraphQLSchema;
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Fields of one type at one place. */
interface Field {
  readonly key: string;
  /** Null for `__typename`. */
  readonly type: GraphQLOutputType | null;
  readonly name: string;
  readonly below: Selections;
}

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
    return { key, name, type: definition?.type ?? null, below: { sets, fields: new Map() } };
  };

  return (input, meta) => {
    const errors: GraphQLError[] = [];
    const complete = (value: unknown, type: GraphQLOutputType, below: Selections, field: string): unknown => {
      if (isNonNullType(type)) {
        const inner = complete(value, type.ofType, below, field);
        if (inner === null) errors.push(forbiddenNull(field));
        return inner ?? FORBIDDEN;
      }
      if (value === null || value === undefined) return null;
      if (isListType(type)) return completeList(value, type.ofType, below, field);
      if (isLeafType(type)) return isEnumType(type) && !type.getValue(String(value)) ? null : value;
      const concrete = concreteType(value, type, schema);
      return concrete === null ? null : completeObject(value as PlainObject, concrete, below);
    };
    const completeList = (value: unknown, type: GraphQLOutputType, below: Selections, field: string): unknown => {
      if (!Array.isArray(value)) return null;
      const list: unknown[] = [];
      for (const entry of value) {
        const item = complete(entry, type, below, field);
        if (item === FORBIDDEN) return null;
        list.push(item);
      }
      return list;
    };
    const completeObject = (object: PlainObject, type: GraphQLCompositeType, below: Selections): PlainObject | null => {
      const shaped = emptyObject();
      for (const field of fieldsOf(below, type)) {
        const value = valueOf(object, field, type, field.key);
        if (value === FORBIDDEN) return null;
        shaped[field.key] = value;
      }
      return shaped;
    };
    const valueOf = (object: PlainObject, field: Field, type: GraphQLCompositeType, key: string): unknown => {
      if (field.name === '__typename') return type.name;
      if (field.type === null) return own(meta, key) ?? null;
      return complete(own(object, key), field.type, field.below, `${type.name}.${field.name}`);
    };
    return { data: completeObject(input, rootType, root), errors };
  };
}

/** Null where the type is none of the public schema. Plans leave `__typename` out where an interface has all that is asked for. */
function concreteType(value: unknown, type: GraphQLOutputType, schema: GraphQLSchema): GraphQLCompositeType | null {
  if (!isObject(value)) return null;
  const typename = own(value, '__typename');
  if (typeof typename !== 'string') return isObjectType(type) || isInterfaceType(type) ? type : null;
  const concrete = schema.getType(typename);
  return isObjectType(concrete) ? concrete : null;
}

function forbiddenNull(field: string): GraphQLError {
  return new GraphQLError(`expected a value for ${field}, which is never null, got none`);
}
