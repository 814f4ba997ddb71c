/** Valid operations over any schema: aliases, fragments, `@skip` and `@include`, entities in entities. */

import type { GeneratorValue } from 'fast-check';
import fc from 'fast-check';
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';

const DEEPEST = 6;
const CONDITIONS = ['', '', '', '', ' @include(if: $yes)', ' @skip(if: $yes)', ' @include(if: $no)'];

export const VARIABLES = { yes: true, no: false };

export function madeUpOperation(schema: GraphQLSchema, random: GeneratorValue): string {
  const below = (least: number, most: number): number => random(fc.integer, { min: least, max: most });
  const oneOf = <T>(values: readonly T[]): T => values[below(0, values.length - 1)] as T;
  let aliases = 0;

  const selectionsOf = (type: GraphQLCompositeType, depth: number): string => {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const usable = fields.filter((field) => depth < DEEPEST || !isCompositeType(getNamedType(field.type)));
    const parts = usable.length === 0 ? [] : Array.from({ length: below(1, 4) }, () => fieldOf(oneOf(usable), depth));
    if (isAbstractType(type) && depth < DEEPEST)
      for (const each of schema.getPossibleTypes(type).slice(0, 4))
        parts.push(`... on ${each.name}${oneOf(CONDITIONS)} { ${selectionsOf(each, depth + 1)} }`);
    else if (below(0, 4) === 0 && depth < DEEPEST)
      parts.push(`...${oneOf(CONDITIONS)} { ${selectionsOf(type, depth + 1)} }`);
    // Planners differ in whether they ask for an object of which everything is left out.
    const leaf = usable.find((field) => !isCompositeType(getNamedType(field.type)) && field.args.length === 0);
    parts.push(
      leaf && below(0, 1) === 0 ? `a${aliases++}: ${leaf.name}` : `${oneOf(['', `a${aliases++}: `])}__typename`,
    );
    return parts.join(' ');
  };

  /** Every field has a name of its own, so that two with other arguments never meet. */
  const fieldOf = (field: GraphQLField<unknown, unknown>, depth: number): string => {
    const type = getNamedType(field.type);
    const given = field.args
      .filter(isRequiredArgument)
      .map(({ name, type: needed }) => `${name}: ${literalOf(needed)}`);
    const named = isPlain(field) && below(0, 1) === 0 ? field.name : `a${aliases++}: ${field.name}`;
    const call = `${named}${given.length > 0 ? `(${given.join(', ')})` : ''}${oneOf(CONDITIONS)}`;
    return isCompositeType(type) ? `${call} { ${selectionsOf(type, depth + 1)} }` : call;
  };

  const isPlain = ({ args, type }: GraphQLField<unknown, unknown>): boolean =>
    args.length === 0 && !isListType(type) && isNonNullType(type);

  const root = schema.getQueryType();
  if (!root) throw new Error('expected a schema with queries');
  const roots = Object.values(root.getFields());
  const asked = Array.from({ length: below(1, 2) }, () => fieldOf(oneOf(roots), 1));
  return `query($yes: Boolean!, $no: Boolean! = false) { ${asked.join(' ')} always: __typename @include(if: $yes) never: __typename @include(if: $no) }`;
}

function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type)) return `[${literalOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${needed.map((field) => `${field.name}: ${literalOf(field.type)}`).join(', ')} }`;
  }
  return type.name === 'Int' ? '1' : '"x"';
}
