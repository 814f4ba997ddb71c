/** Points of what a caller sends: each value in the arguments whose input field has a @cost, and each item of its list. */

import { type InputValueDefinitionNode, Kind, type TypeNode, type ValueNode, valueFromASTUntyped } from 'graphql';

/** A way into the arguments of a field, and the points of each value at its end. */
export interface WeighedInput {
  /** Name of the argument, then of input fields; lists on the way have no name. */
  readonly path: readonly string[];
  readonly weight: number;
}

/** Names of input types to their fields. */
export type InputTypes = ReadonlyMap<string, readonly InputValueDefinitionNode[]>;

type WeightOf = (input: InputValueDefinitionNode) => number | null;

/** All ways from arguments to input fields with a weight; a type that holds itself is followed once. */
export function weighedInputs(
  inputs: readonly InputValueDefinitionNode[],
  types: InputTypes,
  weightOf: WeightOf,
  within: readonly string[] = [],
): readonly WeighedInput[] {
  return inputs.flatMap(({ name, type }) => {
    const typeName = nameOf(type);
    const fields = within.includes(typeName) ? [] : (types.get(typeName) ?? []);
    const own = fields.flatMap((field) => {
      const weight = weightOf(field);
      return weight === null ? [] : [{ path: [field.name.value], weight }];
    });
    const deeper = weighedInputs(fields, types, weightOf, [...within, typeName]);
    return [...own, ...deeper].map(({ path, weight }) => ({ path: [name.value, ...path], weight }));
  });
}

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type));

/** Points of the arguments that a field was given. */
export function inputCost(
  weighed: readonly WeighedInput[],
  given: ReadonlyMap<string, ValueNode>,
  variables: Readonly<Record<string, unknown>>,
): number {
  let points = 0;
  for (const { path, weight } of weighed) {
    const [argument = '', ...rest] = path;
    const node = given.get(argument);
    if (node !== undefined) points += weight * valuesAt(valueFromASTUntyped(node, variables), rest);
  }
  return points;
}

function valuesAt(value: unknown, path: readonly string[]): number {
  if (value === null || value === undefined) return 0;
  if (Array.isArray(value)) return value.reduce((count: number, item) => count + valuesAt(item, path), 0);
  const [name, ...rest] = path;
  if (name === undefined) return 1;
  return typeof value === 'object' && Object.hasOwn(value, name)
    ? valuesAt((value as Readonly<Record<string, unknown>>)[name], rest)
    : 0;
}
