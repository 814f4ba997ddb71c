/** The fields of one operation with their types, fragments expanded and equal fields merged: what cost and caching are counted on. */

import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { fragmentsOf } from '../../runtime/selected-fields.ts';
import type { FieldFacts, GraphFacts } from './graph-facts.ts';

export interface TreeField {
  readonly responseName: string;
  readonly facts: FieldFacts;
  /** Values of its `@listSize` arguments, as far as it has them. */
  readonly sizes: ReadonlyMap<string, ValueNode>;
  /** Values of the arguments whose input fields are paid by the item. */
  readonly sent: ReadonlyMap<string, ValueNode>;
  /** Points of its arguments: what a text may have the ranker read. */
  readonly reading: number;
  readonly children: readonly TreeField[];
}

/** For documents whose size was checked and that have no circles: it grows as they expand. Fields that the graph does not have are left out, validation refuses them. */
export function fieldTree(
  operation: OperationDefinitionNode,
  document: DocumentNode,
  graph: GraphFacts,
): readonly TreeField[] {
  const fragments = fragmentsOf(document);
  const collect = (type: string, set: SelectionSetNode, into: Map<string, Merged>): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) addField(type, selection, into, graph);
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        collect(selection.typeCondition?.name.value ?? type, selection.selectionSet, into);
      else {
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) collect(fragment.typeCondition.name.value, fragment.selectionSet, into);
      }
    }
  };
  const finish = (merged: Map<string, Merged>): readonly TreeField[] =>
    [...merged.values()].map(({ field, facts, sets }) => {
      const inner = new Map<string, Merged>();
      for (const set of sets) collect(facts.type, set, inner);
      return {
        responseName: (field.alias ?? field.name).value,
        facts,
        ...countedArguments(field, facts),
        children: inner.size === 0 ? NOTHING : finish(inner),
      };
    });
  const roots = new Map<string, Merged>();
  collect(graph.rootTypes[operation.operation], operation.selectionSet, roots);
  return finish(roots);
}

const NOTHING: readonly TreeField[] = [];
const NO_VALUES: TreeField['sizes'] = new Map();

/** Trees are kept, so they hold nothing of the document that is not counted. */
function countedArguments(
  { arguments: given = [] }: FieldNode,
  facts: FieldFacts,
): Pick<TreeField, 'sizes' | 'sent' | 'reading'> {
  const valuesOf = (names: readonly string[]): TreeField['sizes'] => {
    const values = given.flatMap(({ name, value }) =>
      names.includes(name.value) ? [[name.value, value] as const] : [],
    );
    return values.length === 0 ? NO_VALUES : new Map(values);
  };
  const reading = given.reduce((sum, { name }) => sum + (facts.argumentWeights.get(name.value) ?? 0), 0);
  const paid = facts.weighedInputs.flatMap(({ path }) => path.slice(0, 1));
  return { sizes: valuesOf(facts.slicingArguments), sent: valuesOf(paid), reading };
}

interface Merged {
  readonly field: FieldNode;
  readonly facts: FieldFacts;
  readonly sets: SelectionSetNode[];
}

function addField(type: string, field: FieldNode, into: Map<string, Merged>, graph: GraphFacts): void {
  const facts = graph.field(type, field.name.value);
  if (facts === undefined) return;
  const key = `${type} ${(field.alias ?? field.name).value}`;
  const merged = into.get(key) ?? { field, facts, sets: [] };
  if (field.selectionSet) merged.sets.push(field.selectionSet);
  into.set(key, merged);
}
