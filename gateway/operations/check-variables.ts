/** Refuses variables that do not fit their types, before the planner's library does, which would word every one of ten thousand errors. */

import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, getVariableValues } from 'graphql';
import type { ErrorCode } from '../../runtime/errors.ts';

export const checkVariables: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, schema, request }) => {
      const { variableDefinitions: definitions = [] } = operation ?? {};
      const { errors } = getVariableValues(schema, definitions, request.variables ?? {}, { maxErrors: 1 });
      const [first] = errors ?? [];
      if (first === undefined) return;
      const extensions = { code: 'BAD_USER_INPUT' satisfies ErrorCode, http: { status: 400 } };
      throw new GraphQLError(first.message, { nodes: first.nodes ?? null, extensions });
    },
  }),
};
