/** Takes out of an operation what its caller may not read, before anything is planned. */

import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isNonNullType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { accessProblem, type Caller } from '../../runtime/caller.ts';
import type { TandemError } from '../../runtime/errors.ts';
import type { AccessRules } from '../../subgraphs/access-rules.ts';

/** A field that stands in the operation for one that was taken out; its value is a type name. */
export interface Mark {
  /** Response name of what was taken out; null when the whole object may not be read. */
  readonly responseName: string | null;
  /** Null climbs to the object that holds the field. */
  readonly isNonNull: boolean;
  readonly problem: TandemError;
}

export interface DeniedOperation {
  readonly document: DocumentNode;
  readonly marks: ReadonlyMap<string, Mark>;
}

/** Null when the caller may read all of it. `document` is valid; the result is it, but for marks in place of fields. */
export function denyFields(
  document: DocumentNode,
  schema: GraphQLSchema,
  rules: AccessRules,
  caller: Caller,
): DeniedOperation | null {
  const marks = new Map<string, Mark>();
  const types = new TypeInfo(schema);
  const prefix = unusedPrefix(document);
  const put = (mark: Mark, directives: readonly DirectiveNode[] = []): FieldNode => {
    const name = `${prefix}${marks.size}`;
    marks.set(name, mark);
    return { kind: Kind.FIELD, alias: nameNode(name), name: nameNode('__typename'), directives };
  };
  const problemOf = (name: string, what = name): TandemError | null => {
    const scopes = rules.get(name);
    return scopes === undefined ? null : accessProblem(caller, scopes, what);
  };
  /** Where an object is read through an interface, the fragment alone says its type. */
  const fragment = <T extends { readonly selectionSet: SelectionSetNode }>(node: T): T | undefined => {
    const problem = problemOf(types.getType()?.toString() ?? '');
    if (problem === null) return undefined;
    const selections = [put({ responseName: null, isNonNull: true, problem })];
    return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } };
  };
  const rewritten = visit(
    document,
    visitWithTypeInfo(types, {
      Field: (node) => {
        const field = types.getFieldDef();
        if (!field) return undefined;
        const what = `${types.getParentType()?.name}.${field.name}`;
        const problem = problemOf(what) ?? problemOf(getNamedType(field.type).name, what);
        if (problem === null) return undefined;
        const responseName = (node.alias ?? node.name).value;
        return put({ responseName, isNonNull: isNonNullType(field.type), problem }, node.directives);
      },
      InlineFragment: (node: InlineFragmentNode) => fragment(node),
      FragmentDefinition: (node) => fragment(node),
    }),
  );
  return marks.size === 0 ? null : { document: rewritten, marks };
}

const nameNode = (value: string) => ({ kind: Kind.NAME, value }) as const;

/** No response name of the client's begins with it. */
function unusedPrefix(document: DocumentNode): string {
  const names: string[] = [];
  visit(document, { Field: ({ alias, name }) => void names.push((alias ?? name).value) });
  let prefix = 'denied';
  while (names.some((name) => name.startsWith(prefix))) prefix += '_';
  return prefix;
}
