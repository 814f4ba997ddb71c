/** How large an operation is with its fragments expanded: each fragment is measured once, however often it is spread. */

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  Source,
  TokenKind,
  type TypeNode,
  type ValueNode,
} from 'graphql';
import { type Fragments, fragmentsOf } from '../../runtime/selected-fields.ts';

export interface OperationSize {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Levels of lists and objects in one value, of lists in one type. */
  readonly valueDepth: number;
  readonly selections: number;
  readonly rootFields: number;
  /** Whether it asks for the schema, at any place. */
  readonly introspects: boolean;
  /** Whether a fragment spreads itself, which validation refuses: then the other numbers are too small. */
  readonly isCircular: boolean;
}

type Counts = Omit<OperationSize, 'rootFields'>;

const NOTHING: Counts = {
  depth: 0,
  aliases: 0,
  directives: 0,
  valueDepth: 0,
  selections: 0,
  introspects: false,
  isCircular: false,
};
const CIRCLE: Counts = { ...NOTHING, isCircular: true };
const INTROSPECTION_FIELDS: ReadonlySet<string> = new Set(['__schema', '__type']);

/** Whether a text has more tokens than `most`; false for one that is broken before. */
export function hasMoreTokens(text: string, most: number): boolean {
  const lexer = new Lexer(new Source(text));
  try {
    for (let tokens = 0; tokens <= most; tokens += 1) if (lexer.advance().kind === TokenKind.EOF) return false;
    return true;
  } catch {
    return false;
  }
}

/** Takes time by the length of the document, whatever it expands to. */
export function sizeOf(operation: OperationDefinitionNode, document: DocumentNode): OperationSize {
  const fragments = fragmentsOf(document);
  return operationSize(operation, fragments, createCounter(fragments));
}

/** Of all operations, and of the values of fragments, also of those that nothing spreads. */
export function sizesOf(document: DocumentNode): readonly OperationSize[] {
  const fragments = fragmentsOf(document);
  const counter = createCounter(fragments);
  return document.definitions.flatMap((definition) => {
    if (definition.kind === Kind.OPERATION_DEFINITION) return [operationSize(definition, fragments, counter)];
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) return [];
    const { valueDepth } = counter.ofFragment(definition.name.value);
    return [{ ...NOTHING, rootFields: 0, valueDepth }];
  });
}

function operationSize(operation: OperationDefinitionNode, fragments: Fragments, counter: Counter): OperationSize {
  const counts = withOwn(counter.ofSelections(operation.selectionSet), operation);
  return { ...counts, rootFields: rootNames(operation.selectionSet, fragments, new Set()).size };
}

interface Counter {
  readonly ofSelections: (set: SelectionSetNode) => Counts;
  readonly ofFragment: (name: string) => Counts;
}

function createCounter(fragments: Fragments): Counter {
  const known = new Map<string, Counts>();
  const ofSelections = ({ selections }: SelectionSetNode): Counts => selections.map(ofSelection).reduce(add, NOTHING);
  const ofSelection = (selection: SelectionNode): Counts => {
    if (selection.kind === Kind.FIELD) return withOwn(ofField(selection), selection);
    if (selection.kind === Kind.INLINE_FRAGMENT) return withOwn(ofSelections(selection.selectionSet), selection);
    return withOwn(ofFragment(selection.name.value), selection);
  };
  const ofField = ({ name, alias, selectionSet }: FieldNode): Counts => {
    const inner = selectionSet === undefined ? NOTHING : ofSelections(selectionSet);
    const introspects = INTROSPECTION_FIELDS.has(name.value);
    return {
      depth: introspects ? 0 : inner.depth + 1,
      aliases: inner.aliases + (alias === undefined ? 0 : 1),
      directives: inner.directives,
      valueDepth: inner.valueDepth,
      selections: inner.selections + 1,
      introspects: inner.introspects || introspects,
      isCircular: inner.isCircular,
    };
  };
  const ofFragment = (name: string): Counts => {
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, CIRCLE);
    const fragment = fragments.get(name);
    const counts = fragment === undefined ? NOTHING : withOwn(ofSelections(fragment.selectionSet), fragment);
    known.set(name, counts);
    return counts;
  };
  return { ofSelections, ofFragment };
}

/** Numbers stay exact to 2^53 and only grow behind that, which is enough to be over a limit. */
function add(a: Counts, b: Counts): Counts {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    valueDepth: Math.max(a.valueDepth, b.valueDepth),
    selections: a.selections + b.selections,
    introspects: a.introspects || b.introspects,
    isCircular: a.isCircular || b.isCircular,
  };
}

type WithOwn = SelectionNode | OperationDefinitionNode | FragmentDefinitionNode;

/** The counts of what is below a node, and what stands at the node itself. */
function withOwn(counts: Counts, node: WithOwn): Counts {
  const given = 'arguments' in node ? (node.arguments ?? []) : [];
  const variables = 'variableDefinitions' in node ? (node.variableDefinitions ?? []) : [];
  const { directives = [] } = node;
  if (given.length + variables.length + directives.length === 0) return counts;
  const all = [...directives, ...variables.flatMap((variable) => variable.directives ?? [])];
  const values = [...given, ...all.flatMap((directive) => directive.arguments ?? [])].map(({ value }) => value);
  const declared = variables.flatMap(({ type, defaultValue }) => (defaultValue ? [type, defaultValue] : [type]));
  return {
    ...counts,
    directives: counts.directives + all.length,
    valueDepth: Math.max(counts.valueDepth, deepestOf([...values, ...declared])),
  };
}

const deepestOf = (nodes: readonly (ValueNode | TypeNode)[]): number =>
  nodes.reduce((deepest, node) => Math.max(deepest, levelsOf(node)), 0);

function levelsOf(node: ValueNode | TypeNode): number {
  switch (node.kind) {
    case Kind.NON_NULL_TYPE:
      return levelsOf(node.type);
    case Kind.LIST_TYPE:
      return 1 + levelsOf(node.type);
    case Kind.LIST:
      return 1 + deepestOf(node.values);
    case Kind.OBJECT:
      return 1 + deepestOf(node.fields.map(({ value }) => value));
    default:
      return 0;
  }
}

function rootNames({ selections }: SelectionSetNode, fragments: Fragments, seen: Set<string>): ReadonlySet<string> {
  const names = selections.map((selection): readonly string[] => {
    if (selection.kind === Kind.FIELD) return [(selection.alias ?? selection.name).value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return [...rootNames(selection.selectionSet, fragments, seen)];
    const fragment = fragments.get(selection.name.value);
    if (fragment === undefined || seen.has(selection.name.value)) return [];
    seen.add(selection.name.value);
    return [...rootNames(fragment.selectionSet, fragments, seen)];
  });
  return new Set(names.flat());
}
