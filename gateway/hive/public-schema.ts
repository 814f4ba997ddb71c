/** The schema that clients see, as the query planner prints it, without the parts that every schema has by itself. */

import { buildASTSchema, type DefinitionNode, type GraphQLSchema, Kind, parse } from 'graphql';

/** `printed` also defines introspection, which is the library's to add. */
export function publicSchema(printed: string): GraphQLSchema {
  const document = parse(printed, { noLocation: true });
  return buildASTSchema({ ...document, definitions: document.definitions.filter(isOurs).map(withoutMetaFields) });
}

/** Introspection, and what the supergraph is put together with. */
const OF_LIBRARIES = /^(__|join__|link__)/;

function isOurs(definition: DefinitionNode): boolean {
  const hasName = 'name' in definition && definition.name !== undefined;
  return !hasName || !OF_LIBRARIES.test(definition.name?.value ?? '');
}

function withoutMetaFields(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
  return { ...definition, fields: (definition.fields ?? []).filter(({ name }) => !name.value.startsWith('__')) };
}
