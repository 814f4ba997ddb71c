/** Refuses a request whose document does not have the operation it names, before anything is planned. */

import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, GraphQLError, Kind } from 'graphql';

export const requireNamedOperation: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, document, request }) => {
      if (operation) return;
      throw new GraphQLError(messageFor(document, request.operationName), {
        extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
      });
    },
  }),
};

function messageFor(document: DocumentNode, wanted: string | undefined): string {
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? '(unnamed)'] : [],
  );
  return `operationName must be one of ${names.join(', ')}, got ${wanted ?? 'none'}`;
}
