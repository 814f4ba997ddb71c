/** A planner that is never asked for a subscription, which it could not answer: told before it, with what to do instead. */

import { GraphQLError, OperationTypeNode } from 'graphql';
import type { ErrorCode } from '../runtime/errors.ts';
import type { GatewayInterface } from './guarded-gateway.ts';

export function refuseSubscriptions(gateway: GatewayInterface): GatewayInterface {
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    load: async (options) => {
      const { executor } = await gateway.load(options);
      if (executor === null) return { executor };
      return {
        executor: async (request) => {
          if (request.operation.operation === OperationTypeNode.SUBSCRIPTION) throw refusal();
          return executor(request);
        },
      };
    },
  };
}

function refusal(): GraphQLError {
  const message =
    'expected a query or a mutation, got a subscription; here a request has one answer: ask node(id:) again';
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' satisfies ErrorCode, http: { status: 400 } } });
}
