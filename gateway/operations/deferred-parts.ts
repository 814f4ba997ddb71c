/** Splits an operation with @defer: the whole without the directive, what comes first, and which parts come later. */

import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Fragments, fragmentsOf, type Variables } from '../../runtime/selected-fields.ts';
import { defaultsOf, valuesOver } from './variable-defaults.ts';

export interface DeferredPart {
  readonly label: string | null;
  /** Response names from the root to the object that the part adds to; lists on the way stand for all their items. */
  readonly path: readonly string[];
  readonly selectionSet: SelectionSetNode;
  /** Fragments that the selections may spread. */
  readonly fragments: Fragments;
}

export interface SplitOperation {
  readonly whole: DocumentNode;
  readonly first: DocumentNode;
  /** One letter for each @defer of the document: which of them are on, and so which first part of the document this is. */
  readonly conditions: string;
  /** Empty when the client asked for nothing to come later. What is deferred inside a deferred part comes with it. */
  readonly deferred: readonly DeferredPart[];
}

type Spread = FragmentSpreadNode | InlineFragmentNode;

/** Response name of what stands where everything was deferred; taken out of the first part again. */
export const PLACEHOLDER = '__deferred';

/** By document, operation and which of its parts are to be deferred; the planner keeps its plans by these documents. */
const known = new WeakMap<DocumentNode, LRUCache<string, SplitOperation>>();

/** Of one document; with ten conditions it has a thousand first parts. */
const KEPT_SPLITS = 16;

/** Null for a document without @defer. `document` is valid. */
export function splitOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): SplitOperation | null {
  const given = withDefaults(operation, variables);
  const conditions = conditionsOf(document, given);
  if (conditions === '') return null;
  const splits = known.get(document) ?? new LRUCache<string, SplitOperation>({ max: KEPT_SPLITS });
  known.set(document, splits);
  const key = `${operation.name?.value ?? ''} ${conditions}`;
  const split = splits.get(key) ?? { ...makeSplit(document, operation, given), conditions };
  splits.set(key, split);
  return split;
}

function conditionsOf(document: DocumentNode, variables: Variables): string {
  return deferralsOf(document)
    .map((node) => (isOn(node, variables) ? 'y' : 'n'))
    .join('');
}

const deferrals = new WeakMap<DocumentNode, readonly DirectiveNode[]>();

function deferralsOf(document: DocumentNode): readonly DirectiveNode[] {
  const found = deferrals.get(document);
  if (found !== undefined) return found;
  const nodes: DirectiveNode[] = [];
  visit(document, {
    Directive: (node) => {
      if (node.name.value === 'defer') nodes.push(node);
    },
  });
  deferrals.set(document, nodes);
  return nodes;
}

function withDefaults(operation: OperationDefinitionNode, variables: Variables): Variables {
  return valuesOver(defaultsOf(operation), variables);
}

type Parts = Omit<SplitOperation, 'conditions'>;

function makeSplit(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): Parts {
  const whole = withoutDirective(document);
  const fragments = fragmentsOf(document);
  // What a mutation changes is changed once: its answer comes at once, as the specification of the directive allows.
  const isQuery = operation.operation === OperationTypeNode.QUERY;
  const deferred = isQuery ? [...partsOf(operation.selectionSet, [], fragments, variables)] : [];
  return { whole, first: deferred.length === 0 ? whole : firstDocument(document, variables), deferred };
}

function withoutDirective(document: DocumentNode): DocumentNode {
  return visit(document, { Directive: (node) => (node.name.value === 'defer' ? null : undefined) });
}

function firstDocument(document: DocumentNode, variables: Variables): DocumentNode {
  const leaveOut = (node: Spread): null | undefined => (deferOf(node, variables) === undefined ? undefined : null);
  const pruned: DocumentNode = visit(document, {
    InlineFragment: { enter: leaveOut },
    FragmentSpread: { enter: leaveOut },
    SelectionSet: {
      leave: (node) => (node.selections.length > 0 ? undefined : { ...node, selections: [placeholder] }),
    },
  });
  return withoutDirective(pruned);
}

const placeholder: SelectionNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: PLACEHOLDER },
  name: { kind: Kind.NAME, value: '__typename' },
};

/** Validated documents have no circles of fragments. */
function* partsOf(
  { selections }: SelectionSetNode,
  path: readonly string[],
  fragments: Fragments,
  variables: Variables,
): Generator<DeferredPart> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const inner = [...path, (selection.alias ?? selection.name).value];
      if (selection.selectionSet) yield* partsOf(selection.selectionSet, inner, fragments, variables);
      continue;
    }
    const selectionSet = selectionsOf(selection, fragments);
    if (selectionSet === undefined) continue;
    const defer = deferOf(selection, variables);
    if (defer) yield { label: labelOf(defer), path, selectionSet, fragments };
    else yield* partsOf(selectionSet, path, fragments, variables);
  }
}

export function selectionsOf(spread: Spread, fragments: Fragments): SelectionSetNode | undefined {
  return spread.kind === Kind.INLINE_FRAGMENT ? spread.selectionSet : fragments.get(spread.name.value)?.selectionSet;
}

function deferOf(spread: Spread, variables: Variables): DirectiveNode | undefined {
  return spread.directives?.find((directive) => directive.name.value === 'defer' && isOn(directive, variables));
}

function isOn(defer: DirectiveNode, variables: Variables): boolean {
  const condition = defer.arguments?.find(({ name }) => name.value === 'if')?.value;
  if (condition?.kind === Kind.BOOLEAN) return condition.value;
  return condition?.kind !== Kind.VARIABLE || variables[condition.name.value] !== false;
}

/** A label that is a variable is refused by the schema's rules where it matters: here it is none. */
function labelOf(defer: DirectiveNode): string | null {
  const label = defer.arguments?.find(({ name }) => name.value === 'label')?.value;
  return label?.kind === Kind.STRING ? label.value : null;
}
