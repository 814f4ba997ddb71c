/** The gateway's way into a subgraph: in process, each entity once, under the deadline of the request. */

import type { GraphQLDataSource } from '@apollo/gateway';
import type { ExecutionResult } from 'graphql';
import { ERROR_KINDS, type ErrorCode, TandemError } from '../runtime/errors.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import type { RequestScope } from '../subgraphs/request-context.ts';
import type { Subgraph, SubgraphCall } from '../subgraphs/subgraph.ts';
import { distinctRepresentations, type PlainResult, plainResult } from './representations.ts';

/** What the gateway needs of a subgraph. */
export type CallableSubgraph = Pick<Subgraph, 'name' | 'call'>;

/**
 * A search cuts itself short at the deadline and still answers a page. This is the time to hand that page over,
 * long because on a crowded machine the page is late by more than the cut: it only ends calls that hang.
 */
const HAND_OVER_MS = 2_000;

interface SubgraphCallSettings {
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Counts one subgraph request a call. Failures of a whole subgraph are errors of its fields only. */
export function createDataSource(
  subgraph: CallableSubgraph,
  { metrics, logger }: SubgraphCallSettings,
): GraphQLDataSource<RequestScope> {
  const answer = async (call: SubgraphCall): Promise<PlainResult> => {
    metrics.subgraphRequests.inc({ subgraph: subgraph.name });
    const { variables, expand } = distinctRepresentations(call.variables ?? {});
    try {
      const running = subgraph.call({ ...call, variables });
      return expand(plainResult(await handedOverInTime(running, subgraph.name, call.scope)));
    } catch (error) {
      return { data: null, errors: [wholeFailure(error, subgraph.name, call.scope.requestId, logger)] };
    }
  };
  return {
    process: async (options) => {
      const { query = '', operationName, variables } = options.request;
      const document = 'document' in options ? options.document : undefined;
      return answer({ query, document, operationName, variables, scope: options.context as RequestScope });
    },
  };
}

async function handedOverInTime(
  running: Promise<ExecutionResult>,
  name: string,
  scope: RequestScope,
): Promise<ExecutionResult> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const waitMs = Math.ceil(scope.deadline.remainingMs()) + HAND_OVER_MS;
    timer = setTimeout(
      () =>
        reject(
          new TandemError(
            'DEADLINE_EXCEEDED',
            `${name} did not answer in ${waitMs} ms; ask for fewer fields or try again`,
          ),
        ),
      waitMs,
    );
  });
  try {
    return await Promise.race([running, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function wholeFailure(error: unknown, name: string, requestId: string, logger: Logger) {
  const code: ErrorCode = error instanceof TandemError ? error.code : 'SUBGRAPH_UNAVAILABLE';
  logger.error({ requestId, subgraph: name, err: error }, 'a subgraph did not answer');
  const message = error instanceof TandemError ? error.message : ERROR_KINDS.SUBGRAPH_UNAVAILABLE.means;
  return { message, extensions: { code, requestId } };
}
