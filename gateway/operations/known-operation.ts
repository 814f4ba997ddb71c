/** Refuses a request whose document does not have the operation it names, or whose kind the schema does not have, before anything is planned. */

import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, GraphQLError, Kind } from 'graphql';

export const requireKnownOperation: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, document, request, schema }) => {
      if (!operation) throw refusal('BAD_REQUEST', unknownName(document, request.operationName));
      if (schema.getRootType(operation.operation)) return;
      throw refusal('GRAPHQL_VALIDATION_FAILED', `expected a query, got a ${operation.operation}; this graph has none`);
    },
  }),
};

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}

function unknownName(document: DocumentNode, wanted: string | undefined): string {
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? '(unnamed)'] : [],
  );
  return `operationName must be one of ${names.join(', ')}, got ${wanted ? `"${wanted}"` : 'none'}`;
}
