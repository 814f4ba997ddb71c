/** What the gateway notes of every operation: its time and errors, its stages for who asks, and whether it was slow. */

import { createHash } from 'node:crypto';
import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { Clock } from '../../runtime/clock.ts';
import type { Metrics } from '../../runtime/telemetry.ts';
import { addTimes, TIMINGS_HEADER, timingsOf, toldTimings } from '../../runtime/timings.ts';
import { keepPeopleTexts } from '../../subgraphs/people-texts.ts';
import type { RequestScope } from '../../subgraphs/request-context.ts';
import type { SlowOperations } from './slow-operations.ts';

export interface Observers {
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'operationSeconds' | 'errors'>;
  readonly slow: SlowOperations;
}

const LONGEST_NAME = 64;

/** Stages of the gateway are `gate` (before it is validated), `admit` (until it is planned; the admission adds how long it waited), `plan`, `subgraph.NAME` and `total`; the others are those of a search. */
export function observeOperations({ clock, metrics, slow }: Observers): ApolloServerPlugin<RequestScope> {
  return {
    requestDidStart: async ({ contextValue }) => {
      const timings = timingsOf(contextValue);
      const openedMs = clock.nowMs();
      return {
        didResolveOperation: async ({ document, request }) => keepPeopleTexts(document, request.variables),
        executionDidStart: async () => {
          timings.planningSinceMs = clock.nowMs();
          addTimes(timings, { admit: timings.planningSinceMs - openedMs });
        },
        willSendResponse: async (answered) => {
          const ms = clock.nowMs() - openedMs + (timings.stages.get('gate') ?? 0);
          addTimes(timings, { total: ms });
          metrics.operationSeconds.observe(ms / 1_000);
          tell(answered, metrics);
          if (slow.thresholdMs > 0 && ms > slow.thresholdMs) slow.note(slowOperation(answered, ms, clock));
        },
      };
    },
  };
}

type Answered = GraphQLRequestContextWillSendResponse<RequestScope>;

function tell({ response, request, contextValue }: Answered, { errors }: Observers['metrics']): void {
  if (response.body.kind !== 'single') return;
  const { singleResult } = response.body;
  for (const { extensions } of singleResult.errors ?? []) errors.inc({ code: String(extensions?.code ?? 'INTERNAL') });
  if (request.http?.headers.get(TIMINGS_HEADER) !== '1') return;
  singleResult.extensions = { ...singleResult.extensions, timings: toldTimings(timingsOf(contextValue)) };
}

function slowOperation({ operationName, source, contextValue }: Answered, ms: number, clock: Clock) {
  return {
    requestId: contextValue.requestId,
    operation: operationName?.slice(0, LONGEST_NAME) ?? null,
    documentId: `sha256:${createHash('sha256')
      .update(source ?? '')
      .digest('hex')}`,
    ms: Math.round(ms),
    stages: toldTimings(timingsOf(contextValue)),
    at: clock.date().toISOString(),
  };
}
