/** Values of the variables of an operation: what the client sent, and what the document says where it sent nothing. */

import { type OperationDefinitionNode, valueFromASTUntyped } from 'graphql';
import type { Variables } from '../../runtime/selected-fields.ts';

/** By name; without a prototype, because a variable may have any name. */
export function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  const defaults: Record<string, unknown> = Object.create(null);
  for (const { variable, defaultValue } of variableDefinitions)
    if (defaultValue !== undefined) defaults[variable.name.value] = valueFromASTUntyped(defaultValue);
  return defaults;
}

/** A null that was sent stands, as the specification has it. `sent` may be anything: what is no object says nothing. */
export function valuesOver(defaults: Variables, sent: unknown): Variables {
  return Object.assign(Object.create(null), defaults, typeof sent === 'object' ? sent : null);
}
