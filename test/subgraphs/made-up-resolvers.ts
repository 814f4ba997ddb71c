/** Resolvers of any schema that answer in every way a resolver can: at once, later, as a property, as a function, wrongly, with an error. */

import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { numberOf } from '../gateway/engine/made-up-graph.ts';

/** Of 256 values, so many come in each way; the others are there at once. */
type Ways = readonly (readonly [number, (value: unknown, at: string) => unknown])[];

/** Nothing is awaited, so that the order of failures is that of the fields. */
const AT_ONCE: Ways = [
  [30, (value) => () => value],
  [8, (_, at) => fail(at)],
  [8, (_, at) => new Error(`no ${at}`)],
  [8, () => null],
  [3, () => undefined],
  [3, () => 7.5],
  [3, () => ({ of: 'no use' })],
];

/** What fails, fails later: of a list that fails at once while an entry is awaited, graphql-js leaves a rejection to nobody. */
const LATER: Ways = [
  [60, (value) => Promise.resolve(value)],
  [16, (_, at) => rejected(at)],
  [8, () => Promise.resolve(null)],
  [8, () => Promise.resolve({ of: 'no use' })],
];

const WAYS = { 'at once': AT_ONCE, later: LATER, both: [...AT_ONCE, ...LATER] } as const;
export type Way = keyof typeof WAYS;

/** Changes the schema; the same seed answers the same. */
export function resolveInEveryWay(schema: GraphQLSchema, way: Way, seed: number): void {
  const maker = new ValueMaker(schema, WAYS[way], seed);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    const number = numberOf(`${seed} ${type.name}`);
    if (isAbstractType(type)) type.resolveType = NAMED[way][number % NAMED[way].length];
    if (!isObjectType(type)) continue;
    type.isTypeOf = CHECKED[way][number % CHECKED[way].length];
    for (const field of Object.values(type.getFields())) {
      const isProperty = numberOf(`${seed} ${type.name}.${field.name}`) % 2 === 0 && type !== schema.getQueryType();
      if (isProperty) delete field.resolve;
      else field.resolve = (parent, args, _, { path }) => maker.answer(field, placeOf(parent, path.key, args));
    }
  }
}

type Made = Readonly<Record<string, unknown>> & { readonly at: string; readonly __typename: string };

const placeOf = (parent: Made | undefined, key: string | number, args: object): string =>
  `${parent?.at ?? key} ${JSON.stringify(args)}`;

const nameOf = ({ __typename }: Made): string => __typename;
const isBad = ({ at }: Made): boolean => numberOf(at) % 8 === 0;

const nameOrNobody = (value: Made): string => (isBad(value) ? 'Nobody' : nameOf(value));
const nameOrNobodyLater = async (value: Made): Promise<string> => nameOrNobody(value);
const NAMED = {
  'at once': [undefined, nameOf, nameOrNobody],
  later: [undefined, nameOrNobodyLater],
  both: [nameOrNobody, nameOrNobodyLater],
};

const isGood = (value: Made): boolean => !isBad(value);
const isGoodLater = async (value: Made): Promise<boolean> => isGood(value);
const CHECKED = {
  'at once': [undefined, () => true, isGood, ({ at }: Made) => at.length % 8 !== 0 || fail(at)],
  later: [undefined, () => true, isGoodLater],
  both: [undefined, isGood, isGoodLater],
};

class ValueMaker {
  readonly #schema: GraphQLSchema;
  readonly #ways: Ways;
  readonly #seed: number;

  constructor(schema: GraphQLSchema, ways: Ways, seed: number) {
    this.#schema = schema;
    this.#ways = ways;
    this.#seed = seed;
  }

  answer(field: GraphQLField<unknown, unknown>, parent: string): unknown {
    const at = `${parent}.${field.name}`;
    return this.#inSomeWay(this.#value(field.type, at), at);
  }

  #inSomeWay(value: unknown, at: string): unknown {
    let dice = numberOf(`${this.#seed} ${at} way`) % 256;
    for (const [share, way] of this.#ways) {
      if (dice < share) return way(value, at);
      dice -= share;
    }
    return value;
  }

  #value(type: GraphQLOutputType, at: string): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, at);
    const number = numberOf(`${this.#seed} ${at}`);
    if (isListType(type))
      return Array.from({ length: number % 4 }, (_, index) => this.#entry(type.ofType, `${at}[${index}]`));
    if (isEnumType(type)) return type.getValues()[number % type.getValues().length]?.value;
    if (isLeafType(type)) return number % 1_000;
    const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    return this.#object(possible[number % possible.length] as GraphQLObjectType, at);
  }

  /** None that throws: lists are there before they are read. */
  #entry(type: GraphQLOutputType, at: string): unknown {
    try {
      return this.#inSomeWay(this.#value(type, at), at);
    } catch (error) {
      return error;
    }
  }

  /** Its fields are made when they are read. */
  #object(type: GraphQLObjectType, at: string): Made {
    const own: Made = { __typename: type.name, at };
    return new Proxy(own, {
      get: (_, name) => {
        const field = typeof name === 'string' ? type.getFields()[name] : undefined;
        return field ? this.answer(field, at) : Reflect.get(own, name);
      },
    });
  }
}

function fail(at: string): never {
  throw new Error(`no ${at}`);
}

/** Whoever reads the list may never come to it. */
function rejected(at: string): Promise<never> {
  const failed = Promise.reject(new Error(`no ${at}`));
  failed.catch(() => undefined);
  return failed;
}
