/** Plans what was asked lately before a new supergraph serves: operations run through its planner, and no subgraph hears of them. */

import { setImmediate } from 'node:timers/promises';
import { validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Caller, isAnonymous } from '../../runtime/caller.ts';
import type { Logger } from '../../runtime/telemetry.ts';
import type { RequestScope } from '../../subgraphs/request-context.ts';
import type { Executor, ExecutorRequest } from '../operations/gateway-interface.ts';

const rehearsals = new WeakSet<RequestScope>();

/** Data sources answer nothing to such a request. */
export const isRehearsal = (scope: RequestScope): boolean => rehearsals.has(scope);

/** Clients repeat a handful of operations; the first requests of all others are planned as they come. */
const KEPT_OPERATIONS = 100;

export interface Repertoire {
  readonly note: (request: ExecutorRequest) => void;
  /** Plans what the new schema still has; an operation that cannot be planned is planned, and refused, when it comes. */
  readonly rehearse: (execute: Executor, schema: ExecutorRequest['schema'], logger: Logger) => Promise<void>;
}

/** What engines and what stands around them read of a request. */
type KeptRequest = Pick<
  ExecutorRequest,
  'document' | 'operation' | 'operationName' | 'queryHash' | 'request' | 'context'
>;

export function createRepertoire(): Repertoire {
  const recent = new LRUCache<string, KeptRequest>({ max: KEPT_OPERATIONS });
  return {
    note: (request) => {
      const key = `${request.queryHash} ${request.operationName ?? ''}`;
      if (!recent.get(key)) recent.set(key, withoutClient(request));
    },
    rehearse: async (execute, schema, logger) => {
      for (const request of [...recent.values()].reverse()) {
        // Running requests get their turn between any two plans.
        await setImmediate();
        if (validate(schema, request.document).length > 0) continue;
        await execute({ ...request, schema } as ExecutorRequest).catch((err: unknown) =>
          logger.debug({ err }, 'an operation could not be planned before the swap'),
        );
      }
    },
  };
}

/** Nothing of the request stays but what a plan depends on: no headers, no variables, of the caller its rights. */
function withoutClient({ document, operation, operationName, queryHash, context }: ExecutorRequest): KeptRequest {
  const { caller, lane } = context as unknown as RequestScope;
  const scope: RequestScope = {
    caller: rightsOnly(caller),
    lane,
    requestId: 'rehearsal',
    memo: new Map(),
    deadline: { remainingMs: () => 0, signal: new AbortController().signal },
  };
  rehearsals.add(scope);
  const kept = { document, operation, operationName, queryHash, request: {} };
  return { ...kept, context: scope as unknown as ExecutorRequest['context'] };
}

function rightsOnly(caller: Caller): Caller {
  return { id: 'rehearsal', tenant: isAnonymous(caller) ? '' : 'rehearsal', scopes: caller.scopes };
}
