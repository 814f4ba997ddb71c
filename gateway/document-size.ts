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
} from 'graphql';

export interface OperationSize {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly selections: number;
  readonly rootFields: number;
  /** Whether it asks for the schema, at any place. */
  readonly introspects: boolean;
  /** Whether a fragment spreads itself, which validation refuses: then the other numbers are too small. */
  readonly isCircular: boolean;
}

type Counts = Omit<OperationSize, 'rootFields'>;

const NOTHING: Counts = { depth: 0, aliases: 0, directives: 0, selections: 0, introspects: false, isCircular: false };
const CIRCLE: Counts = { ...NOTHING, isCircular: true };
const INTROSPECTION_FIELDS: ReadonlySet<string> = new Set(['__schema', '__type']);

/** Tokens of a text, counted up to one more than `most`. Throws the syntax error of a text that is none. */
export function countTokens(text: string, most: number): number {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  while (tokens <= most && lexer.advance().kind !== '<EOF>') tokens += 1;
  return tokens;
}

/** Takes time by the length of the document, whatever it expands to. */
export function sizeOf(operation: OperationDefinitionNode, document: DocumentNode): OperationSize {
  const fragments = fragmentsOf(document);
  const known = new Map<string, Counts>();
  const ofSelections = ({ selections }: SelectionSetNode): Counts => selections.map(ofSelection).reduce(add, NOTHING);
  const ofSelection = (selection: SelectionNode): Counts => {
    const directives = selection.directives?.length ?? 0;
    if (selection.kind === Kind.FIELD) return ofField(selection, directives);
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT ? ofSelections(selection.selectionSet) : ofFragment(selection.name.value);
    return { ...inner, directives: inner.directives + directives };
  };
  const ofField = ({ name, alias, selectionSet }: FieldNode, directives: number): Counts => {
    const inner = selectionSet === undefined ? NOTHING : ofSelections(selectionSet);
    const introspects = INTROSPECTION_FIELDS.has(name.value);
    return {
      depth: introspects ? 0 : inner.depth + 1,
      aliases: inner.aliases + (alias === undefined ? 0 : 1),
      directives: inner.directives + directives,
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
  const counts = withOwn(ofSelections(operation.selectionSet), operation);
  return { ...counts, rootFields: rootNames(operation.selectionSet, fragments, new Set()).size };
}

/** Numbers stay exact to 2^53 and only grow behind that, which is enough to be over a limit. */
function add(a: Counts, b: Counts): Counts {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    selections: a.selections + b.selections,
    introspects: a.introspects || b.introspects,
    isCircular: a.isCircular || b.isCircular,
  };
}

function withOwn(counts: Counts, definition: OperationDefinitionNode | FragmentDefinitionNode): Counts {
  const ofVariables = (definition.variableDefinitions ?? []).map(({ directives }) => directives?.length ?? 0);
  const own = [definition.directives?.length ?? 0, ...ofVariables];
  return { ...counts, directives: own.reduce((sum, count) => sum + count, counts.directives) };
}

function rootNames(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  seen: Set<string>,
): ReadonlySet<string> {
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

/** Of one document, by name. */
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export function fragmentsOf(document: DocumentNode): Fragments {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}
