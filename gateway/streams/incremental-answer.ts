/** What each deferred part adds to an answer, in the wire format of 2022: `incremental` entries with path, label and errors. */

import { type GraphQLFormattedError, Kind, type SelectionSetNode } from 'graphql';
import type { Limits } from '../../runtime/limits.ts';
import type { Fragments } from '../../runtime/selected-fields.ts';
import { firstErrors } from '../http/error-format.ts';
import { type DeferredPart, PLACEHOLDER, selectionsOf } from '../operations/deferred-parts.ts';

type Path = readonly (string | number)[];
type Data = Record<string, unknown>;

export interface IncrementalEntry {
  /** Null when a field of the part that may not be null failed. */
  readonly data: Data | null;
  readonly path: Path;
  readonly label?: string;
  readonly errors?: readonly GraphQLFormattedError[];
}

export interface Told {
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
}

/** One entry for each object that a deferred part adds to; errors that `first` told are not told again. */
export function incrementalEntries(
  deferred: readonly DeferredPart[],
  first: Told,
  whole: Told,
  limits: Pick<Limits, 'errors'>,
): IncrementalEntry[] {
  const told = new Set(first.errors.map(pathText));
  const others = whole.errors.filter((error) => !told.has(pathText(error)));
  const untold = firstErrors(others, limits, first.errors.length);
  const entries = deferred.flatMap((part) =>
    places(part.path, first.data, whole.data, []).flatMap(({ path, value }) => entryOf(part, path, value)),
  );
  // Nowhere to lie in: a part of the whole failed where the first part had found nothing.
  if (entries.length === 0 && untold.length > 0) return [{ data: {}, path: [], errors: untold }];
  const errorsOf = entries.map((): GraphQLFormattedError[] => []);
  for (const error of untold) errorsOf[placeOf(error, entries)]?.push(error);
  return entries.map((entry, index) => {
    const errors = errorsOf[index] ?? [];
    return errors.length === 0 ? entry : { ...entry, errors };
  });
}

const pathText = ({ path, message }: GraphQLFormattedError): string => JSON.stringify(path ?? message);

/** The entry whose object the error lies in, else the first. */
function placeOf({ path = [] }: GraphQLFormattedError, entries: readonly IncrementalEntry[]): number {
  const within = entries.findIndex((entry) => {
    const next = path[entry.path.length];
    const isInside = entry.path.every((step, index) => step === path[index]);
    return isInside && (next === undefined || entry.data === null || Object.hasOwn(entry.data, next));
  });
  return Math.max(0, within);
}

interface Place {
  readonly path: Path;
  readonly value: unknown;
}

/** Objects of the first part that stand at the path, each with what the whole answer has there. */
function places(steps: readonly string[], first: unknown, whole: unknown, path: Path): readonly Place[] {
  if (typeof first !== 'object' || first === null) return [];
  if (Array.isArray(first))
    return first.flatMap((item, index) => places(steps, item, itemAt(whole, index), [...path, index]));
  const [step, ...rest] = steps;
  if (step === undefined) return [{ path, value: whole }];
  return places(rest, (first as Data)[step], itemAt(whole, step), [...path, step]);
}

function itemAt(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Data)[key] : null;
}

/** Nothing where the fragment is for another type. */
function entryOf({ label, selectionSet, fragments }: DeferredPart, path: Path, value: unknown): IncrementalEntry[] {
  const data =
    typeof value === 'object' && value !== null ? selectInto(emptyData(), value, selectionSet, fragments) : null;
  if (data !== null && Object.keys(data).length === 0) return [];
  return [{ data, path, ...(label === null ? {} : { label }) }];
}

/** Response names are the client's, also such as `__proto__`. */
const emptyData = (): Data => Object.create(null) as Data;

/** Adds to `target` what `value` has of the selections; names that are not there belong to fragments of other types. */
function selectInto(target: Data, value: object, { selections }: SelectionSetNode, fragments: Fragments): Data {
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) {
      const inner = selectionsOf(selection, fragments);
      if (inner) selectInto(target, value, inner, fragments);
      continue;
    }
    const name = (selection.alias ?? selection.name).value;
    if (!Object.hasOwn(value, name)) continue;
    const found = (value as Data)[name];
    target[name] = selection.selectionSet ? selected(target[name], found, selection.selectionSet, fragments) : found;
  }
  return target;
}

function selected(target: unknown, value: unknown, selectionSet: SelectionSetNode, fragments: Fragments): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((item, index) =>
      selected(Array.isArray(target) ? target[index] : undefined, item, selectionSet, fragments),
    );
  const into = typeof target === 'object' && target !== null ? (target as Data) : emptyData();
  return selectInto(into, value, selectionSet, fragments);
}

/** The data without what stood in for deferred selections. */
export function withoutPlaceholders(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutPlaceholders);
  if (typeof data !== 'object' || data === null) return data;
  const clean = emptyData();
  for (const [name, value] of Object.entries(data)) if (name !== PLACEHOLDER) clean[name] = withoutPlaceholders(value);
  return clean;
}
