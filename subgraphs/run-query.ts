/** Runs a prepared query: resolves its fields and gives their values the form of the schema, as graphql-js does. */

import {
  defaultFieldResolver,
  defaultTypeResolver,
  type ExecutionResult,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getArgumentValues,
  isObjectType,
  locatedError,
  responsePathAsArray,
} from 'graphql';
import { emptyObject, type PlainObject } from '../runtime/plain-data.ts';
import type { Variables } from '../runtime/selected-fields.ts';
import type { SearchContext } from '../search/context.ts';
import { FieldErrors, type Path } from './field-errors.ts';
import type { Below, Field, PreparedQuery, Value } from './prepared-query.ts';

/** `variables` are coerced. Never rejects: what a resolver did is in the result, with its place. */
export function runQuery(query: PreparedQuery, variables: Variables, context: SearchContext): Promise<ExecutionResult> {
  return new QueryRun(query, variables, context).result();
}

const NO_ARGUMENTS: Variables = {};

/** What is known at once is never waited for: a page has thousands of values. */
class QueryRun {
  readonly #query: PreparedQuery;
  readonly #variables: Variables;
  readonly #context: SearchContext;
  readonly #errors = new FieldErrors();
  readonly #arguments = new Map<Field, Variables>();
  #isOver = false;

  constructor(query: PreparedQuery, variables: Variables, context: SearchContext) {
    this.#query = query;
    this.#variables = variables;
    this.#context = context;
  }

  async result(): Promise<ExecutionResult> {
    const { definition, rootType, selectionsFor } = this.#query;
    let data: PlainObject | null = null;
    try {
      data = await this.#completeFields(selectionsFor(this.#variables), rootType, undefined, undefined);
    } catch (error) {
      this.#errors.add(error instanceof GraphQLError ? error : locatedError(error, definition), undefined);
    }
    this.#isOver = true;
    const errors = this.#errors.all;
    return errors.length === 0 ? { data } : { errors, data };
  }

  #completeFields(
    selections: Below,
    type: GraphQLObjectType,
    source: unknown,
    parent: Path | undefined,
  ): PlainObject | Promise<PlainObject> {
    const object = emptyObject();
    // What a failure left behind ends here: nobody reads it.
    if (this.#isOver) return object;
    const awaited: PromiseLike<unknown>[] = [];
    try {
      for (const field of selections.fieldsOf(type)) {
        const value = this.#fieldValue(field, source, parent);
        object[field.key] = value;
        if (isPromise(value)) awaited.push(value.then((known) => (object[field.key] = known)));
      }
    } catch (error) {
      leave(awaited);
      throw error;
    }
    return awaited.length === 0 ? object : Promise.all(awaited).then(() => object);
  }

  #fieldValue(field: Field, source: unknown, parent: Path | undefined): unknown {
    const path: Path = { prev: parent, key: field.key, typename: field.parentType.name };
    let given: unknown;
    try {
      given = this.#resolve(field, source, path);
    } catch (error) {
      return this.#failed(error, field.value, field, path);
    }
    return this.#settle(given, field.value, field, path);
  }

  #resolve(field: Field, source: unknown, path: Path): unknown {
    const given = field.definition.args.length === 0 ? NO_ARGUMENTS : this.#argumentsOf(field);
    if (field.resolve === null) {
      const value = propertyOf(source, field.name);
      if (typeof value !== 'function') return value;
    }
    const resolve = field.resolve ?? defaultFieldResolver;
    return resolve(source, { ...given }, this.#context, this.#infoOf(field, path));
  }

  /** The same for all entries of a list, so read once; lists and objects anew, because resolvers may change what they are given. */
  #argumentsOf(field: Field): Variables {
    const known = this.#arguments.get(field);
    if (known) return known;
    const read = getArgumentValues(field.definition, field.nodes[0], this.#variables);
    if (Object.values(read).every((value) => typeof value !== 'object')) this.#arguments.set(field, read);
    return read;
  }

  /** The value of a place, which is null where something failed; throws where that may not be. */
  #settle(given: unknown, as: Value, field: Field, path: Path): unknown {
    try {
      const value = isPromise(given)
        ? given.then((known) => this.#complete(known, as, field, path))
        : this.#complete(given, as, field, path);
      return isPromise(value) ? value.then(undefined, (error) => this.#failed(error, as, field, path)) : value;
    } catch (error) {
      return this.#failed(error, as, field, path);
    }
  }

  #failed(cause: unknown, as: Value, field: Field, path: Path): null {
    const error = locatedError(cause, field.nodes, responsePathAsArray(path));
    if (as.kind === 'never null') throw error;
    this.#errors.add(error, path);
    return null;
  }

  #complete(given: unknown, as: Value, field: Field, path: Path): unknown {
    if (given instanceof Error) throw given;
    if (as.kind === 'never null') {
      const value = this.#complete(given, as.of, field, path);
      if (value !== null) return value;
      throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.name}.`);
    }
    if (given === null || given === undefined) return null;
    switch (as.kind) {
      case 'leaf':
        return leafValue(given, as.type, field);
      case 'list':
        return this.#completeList(given, as.of, field, path);
      case 'abstract':
        return this.#completeAbstract(given, as.type, field, path);
      case 'object':
        return this.#completeObject(given, as.type, field, path);
    }
  }

  #completeList(given: unknown, as: Value, field: Field, path: Path): unknown {
    if (!isIterable(given))
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${nameOf(field)}".`);
    const list: unknown[] = [];
    let isAwaited = false;
    try {
      for (const entry of given) {
        const value = this.#settle(entry, as, field, { prev: path, key: list.length, typename: undefined });
        list.push(value);
        isAwaited ||= isPromise(value);
      }
    } catch (error) {
      leave(Array.isArray(given) ? [...list, ...given] : list);
      throw error;
    }
    return isAwaited ? Promise.all(list) : list;
  }

  #completeAbstract(given: unknown, type: GraphQLAbstractType, field: Field, path: Path): unknown {
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const name = resolveType(given, this.#context, this.#infoOf(field, path), type);
    if (!isPromise(name)) return this.#completeAs(name, given, type, field, path);
    return name.then((known) => this.#completeAs(known, given, type, field, path));
  }

  #completeAs(name: unknown, given: unknown, type: GraphQLAbstractType, field: Field, path: Path): unknown {
    const { schema } = this.#query;
    const concrete = typeof name === 'string' ? schema.getType(name) : undefined;
    if (isObjectType(concrete) && schema.isSubType(type, concrete))
      return this.#completeObject(given, concrete, field, path);
    throw new GraphQLError(`expected a value of ${nameOf(field)} to be one of ${type.name}, got ${name}`);
  }

  #completeObject(given: unknown, type: GraphQLObjectType, field: Field, path: Path): unknown {
    if (!type.isTypeOf) return this.#completeFields(field.below, type, given, path);
    const isOne = type.isTypeOf(given, this.#context, this.#infoOf(field, path));
    if (!isPromise(isOne)) return this.#completeChecked(isOne, given, type, field, path);
    return isOne.then((known) => this.#completeChecked(known, given, type, field, path));
  }

  #completeChecked(isOne: boolean, given: unknown, type: GraphQLObjectType, field: Field, path: Path): unknown {
    if (isOne) return this.#completeFields(field.below, type, given, path);
    throw new GraphQLError(`expected a value of ${nameOf(field)} to be of the type ${type.name}, got another`);
  }

  #infoOf({ name, nodes, definition, parentType }: Field, path: Path): GraphQLResolveInfo {
    const { schema, fragments, definition: operation } = this.#query;
    return {
      fieldName: name,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType,
      path: placeOfField(path),
      schema,
      fragments,
      rootValue: undefined,
      operation,
      variableValues: this.#variables,
    };
  }
}

function propertyOf(source: unknown, name: string): unknown {
  return isReadable(source) ? source[name] : undefined;
}

function isReadable(value: unknown): value is PlainObject {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function leafValue(given: unknown, type: GraphQLLeafType, field: Field): unknown {
  const value = type.serialize(given);
  if (value !== null && value !== undefined) return value;
  throw new Error(`expected a value of ${nameOf(field)} to be ${type.name}, got one that ${type.name} has no form for`);
}

const nameOf = ({ parentType, name }: Field): string => `${parentType.name}.${name}`;

function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return isReadable(value) && typeof (value as unknown as PlainObject).then === 'function';
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as Iterable<unknown>)[Symbol.iterator] === 'function'
  );
}

/** What has begun goes on for a while, and its failure is that of a place that is null already. */
function leave(begun: readonly unknown[]): void {
  void Promise.allSettled(begun);
}

/** A type is told where its field stands, also in a list. */
function placeOfField(path: Path): Path {
  return typeof path.key === 'number' && path.prev ? placeOfField(path.prev) : path;
}
