/** Writes null into an answer where its caller may not read; where the schema has no null, it climbs as GraphQL says. */

import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { type Fragments, fragmentsOf } from '../../runtime/selected-fields.ts';
import { selectionsOf } from '../operations/deferred-parts.ts';
import type { DeniedOperation, Mark } from './deny-fields.ts';

/** What stands under one response name. Whichever type has it there, a valid document has nulls in the same places. */
interface Place {
  readonly type: GraphQLOutputType;
  readonly below: Places;
}
/** By response name; fields without selections are left out. */
type Places = Map<string, Place>;

/** Of the operation that is asked for; `document` is valid. */
export function objectPlaces(document: DocumentNode, schema: GraphQLSchema, operationName: string | null): Places {
  const places: Places = new Map();
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (root) addPlaces(places, operation.selectionSet, root.name, { schema, fragments: fragmentsOf(document) });
  return places;
}

interface Graph {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
}

function addPlaces(places: Places, { selections }: SelectionSetNode, typeName: string, graph: Graph): void {
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) {
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? graph.fragments.get(selection.name.value) : selection;
      const inner = selectionsOf(selection, graph.fragments);
      if (inner) addPlaces(places, inner, fragment?.typeCondition?.name.value ?? typeName, graph);
      continue;
    }
    const parent = graph.schema.getType(typeName);
    const field =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[selection.name.value] : undefined;
    if (!field || !selection.selectionSet) continue;
    const name = (selection.alias ?? selection.name).value;
    const place = places.get(name) ?? { type: field.type, below: new Map() };
    places.set(name, place);
    addPlaces(place.below, selection.selectionSet, getNamedType(field.type).name, graph);
  }
}

/** The answer to an operation of which `marks` were taken out. */
export function withDenied<T extends ExecutionResult>(answer: T, marks: DeniedOperation['marks'], places: Places): T {
  const { data, errors = [] } = answer;
  if (!data) return answer;
  const told = nullDenied(data, marks, places);
  const all = [...errors, ...told.errors];
  return { ...answer, data: told.data, ...(all.length === 0 ? {} : { errors: all }) };
}

/** What refuses a field of the root, by the response name of what stands there. */
export function problemOf({ marks }: DeniedOperation, standsThere: string): GraphQLError | null {
  const mark = marks.get(standsThere);
  return mark === undefined ? null : errorAt(mark, []);
}

type Path = readonly (string | number)[];

export interface DeniedAnswer {
  readonly data: Record<string, unknown> | null;
  /** One for each field that was taken out, where it would first have stood. */
  readonly errors: readonly GraphQLError[];
}

/** Stands for a null that its parent may not have. */
const FORBIDDEN = Symbol('a null where none may be');

/** Null in place of the marks; where a field may not be null, in place of the nearest that may be. */
export function nullDenied(
  data: Record<string, unknown>,
  marks: DeniedOperation['marks'],
  places: Places,
): DeniedAnswer {
  const errors = new Map<string, GraphQLError>();
  const tell = (name: string, mark: Mark, path: Path): void => {
    if (!errors.has(name)) errors.set(name, errorAt(mark, path));
  };
  const clean = (value: unknown, type: GraphQLOutputType, below: Places, path: Path): unknown => {
    if (isNonNullType(type)) return clean(value, type.ofType, below, path) ?? FORBIDDEN;
    if (typeof value !== 'object' || value === null) return value;
    if (!isListType(type)) return cleanObject(value, below, path);
    if (!Array.isArray(value)) return value;
    const items = value.map((item, index) => clean(item, type.ofType, below, [...path, index]));
    return items.includes(FORBIDDEN) ? null : items;
  };
  const cleanObject = (value: object, at: Places, path: Path): Record<string, unknown> | null => {
    let isWhole = true;
    const entries = Object.entries(value).flatMap(([name, inner]): readonly (readonly [string, unknown])[] => {
      const [mark, place] = [marks.get(name), at.get(name)];
      if (mark === undefined) {
        const cleaned = place === undefined ? inner : clean(inner, place.type, place.below, [...path, name]);
        isWhole &&= cleaned !== FORBIDDEN;
        return [[name, cleaned]];
      }
      tell(name, mark, path);
      isWhole &&= !mark.isNonNull;
      return mark.responseName === null ? [] : [[mark.responseName, null]];
    });
    return isWhole ? Object.fromEntries(entries) : null;
  };
  const cleaned = cleanObject(data, places, []);
  return { data: cleaned, errors: [...errors.values()] };
}

function errorAt({ problem, responseName }: Mark, path: Path): GraphQLError {
  const { code, details, message } = problem;
  const at = responseName === null ? path : [...path, responseName];
  return new GraphQLError(message, { path: at, extensions: { code, ...details } });
}
