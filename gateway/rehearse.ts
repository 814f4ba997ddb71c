/** Plans what was asked lately before a new supergraph serves: operations run through its planner, and no subgraph hears of them. */

import { setImmediate } from 'node:timers/promises';
import { validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../runtime/telemetry.ts';
import type { RequestScope } from '../subgraphs/request-context.ts';
import type { Executor, ExecutorRequest } from './gateway-interface.ts';

const rehearsals = new WeakSet<RequestScope>();

/** Data sources answer nothing to such a request. */
export const isRehearsal = (scope: RequestScope): boolean => rehearsals.has(scope);

/** Clients repeat a handful of operations; the first requests of all others are planned as they come. */
const KEPT_OPERATIONS = 100;
/** Of their variables, as JSON: who sends large ones is not rehearsed. */
const MOST_CHARACTERS = 10_000;

export interface Repertoire {
  readonly note: (request: ExecutorRequest) => void;
  /** Plans what the new schema still has; an operation that cannot be planned is planned, and refused, when it comes. */
  readonly rehearse: (execute: Executor, schema: ExecutorRequest['schema'], logger: Logger) => Promise<void>;
}

export function createRepertoire(): Repertoire {
  const recent = new LRUCache<string, ExecutorRequest>({ max: KEPT_OPERATIONS });
  return {
    note: (request) => {
      if (recent.get(request.queryHash) || isLarge(request)) return;
      recent.set(request.queryHash, withoutClient(request));
    },
    rehearse: async (execute, schema, logger) => {
      for (const request of [...recent.values()].reverse()) {
        // Running requests get their turn between any two plans.
        await setImmediate();
        if (validate(schema, request.document).length > 0) continue;
        await execute({ ...request, schema }).catch((err: unknown) =>
          logger.debug({ err }, 'an operation could not be planned before the swap'),
        );
      }
    },
  };
}

/** Nothing of the request stays but what a plan depends on, and variables, without which nothing is planned. */
function withoutClient(request: ExecutorRequest): ExecutorRequest {
  const { caller, lane } = request.context as unknown as RequestScope;
  const scope: RequestScope = {
    caller,
    lane,
    requestId: 'rehearsal',
    memo: new Map(),
    deadline: { remainingMs: () => 0, signal: new AbortController().signal },
  };
  rehearsals.add(scope);
  const { query, operationName, variables } = request.request;
  const asked = Object.fromEntries(
    Object.entries({ query, operationName, variables }).filter(([, value]) => value !== undefined),
  );
  return { ...request, request: asked, context: scope as unknown as ExecutorRequest['context'] };
}

const isLarge = ({ request }: ExecutorRequest): boolean =>
  JSON.stringify(request.variables ?? {}).length > MOST_CHARACTERS;
