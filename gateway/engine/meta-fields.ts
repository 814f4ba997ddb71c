/** The root fields that no subgraph has: `__schema`, `__type` and `__typename` are answered here and not planned. */

import {
  type DocumentNode,
  execute,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { emptyObject, isObject, type PlainObject } from '../../runtime/plain-data.ts';
import type { Fragments } from '../../runtime/selected-fields.ts';

export interface SplitOperation {
  /** What subgraphs answer; null when that is nothing. */
  readonly planned: DocumentNode | null;
  /** The schema's own part; null when nothing asks for it. */
  readonly meta: DocumentNode | null;
}

export function splitMetaFields(definition: OperationDefinitionNode, fragments: Fragments): SplitOperation {
  const isMeta = ({ name }: FieldNode): boolean => name.value === '__schema' || name.value === '__type';
  return {
    planned: documentOf(definition, fragments, ({ name }) => !name.value.startsWith('__')),
    meta: documentOf(definition, fragments, isMeta),
  };
}

/** The values of the root fields of the schema's own part. */
export function executeMeta(
  meta: DocumentNode | null,
  schema: GraphQLSchema,
  variableValues: Readonly<Record<string, unknown>>,
): PlainObject {
  if (meta === null) return emptyObject();
  const result = execute({ schema, document: meta, variableValues });
  if (!('data' in result) || !isObject(result.data)) throw new Error('expected the schema to tell of itself');
  return result.data;
}

function documentOf(
  definition: OperationDefinitionNode,
  fragments: Fragments,
  isKept: (field: FieldNode) => boolean,
): DocumentNode | null {
  const selectionSet = keep(definition.selectionSet, fragments, isKept);
  if (selectionSet.selections.length === 0) return null;
  return { kind: Kind.DOCUMENT, definitions: [{ ...definition, selectionSet }, ...fragments.values()] };
}

/** Fragments at the root become inline ones, as each part has other fields of them. */
function keep(set: SelectionSetNode, fragments: Fragments, isKept: (field: FieldNode) => boolean): SelectionSetNode {
  const selections = set.selections.flatMap((selection): readonly SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return isKept(selection) ? [selection] : [];
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) return [];
    const { typeCondition } = fragment;
    const selectionSet = keep(fragment.selectionSet, fragments, isKept);
    const { directives = [] } = selection;
    return selectionSet.selections.length === 0
      ? []
      : [{ kind: Kind.INLINE_FRAGMENT, directives, selectionSet, ...(typeCondition ? { typeCondition } : {}) }];
  });
  return { kind: Kind.SELECTION_SET, selections };
}
