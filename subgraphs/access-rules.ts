/** What the contracts demand with @access: scopes by field and by type. */

import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';

/** `Type.field` or `Type` to its scopes; without scopes any caller will do. */
export type AccessRules = ReadonlyMap<string, readonly string[]>;

/** Of a contract, or of the supergraph that is composed of them. */
export function accessRules(document: DocumentNode): AccessRules {
  const rules = new Map<string, readonly string[]>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const type = definition.name.value;
    note(rules, type, definition.directives);
    for (const field of definition.fields ?? []) note(rules, `${type}.${field.name.value}`, field.directives);
  }
  return rules;
}

function note(
  rules: Map<string, readonly string[]>,
  name: string,
  directives: readonly ConstDirectiveNode[] = [],
): void {
  const access = directives.find((directive) => directive.name.value === 'access');
  if (access === undefined) return;
  const value = access.arguments?.find((argument) => argument.name.value === 'scopes')?.value;
  const scopes = value?.kind === Kind.LIST ? value.values : [];
  rules.set(
    name,
    scopes.flatMap((scope) => (scope.kind === Kind.STRING ? [scope.value] : [])),
  );
}
