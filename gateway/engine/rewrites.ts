/** Renames and typenames that a plan wants in what a subgraph is sent or has answered. */

import { isObject, own, type PlainObject, setOwn } from '../../runtime/plain-data.ts';
import type { TypeTest } from './entities.ts';
import type { Rewrite } from './plan.ts';

/** Changes `value`, an object or a list of them, in place. */
export function applyRewrites(rewrites: readonly Rewrite[], value: unknown, isType: TypeTest): void {
  for (const { path, change } of rewrites) changeAt(value, path, change, isType);
}

function changeAt(value: unknown, path: Rewrite['path'], change: Rewrite['change'], isType: TypeTest): void {
  if (Array.isArray(value)) {
    for (const entry of value) changeAt(entry, path, change, isType);
    return;
  }
  const [segment, ...rest] = path;
  if (!isObject(value) || segment === undefined) return;
  if (typeof segment !== 'string') {
    if (segment.some((name) => isType(own(value, '__typename'), name))) changeAt(value, rest, change, isType);
  } else if (rest.length > 0) changeAt(own(value, segment), rest, change, isType);
  else if (change.kind === 'set') setOwn(value, segment, change.value);
  else renameKey(value, segment, change.to);
}

function renameKey(holder: PlainObject, from: string, to: string): void {
  if (!Object.hasOwn(holder, from)) return;
  setOwn(holder, to, own(holder, from));
  delete holder[from];
}
