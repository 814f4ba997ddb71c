/** What the supergraph says of each field beside its type: what it costs, how long its list may be, how long it may be kept. */

import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type OperationTypeNode,
  parse,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';
import { type InputTypes, type WeighedInput, weighedInputs } from './input-cost.ts';

export interface FieldFacts {
  readonly name: string;
  /** Named type of the result. */
  readonly type: string;
  readonly isList: boolean;
  /** Points of one item, of `@cost`; without it 1 for objects and 0 for values. */
  readonly weight: number;
  /** Points of arguments by name, where there are some; and their defaults. */
  readonly argumentWeights: ReadonlyMap<string, number>;
  readonly argumentDefaults: ReadonlyMap<string, unknown>;
  /** Input fields with a weight of their own, wherever they stand in the arguments. */
  readonly weighedInputs: readonly WeighedInput[];
  /** Of `@listSize`. */
  readonly assumedSize: number | null;
  readonly slicingArguments: readonly string[];
  readonly sizedFields: readonly string[];
  /** Seconds that an answer with this field may be kept; null leaves it to the others. */
  readonly maxAge: number | null;
}

export interface GraphFacts {
  readonly rootTypes: Readonly<Record<OperationTypeNode, string>>;
  readonly field: (type: string, name: string) => FieldFacts | undefined;
}

interface TypeFacts {
  readonly weight: number;
  readonly maxAge: number | null;
  readonly interfaces: readonly string[];
  readonly fields: readonly FieldDefinitionNode[];
}

const ROOT_TYPES = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

/** Points of reading the schema: each opens a tree that no contract bounds. */
const INTROSPECTION_WEIGHTS: Readonly<Record<string, number>> = { __schema: 50, __type: 10 };

export function graphFacts(supergraphSdl: string): GraphFacts {
  const document = parse(supergraphSdl, { noLocation: true });
  const types = typesOf(document);
  const inputs = inputTypesOf(document);
  const maxAges = new Map([...types.keys()].map((name) => [name, maxAgeOf(name, types)]));
  const fields = new Map(
    [...types].flatMap(([type, { fields }]) =>
      fields.map((field) => [`${type}.${field.name.value}`, factsOf(field, type, types, inputs, maxAges)] as const),
    ),
  );
  return {
    rootTypes: ROOT_TYPES,
    field: (type, name) => fields.get(`${type}.${name}`) ?? introspection(type, name),
  };
}

function introspection(type: string, name: string): FieldFacts | undefined {
  const weight = type === ROOT_TYPES.query ? INTROSPECTION_WEIGHTS[name] : undefined;
  return weight === undefined ? undefined : { ...PLAIN, name, type: name, weight, maxAge: 0 };
}

const PLAIN = {
  isList: false,
  argumentWeights: new Map<string, number>(),
  argumentDefaults: new Map<string, unknown>(),
  weighedInputs: [],
  assumedSize: null,
  slicingArguments: [],
  sizedFields: [],
} as const;

function typesOf(document: DocumentNode): ReadonlyMap<string, TypeFacts> {
  const types = new Map<string, TypeFacts>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    types.set(definition.name.value, {
      weight: numberIn(definition.directives, 'cost', 'weight') ?? 1,
      maxAge: numberIn(definition.directives, 'cacheControl', 'maxAge'),
      interfaces: (definition.interfaces ?? []).map(({ name }) => name.value),
      fields: definition.fields ?? [],
    });
  }
  return types;
}

function inputTypesOf(document: DocumentNode): InputTypes {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
        ? [[definition.name.value, definition.fields ?? []] as const]
        : [],
    ),
  );
}

/** Of an interface the least of what implements it; objects without a hint are not kept. */
function maxAgeOf(name: string, types: ReadonlyMap<string, TypeFacts>): number {
  const own = types.get(name)?.maxAge;
  if (own !== null && own !== undefined) return own;
  const members = [...types]
    .filter(([, { interfaces }]) => interfaces.includes(name))
    .map(([, type]) => type.maxAge ?? 0);
  return members.length === 0 ? 0 : Math.min(...members);
}

function factsOf(
  field: FieldDefinitionNode,
  owner: string,
  types: ReadonlyMap<string, TypeFacts>,
  inputs: InputTypes,
  maxAges: ReadonlyMap<string, number>,
): FieldFacts {
  const { type, isList } = named(field.type);
  const result = types.get(type);
  const isRoot = Object.values<string>(ROOT_TYPES).includes(owner);
  const inherited = maxAges.get(type) ?? (isRoot ? 0 : null);
  const args = field.arguments ?? [];
  return {
    name: field.name.value,
    type,
    isList,
    weight: numberIn(field.directives, 'cost', 'weight') ?? result?.weight ?? 0,
    argumentWeights: new Map(
      args.flatMap(({ name, directives }) => {
        const weight = numberIn(directives, 'cost', 'weight');
        return weight === null ? [] : [[name.value, weight] as const];
      }),
    ),
    argumentDefaults: new Map(
      args.flatMap(({ name, defaultValue }) =>
        defaultValue === undefined ? [] : [[name.value, valueFromASTUntyped(defaultValue)] as const],
      ),
    ),
    weighedInputs: weighedInputs(args, inputs, ({ directives }) => numberIn(directives, 'cost', 'weight')),
    assumedSize: numberIn(field.directives, 'listSize', 'assumedSize'),
    slicingArguments: namesIn(field.directives, 'listSize', 'slicingArguments'),
    sizedFields: namesIn(field.directives, 'listSize', 'sizedFields'),
    maxAge: numberIn(field.directives, 'cacheControl', 'maxAge') ?? inherited,
  };
}

function named(type: TypeNode): { readonly type: string; readonly isList: boolean } {
  if (type.kind === Kind.NAMED_TYPE) return { type: type.name.value, isList: false };
  const inner = named(type.type);
  return type.kind === Kind.LIST_TYPE ? { ...inner, isList: true } : inner;
}

function argumentOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  directive: string,
  argument: string,
): unknown {
  const value = directives
    ?.find(({ name }) => name.value === directive)
    ?.arguments?.find(({ name }) => name.value === argument)?.value;
  return value === undefined ? undefined : valueFromASTUntyped(value);
}

function numberIn(
  directives: readonly ConstDirectiveNode[] | undefined,
  directive: string,
  argument: string,
): number | null {
  const value = argumentOf(directives, directive, argument);
  return typeof value === 'number' ? value : null;
}

function namesIn(
  directives: readonly ConstDirectiveNode[] | undefined,
  directive: string,
  argument: string,
): readonly string[] {
  const value = argumentOf(directives, directive, argument);
  return Array.isArray(value) ? value.map(String) : [];
}
