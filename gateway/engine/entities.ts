/** The entities that an answer has at a path, and what of each a subgraph is sent to find it. */

import { emptyObject, isObject, mergeInto, own, type PlainObject, setOwn } from '../../runtime/plain-data.ts';
import type { Path, Required } from './plan.ts';

/** Whether a `__typename` is the type or one of its possible types. */
export type TypeTest = (typename: unknown, type: string) => boolean;

export type AnswerPath = readonly (string | number)[];

/** Calls `visit` with each object there and its path, which is only valid during the call. */
export function visitEntities(
  value: unknown,
  path: Path,
  isType: TypeTest,
  visit: (entity: PlainObject, path: AnswerPath) => void,
): void {
  const trail: (string | number)[] = [];
  const walk = (at: unknown, depth: number): void => {
    if (at === null || at === undefined) return;
    const segment = path[depth];
    if (Array.isArray(at)) walkList(at, segment === null ? depth + 1 : depth);
    else if (!isObject(at) || segment === null) return;
    else if (segment === undefined) visit(at, trail);
    else if (typeof segment !== 'string') {
      if (segment.some((name) => isType(own(at, '__typename'), name))) walk(at, depth + 1);
    } else {
      trail.push(segment);
      walk(own(at, segment), depth + 1);
      trail.pop();
    }
  };
  const walkList = (list: readonly unknown[], depth: number): void => {
    for (let index = 0; index < list.length; index += 1) {
      trail.push(index);
      walk(list[index], depth);
      trail.pop();
    }
  };
  walk(value, 0);
}

/** What `requires` names of an entity; null when it is of another type or nothing but its type is known. */
export function representationOf(
  entity: PlainObject,
  requires: readonly Required[],
  isType: TypeTest,
): PlainObject | null {
  const representation = project(entity, requires, isType);
  const isKnown = Object.keys(representation).some((key) => key !== '__typename' && own(representation, key) !== null);
  return isKnown ? representation : null;
}

function project(entity: PlainObject, requires: readonly Required[], isType: TypeTest): PlainObject {
  const projected = emptyObject();
  for (const part of requires) {
    if (part.kind === 'field') {
      const [name] = part.names;
      const value = fieldOf(entity, part.names);
      if (value === undefined || name === undefined) continue;
      setOwn(projected, name, part.below === null ? value : projectValue(value, part.below, isType));
    } else if (isType(own(entity, '__typename'), part.type)) {
      mergeInto(projected, project(entity, part.below, isType));
    }
  }
  return projected;
}

/** Null was asked for and is not there; undefined was not asked for. */
function fieldOf(entity: PlainObject, names: readonly string[]): unknown {
  const values = names.map((name) => own(entity, name)).filter((value) => value !== undefined);
  return values.find((value) => value !== null) ?? values[0];
}

function projectValue(value: unknown, below: readonly Required[], isType: TypeTest): unknown {
  if (Array.isArray(value)) return value.map((entry) => projectValue(entry, below, isType));
  return isObject(value) ? project(value, below, isType) : value;
}
