/** The gateway's way into a subgraph, in process or over HTTP: under the deadline of the request. */

import type { DocumentNode, ExecutionResult } from 'graphql';
import { ERROR_KINDS, type ErrorCode, TandemError } from '../../runtime/errors.ts';
import type { SubgraphName } from '../../runtime/subgraph-urls.ts';
import type { Logger } from '../../runtime/telemetry.ts';
import type { RequestScope } from '../../subgraphs/request-context.ts';
import type { SubgraphCall } from '../../subgraphs/subgraph.ts';
import { noteAnswered, noteAsked } from './answered-coverage.ts';
import { fetchOnce } from './common-fetches.ts';
import { CallerGone, type Patience, patienceOf } from './patience.ts';
import { type PlainResult, plainResult } from './plain-result.ts';
import { isRehearsal } from './rehearse.ts';
import { StillAway } from './subgraph-outage.ts';

/** What the gateway needs of a subgraph, wherever it runs. */
export interface CallableSubgraph {
  readonly name: SubgraphName;
  /** A throw is the failure of the whole subgraph. */
  readonly call: (call: SubgraphCall) => Promise<ExecutionResult | PlainResult>;
  /** Events of a subscription, one answer each; a result when it is refused. Absent where there is no way to hear any. */
  readonly subscribe?: (call: SubgraphCall) => Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
}

/** What a plan asks of one subgraph. */
export interface SubgraphFetch {
  readonly query: string;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly scope: RequestScope;
}

/** Never rejects: the failure of a whole subgraph is an error of its fields only. */
export type DataSource = (fetch: SubgraphFetch) => Promise<PlainResult>;

export function createDataSource(subgraph: CallableSubgraph, logger: Logger): DataSource {
  return async ({ scope, ...fetch }) => {
    if (isRehearsal(scope)) return { data: null };
    return fetchOnce(scope, { subgraph: subgraph.name, ...fetch }, () => ask(subgraph, { ...fetch, scope }, logger));
  };
}

/** Never rejects. */
async function ask(subgraph: CallableSubgraph, call: SubgraphCall, logger: Logger): Promise<PlainResult> {
  const { deadline, requestId } = call.scope;
  const patience = patienceOf(subgraph.name, deadline);
  noteAsked(call.scope);
  try {
    return await answerOf(subgraph, { ...call, signal: patience.signal }, patience);
  } catch (error) {
    // One that is given up works on for a while, and what it did is never told.
    if (!patience.signal.aborted) noteAnswered(call.scope);
    logFailure(error, subgraph.name, requestId, logger);
    return { data: null, errors: [wholeFailure(error, requestId)] };
  } finally {
    patience.end();
  }
}

async function answerOf(subgraph: CallableSubgraph, call: SubgraphCall, patience: Patience): Promise<PlainResult> {
  const result = await Promise.race([subgraph.call(call), patience.isOver]);
  noteAnswered(call.scope, result.extensions);
  return plainResult(result);
}

function logFailure(error: unknown, name: string, requestId: string, logger: Logger): void {
  const isKnown = error instanceof CallerGone || error instanceof StillAway;
  const level = isKnown ? 'debug' : 'error';
  logger[level]({ requestId, subgraph: name, err: error }, 'a subgraph did not answer');
}

function wholeFailure(error: unknown, requestId: string) {
  const code: ErrorCode = error instanceof TandemError ? error.code : 'SUBGRAPH_UNAVAILABLE';
  const message = error instanceof TandemError ? error.message : ERROR_KINDS.SUBGRAPH_UNAVAILABLE.means;
  return { message, extensions: { code, requestId } };
}
