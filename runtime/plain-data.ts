/** Objects of answers: any name may be a key, and none reaches a prototype. */

export type PlainObject = Record<string, unknown>;

/** Objects made by it have no property of Object, and keep the speed of objects with a class; Object.create(null) makes slow tables. */
const Plain = function Plain() {} as unknown as new () => PlainObject;
Plain.prototype = Object.create(null);

export const emptyObject = (): PlainObject => new Plain();

export function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined for what is only inherited. */
export function own(object: PlainObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Objects of subgraphs inherit from Object, where an assignment to `__proto__` is none. */
export function setOwn(object: PlainObject, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Nothing of the copy is shared; values are as JSON has them. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (!isObject(value)) return value;
  const copy = emptyObject();
  for (const key of Object.keys(value)) copy[key] = copyOf(value[key]);
  return copy as T;
}

/** Puts what `source` knows into `target`: objects field by field, lists of one length entry by entry; else the later answer holds. */
export function mergeInto(target: PlainObject, source: PlainObject): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    const known = own(target, key);
    if (isObject(known) && isObject(value)) mergeInto(known, value);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length) mergeLists(known, value);
    else setOwn(target, key, value);
  }
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  for (const [index, value] of source.entries()) {
    const known = target[index];
    if (isObject(known) && isObject(value)) mergeInto(known, value);
    else if (Array.isArray(known) && Array.isArray(value)) mergeLists(known, value);
    else target[index] = value;
  }
}
