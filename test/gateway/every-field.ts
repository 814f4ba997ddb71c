/** Every field of the graph with an operation that reads it, made from the SDL of what an audience sees. */

import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  type OperationTypeNode,
} from 'graphql';

export interface FieldCase {
  /** `Type.field`. */
  readonly name: string;
  /** Fields on the way from the root, this one last, each as `Type.field`. */
  readonly way: readonly string[];
  /** Types that are read on the way, with that of the field. */
  readonly types: readonly string[];
  readonly query: string;
}

interface Step {
  readonly type: GraphQLObjectType;
  readonly way: readonly { readonly type: string; readonly field: GraphQLField<unknown, unknown> }[];
}

/** Values for arguments without a default, by name: the fake search knows these. */
export type Arguments = Readonly<Record<string, string>>;

/** One case a field that can be reached without an argument that is not given; the shortest way to its type. */
export function everyField(schema: GraphQLSchema, given: Arguments, kind: OperationTypeNode): readonly FieldCase[] {
  const root = schema.getRootType(kind);
  if (!root) return [];
  const steps: Step[] = [{ type: root, way: [] }];
  const reached = new Set([root.name]);
  const cases: FieldCase[] = [];
  for (const { type, way } of steps) {
    for (const field of Object.values(type.getFields())) {
      const further = [...way, { type: type.name, field }];
      cases.push(caseOf(further, kind, given));
      const next = getNamedType(field.type);
      if (!isObjectType(next) || reached.has(next.name)) continue;
      reached.add(next.name);
      steps.push({ type: next, way: further });
    }
  }
  return cases;
}

function caseOf(way: Step['way'], kind: string, given: Arguments): FieldCase {
  const last = way.at(-1);
  const leaf = last && getNamedType(last.field.type);
  const isComposite = isObjectType(leaf) || isInterfaceType(leaf);
  const selection = isComposite ? '{ __typename }' : '';
  const inner = way.reduceRight((rest, { field }, index) => {
    const own = `${field.name}${argumentsOf(field, given)} ${rest}`;
    return index === 0 ? own : `{ ${own} }`;
  }, selection);
  return {
    name: `${last?.type}.${last?.field.name}`,
    way: way.map(({ type, field }) => `${type}.${field.name}`),
    types: way.map(({ field }) => getNamedType(field.type).name),
    query: `${kind} { ${inner} }`,
  };
}

function argumentsOf(field: GraphQLField<unknown, unknown>, given: Arguments): string {
  const needed = field.args.filter((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined);
  if (needed.length === 0) return '';
  return `(${needed.map(({ name }) => `${name}: ${given[`${field.name}.${name}`] ?? given[name]}`).join(', ')})`;
}
