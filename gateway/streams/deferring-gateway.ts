/** A planner that knows @defer, around one that does not: the first part and the whole are two operations over one set of lists. */

import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLError,
  GraphQLNonNull,
  GraphQLSchema,
  GraphQLString,
  OperationTypeNode,
} from 'graphql';
import type { RequestScope } from '../../subgraphs/request-context.ts';
import { shareFetches } from '../calls/common-fetches.ts';
import { type SplitOperation, splitOperation } from '../operations/deferred-parts.ts';
import type { Executor, ExecutorRequest, GatewayInterface } from '../operations/gateway-interface.ts';
import { currentStream, type StreamReader } from './current-stream.ts';
import { withoutPlaceholders } from './incremental-answer.ts';
import type { Subscriptions } from './subscriptions.ts';

const DEFER = new GraphQLDirective({
  name: 'defer',
  description: 'Lets what is in the fragment come after the rest, where the client reads an answer in parts.',
  locations: [DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT],
  args: {
    if: { type: new GraphQLNonNull(GraphQLBoolean), defaultValue: true },
    label: { type: GraphQLString },
  },
});

/** Everything that Apollo Server checks before it executes holds for both parts, because it sees one operation only. */
export function deferringGateway(gateway: GatewayInterface, subscriptions: Subscriptions): GatewayInterface {
  const plain = new WeakMap<GraphQLSchema, GraphQLSchema>();
  return {
    onSchemaLoadOrUpdate: (callback) =>
      gateway.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
        const extended = withDefer(apiSchema);
        plain.set(extended, apiSchema);
        subscriptions.load(coreSupergraphSdl);
        callback({ apiSchema: extended, coreSupergraphSdl });
      }),
    load: async (options) => {
      const { executor } = await gateway.load(options);
      if (executor === null) return { executor };
      const execute: Executor = (request) =>
        executor({ ...request, schema: plain.get(request.schema) ?? request.schema });
      return { executor: (request) => executeInParts(request, execute, subscriptions) };
    },
    stop: () => gateway.stop(),
  };
}

function withDefer(schema: GraphQLSchema): GraphQLSchema {
  const { directives, ...config } = schema.toConfig();
  return new GraphQLSchema({ ...config, directives: [...directives, DEFER] });
}

async function executeInParts(request: ExecutorRequest, execute: Executor, subscriptions: Subscriptions) {
  const reader = currentStream.getStore();
  if (request.operation.operation === OperationTypeNode.SUBSCRIPTION) {
    if (!reader) throw notHere();
    reader.takeEvents(await subscriptions.open(request, reader));
    return { data: null };
  }
  const split = splitOperation(request.document, request.operation, request.request.variables ?? {});
  if (split === null) return execute(request);
  const whole = { ...request, document: split.whole, queryHash: `${request.queryHash} whole` };
  return reader && split.deferred.length > 0 ? executeBoth(whole, split, execute, reader) : execute(whole);
}

/** The whole is the answer; the reader gets the first part before, unless it is no sooner. */
async function executeBoth(whole: ExecutorRequest, split: SplitOperation, execute: Executor, reader: StreamReader) {
  const scope = whole.context as unknown as RequestScope;
  const firstScope: RequestScope = { ...scope };
  const endSharing = shareFetches(scope, firstScope);
  const answer = execute(whole).finally(endSharing);
  // Told below; it may fail while the first part is still waited for.
  answer.catch(() => undefined);
  const first = execute({
    ...whole,
    document: split.first,
    // Plans are kept by this hash.
    queryHash: `${whole.queryHash} first ${split.conditions}`,
    context: firstScope as unknown as ExecutorRequest['context'],
  });
  const [told] = await Promise.allSettled([first]);
  // Where the first part fails as a whole, the whole says why.
  if (told.status === 'fulfilled' && told.value.data) {
    const { data, errors = [] } = told.value;
    reader.takeFirst({
      data: withoutPlaceholders(data) as Readonly<Record<string, unknown>>,
      errors,
      deferred: split.deferred,
    });
  }
  return answer;
}

function notHere(): GraphQLError {
  const message = 'events are told at /graphql/stream with Accept: text/event-stream';
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}
