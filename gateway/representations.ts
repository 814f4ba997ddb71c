/** Sends each entity once: twenty jobs of three employers are three representations, and the answers go back to all twenty. */

import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { copyOf } from './plain-data.ts';

type Variables = Readonly<Record<string, unknown>>;
type Data = Record<string, unknown>;

export interface DistinctRepresentations {
  readonly variables: Variables;
  /** Gives the answer the length and order that the planner expects. */
  readonly expand: (result: PlainResult) => PlainResult;
}

export interface PlainResult {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Takes equal representations out of `variables`; the same object when there is none to take out. */
export function distinctRepresentations(variables: Variables): DistinctRepresentations {
  const representations = variables.representations;
  if (!Array.isArray(representations)) return { variables, expand: (result) => result };
  const { distinct, places } = distinctOf(representations);
  if (distinct.length === representations.length) return { variables, expand: (result) => result };
  return { variables: { ...variables, representations: distinct }, expand: (result) => expandResult(result, places) };
}

/** `places[i]` lists where distinct[i] stood. Keys are plain JSON in the order of the contract, so equal entities print alike. */
function distinctOf(representations: readonly unknown[]): {
  distinct: readonly unknown[];
  places: readonly (readonly number[])[];
} {
  const placesOf = new Map<string, number[]>();
  const distinct: unknown[] = [];
  for (const [place, representation] of representations.entries()) {
    const key = JSON.stringify(representation);
    const known = placesOf.get(key);
    if (known) known.push(place);
    else {
      placesOf.set(key, [place]);
      distinct.push(representation);
    }
  }
  return { distinct, places: [...placesOf.values()] };
}

function expandResult(result: PlainResult, places: readonly (readonly number[])[]): PlainResult {
  const data =
    result.data && Array.isArray(result.data._entities)
      ? { ...result.data, _entities: expandEntities(result.data._entities, places) }
      : result.data;
  return {
    ...(data === undefined ? {} : { data }),
    ...(result.errors ? { errors: result.errors.flatMap((error) => expandError(error, places)) } : {}),
  };
}

/** Each place gets its own copy: the planner merges later answers into them. */
function expandEntities(entities: readonly unknown[], places: readonly (readonly number[])[]): readonly unknown[] {
  const expanded: unknown[] = [];
  for (const [index, entity] of entities.entries()) {
    for (const [copy, place] of (places[index] ?? []).entries()) expanded[place] = copy === 0 ? entity : copyOf(entity);
  }
  return expanded;
}

function expandError(
  error: GraphQLFormattedError,
  places: readonly (readonly number[])[],
): readonly GraphQLFormattedError[] {
  const [field, index, ...rest] = error.path ?? [];
  if (field !== '_entities' || typeof index !== 'number') return [error];
  return (places[index] ?? []).map((place) => ({ ...error, path: [field, place, ...rest] }));
}

/** The result as plain data, so that nothing of a subgraph's internals rides along with its errors; one that came over HTTP is that already. */
export function plainResult(result: ExecutionResult | PlainResult): PlainResult {
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors
      ? { errors: result.errors.map((error) => (error instanceof GraphQLError ? error.toJSON() : error)) }
      : {}),
  };
}
