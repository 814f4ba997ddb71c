/** Renames and typenames that a plan wants in what a subgraph is sent or has answered. */

import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner';
import { isObject, own, type PlainObject, setOwn } from '../plain-data.ts';
import type { TypeTest } from './entities.ts';

type Change = (holder: PlainObject, key: string) => void;

/** Changes `value`, an object or a list of them, in place. */
export function applyRewrites(rewrites: readonly FetchRewrite[] | undefined, value: unknown, isType: TypeTest): void {
  for (const rewrite of rewrites ?? []) {
    if ('KeyRenamer' in rewrite) {
      const { path, renameKeyTo } = rewrite.KeyRenamer;
      changeAt(value, path, (holder, key) => renameKey(holder, key, renameKeyTo), isType);
    } else {
      const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
      changeAt(value, path, (holder, key) => setOwn(holder, key, setValueTo), isType);
    }
  }
}

function renameKey(holder: PlainObject, from: string, to: string): void {
  if (!Object.hasOwn(holder, from)) return;
  setOwn(holder, to, own(holder, from));
  delete holder[from];
}

function changeAt(value: unknown, path: readonly FetchNodePathSegment[], change: Change, isType: TypeTest): void {
  if (Array.isArray(value)) {
    for (const entry of value) changeAt(entry, path, change, isType);
    return;
  }
  const [segment, ...rest] = path;
  if (!isObject(value) || segment === undefined) return;
  if ('TypenameEquals' in segment) {
    if (segment.TypenameEquals.some((name) => isType(own(value, '__typename'), name)))
      changeAt(value, rest, change, isType);
  } else if (rest.length > 0) changeAt(own(value, segment.Key), rest, change, isType);
  else change(value, segment.Key);
}
