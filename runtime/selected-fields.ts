/** Which fields an operation asks of a type at one place: fragments are followed, `@skip` and `@include` decided. */

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { own } from './plain-data.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** Of one document, by name. */
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export function fragmentsOf(document: DocumentNode): Fragments {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

/** Selections of one name are answered together. */
export type FieldNodes = readonly [FieldNode, ...FieldNode[]];

/** By the name in the answer, in its order. */
type SelectFields = (sets: readonly SelectionSetNode[], type: GraphQLCompositeType) => ReadonlyMap<string, FieldNodes>;

export function createSelectFields(schema: GraphQLSchema, fragments: Fragments, variables: Variables): SelectFields {
  const isIncluded = (node: SelectionNode): boolean =>
    !node.directives?.length ||
    (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if !== true &&
      getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false);

  const applies = (condition: string | undefined, type: GraphQLCompositeType): boolean => {
    if (condition === undefined || condition === type.name) return true;
    const wanted = schema.getType(condition);
    return isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type);
  };

  return (sets, type) => {
    const selected = new Map<string, [FieldNode, ...FieldNode[]]>();
    // A fragment is read once at one place: a second time adds nothing.
    const spread = new Set<string>();
    const fragmentOf = (selection: Exclude<SelectionNode, FieldNode>) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
      const name = selection.name.value;
      if (spread.has(name)) return undefined;
      spread.add(name);
      return fragments.get(name);
    };
    const collect = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (!isIncluded(selection)) continue;
        if (selection.kind === Kind.FIELD) {
          const key = (selection.alias ?? selection.name).value;
          const same = selected.get(key);
          if (same) same.push(selection);
          else selected.set(key, [selection]);
          continue;
        }
        const fragment = fragmentOf(selection);
        if (fragment && applies(fragment.typeCondition?.name.value, type)) collect(fragment.selectionSet);
      }
    };
    for (const set of sets) collect(set);
    return selected;
  };
}

/** What is selected at one place. */
export interface Selections<Type, Field> {
  /** Read when the type first comes, and kept. */
  readonly fieldsOf: (type: Type) => readonly Field[];
}

/** `toField` says what is kept of a field; null for one that is not answered. */
export function createSelections<Type extends GraphQLCompositeType, Field>(
  root: SelectionSetNode,
  select: SelectFields,
  toField: (key: string, nodes: FieldNodes, type: Type, below: Selections<Type, Field>) => Field | null,
): Selections<Type, Field> {
  const selectionsOf = (sets: readonly SelectionSetNode[]): Selections<Type, Field> => {
    const read = (type: Type): readonly Field[] =>
      [...select(sets, type)].flatMap(([key, nodes]) => toField(key, nodes, type, below(nodes)) ?? []);
    const kept = new Map<Type, readonly Field[]>();
    const fieldsOf = (type: Type): readonly Field[] => {
      const fields = kept.get(type) ?? read(type);
      kept.set(type, fields);
      return fields;
    };
    return { fieldsOf };
  };
  const nothing: Selections<Type, Field> = { fieldsOf: () => [] };
  const below = (nodes: FieldNodes): Selections<Type, Field> => {
    const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
    return sets.length === 0 ? nothing : selectionsOf(sets);
  };
  return selectionsOf([root]);
}

/** Combinations of `@skip` and `@include` of one operation that are kept. */
export const KEPT_COMBINATIONS = 4;

export interface OnceForConditions<T> {
  readonly of: (variables: Variables) => T;
  readonly kept: () => readonly T[];
}

/** What is made of an operation once for each way in which its `@skip` and `@include` come out; `make` is given their variables alone. */
export function onceForConditions<T extends object>(
  document: DocumentNode,
  make: (variables: Variables) => T,
): OnceForConditions<T> {
  const conditions = conditionsOf(document);
  const kept = new LRUCache<string, T>({ max: KEPT_COMBINATIONS });
  const of = (variables: Variables): T => {
    // Another operation of the document may read as a condition what is none in this one.
    const values = conditions
      .map((name) => [name, own(variables, name)] as const)
      .filter(([, value]) => isCondition(value));
    const key = JSON.stringify(values);
    const made = kept.get(key) ?? make(Object.fromEntries(values));
    kept.set(key, made);
    return made;
  };
  return { of, kept: () => [...kept.values()] };
}

const isCondition = (value: unknown): boolean => typeof value === 'boolean' || value === null;

/** Names of the variables that `@skip` and `@include` read. */
export function conditionsOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: given = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
