/** The entities that an answer has at a path, and what of each a subgraph is sent to find it. */

import type { FlattenNodePathSegment, RequiresSelection } from '@graphql-hive/router-query-planner';
import { emptyObject, isObject, mergeInto, own, type PlainObject, setOwn } from '../plain-data.ts';

/** Whether a `__typename` is the type or one of its possible types. */
export type TypeTest = (typename: unknown, type: string) => boolean;

export type AnswerPath = readonly (string | number)[];

/** Calls `visit` with each object there and its path, which is only valid during the call. */
export function visitEntities(
  value: unknown,
  path: readonly FlattenNodePathSegment[],
  isType: TypeTest,
  visit: (entity: PlainObject, path: AnswerPath) => void,
): void {
  const trail: (string | number)[] = [];
  const walk = (at: unknown, depth: number): void => {
    if (at === null || at === undefined) return;
    const segment = path[depth];
    if (segment === '@' || Array.isArray(at)) {
      if (Array.isArray(at)) walkList(at, segment === '@' ? depth + 1 : depth);
    } else if (!isObject(at)) return;
    else if (segment === undefined) visit(at, trail);
    else if ('TypeCondition' in segment) {
      if (segment.TypeCondition.some((name) => isType(own(at, '__typename'), name))) walk(at, depth + 1);
    } else {
      trail.push(segment.Field);
      walk(own(at, segment.Field), depth + 1);
      trail.pop();
    }
  };
  const walkList = (list: readonly unknown[], depth: number): void => {
    for (const [index, entry] of list.entries()) {
      trail.push(index);
      walk(entry, depth);
      trail.pop();
    }
  };
  walk(value, 0);
}

/** What `requires` names of an entity; null when it is of another type or nothing but its type is known. */
export function representationOf(
  entity: PlainObject,
  requires: readonly RequiresSelection[],
  isType: TypeTest,
): PlainObject | null {
  const representation = project(entity, requires, isType);
  const keys = Object.keys(representation);
  return keys.length === 0 || (keys.length === 1 && keys[0] === '__typename') ? null : representation;
}

function project(entity: PlainObject, requires: readonly RequiresSelection[], isType: TypeTest): PlainObject {
  const projected = emptyObject();
  for (const selection of requires) {
    if (selection.kind === 'Field') {
      const value = fieldOf(entity, selection, isType);
      // A key that is null is not known; subgraphs take what is left out for null.
      if (value !== undefined && value !== null) setOwn(projected, selection.alias ?? selection.name, value);
    } else if (selection.kind === 'InlineFragment' && isType(own(entity, '__typename'), selection.typeCondition)) {
      mergeInto(projected, project(entity, selection.selections, isType));
    }
  }
  return projected;
}

function fieldOf(
  entity: PlainObject,
  { name, alias, selections }: Extract<RequiresSelection, { kind: 'Field' }>,
  isType: TypeTest,
): unknown {
  const value = own(entity, name) ?? (alias === undefined ? undefined : own(entity, alias));
  return selections === undefined ? value : projectValue(value, selections, isType);
}

function projectValue(value: unknown, selections: readonly RequiresSelection[], isType: TypeTest): unknown {
  if (Array.isArray(value)) return value.map((entry) => projectValue(entry, selections, isType));
  return isObject(value) ? project(value, selections, isType) : value;
}
