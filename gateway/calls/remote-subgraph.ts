/** A subgraph in a process of its own: POST /graphql over connections that stay open, behind a breaker. */

import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import { type Dispatcher, request } from 'undici';
import type { Caller } from '../../runtime/caller.ts';
import { TandemError } from '../../runtime/errors.ts';
import type { SubgraphName } from '../../runtime/subgraph-urls.ts';
import type { Logger } from '../../runtime/telemetry.ts';
import { TIMINGS_HEADER } from '../../runtime/timings.ts';
import { currentTraceparent, TRACE_HEADER } from '../../runtime/traces.ts';
import { DEADLINE_HEADER, LANE_HEADER, REQUEST_ID_HEADER, type RequestScope } from '../../subgraphs/request-context.ts';
import { CALLER_EXTENSION, type CallerUse } from '../../subgraphs/sealed-caller.ts';
import type { SubgraphCall } from '../../subgraphs/subgraph.ts';
import type { CallableSubgraph } from './data-source.ts';
import { CallerGone } from './patience.ts';
import type { PlainResult } from './plain-result.ts';
import { readEvents } from './remote-events.ts';
import { createRetryBudget } from './retry-budget.ts';
import { followOutage, StillAway } from './subgraph-outage.ts';

/** In a row; so many requests find out slowly that a subgraph is away, the next ones at once. */
const FAILURES_TO_OPEN = 5;
/** Then one call tries it again, and an answer closes the breaker; until that comes all others fail at once. */
const HALF_OPEN_AFTER_MS = 1_000;

/** What tells a subgraph the caller; null where it would take a stranger for the same. */
export type SealCaller = (caller: Caller, use: CallerUse) => string | null;

/** `url` without a slash at the end; `dispatcher` bounds the time of connecting and the size of an answer. */
export function createRemoteSubgraph(
  name: SubgraphName,
  url: string,
  dispatcher: Dispatcher,
  sealCaller: SealCaller,
  logger?: Pick<Logger, 'warn' | 'info'>,
): CallableSubgraph {
  const breaker = createBreaker();
  const outage = followOutage(name, breaker, logger);
  const budget = createRetryBudget();
  const attempt = async (call: SubgraphCall): Promise<PlainResult> => {
    try {
      const answer = await once(call);
      budget.earn();
      return answer;
    } catch (error) {
      if (!mayTryAgain(call, error) || breaker.state !== CircuitState.Closed || !budget.spend()) throw error;
      return once(call);
    }
  };
  const once = async (call: SubgraphCall): Promise<PlainResult> => {
    // The breaker would let them wait for the one that tries.
    if (breaker.state === CircuitState.HalfOpen) throw leftAlone(name);
    try {
      return await breaker.execute(() => post(name, `${url}/graphql`, call, dispatcher, sealCaller));
    } catch (error) {
      throw error instanceof BrokenCircuitError ? leftAlone(name, error) : error;
    }
  };
  return {
    name,
    call: async (call) => {
      const wasOn = outage.isOn();
      try {
        return await attempt(call);
      } catch (error) {
        const isAway = error instanceof TandemError && !isOfTheRequest(error);
        if (!wasOn || !isAway) throw error;
        outage.count();
        throw new StillAway(error.message, error);
      }
    },
    subscribe: (call) => openEvents(name, `${url}/graphql`, call, dispatcher, sealCaller),
  };
}

/** Throws SUBGRAPH_UNAVAILABLE. Who subscribes again asks once more, so no breaker stands before it. */
async function openEvents(
  name: string,
  url: string,
  call: SubgraphCall,
  dispatcher: Dispatcher,
  sealCaller: SealCaller,
) {
  const { scope, signal } = call;
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      method: 'POST',
      headers: { ...headersOf(scope), accept: 'text/event-stream' },
      body: bodyOf(call, sealCaller),
      ...(signal === undefined ? {} : { signal }),
    });
    if (statusCode === 200) return readEvents(body, signal, scope.requestId);
    await body.dump();
    throw badStatus(name, statusCode);
  } catch (error) {
    throw error instanceof TandemError ? error : unavailable(name, 'could not be reached', error);
  }
}

/** What changes something is asked once, and time that is over is over the second time too. */
function mayTryAgain({ query, signal }: SubgraphCall, error: unknown): boolean {
  const isAway = error instanceof TandemError && error.code === 'SUBGRAPH_UNAVAILABLE';
  return isAway && !/^\s*mutation\b/.test(query) && signal?.aborted !== true;
}

/**
 * One that does not answer in time has failed; a client that goes away says nothing about it, and one request that it
 * refuses is no reason to keep others from it. The breaker takes an error that is no failure for an answer, so while one
 * call tries, its leaving has to count: the next one tries after the pause.
 */
function createBreaker(): CircuitBreakerPolicy {
  const isFailure = handleWhen((error) => {
    if (error instanceof CallerGone) return breaker.state === CircuitState.HalfOpen;
    return !isOfTheRequest(error);
  });
  const breaker: CircuitBreakerPolicy = circuitBreaker(isFailure, {
    halfOpenAfter: HALF_OPEN_AFTER_MS,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });
  return breaker;
}

function leftAlone(name: string, cause?: unknown): TandemError {
  return unavailable(name, `failed ${FAILURES_TO_OPEN} times in a row and is left alone for a moment`, cause);
}

/** Throws SUBGRAPH_UNAVAILABLE for all but a GraphQL answer, and the reason of the signal when that was aborted. */
async function post(
  name: string,
  url: string,
  call: SubgraphCall,
  dispatcher: Dispatcher,
  sealCaller: SealCaller,
): Promise<PlainResult> {
  const { scope, signal } = call;
  const text = await exchange(name, url, {
    dispatcher,
    method: 'POST',
    headers: headersOf(scope),
    body: bodyOf(call, sealCaller),
    ...(signal === undefined ? {} : { signal }),
  });
  return graphqlAnswer(name, text);
}

/** Extensions of the client are not among it. */
function bodyOf({ query, operationName, variables, scope }: SubgraphCall, sealCaller: SealCaller): string {
  const sealed = sealCaller(scope.caller, 'operation');
  const extensions = sealed === null ? undefined : { [CALLER_EXTENSION]: sealed };
  return JSON.stringify({ query, operationName, variables, extensions });
}

function headersOf(scope: RequestScope): Readonly<Record<string, string>> {
  const { requestId, deadline, lane } = scope;
  const traceparent = currentTraceparent() ?? scope.traceparent;
  return {
    'content-type': 'application/json',
    // With this type an operation that was refused is status 200, so that any other status is a failure.
    accept: 'application/json',
    [REQUEST_ID_HEADER]: requestId,
    [LANE_HEADER]: lane,
    [DEADLINE_HEADER]: String(Math.ceil(deadline.remainingMs())),
    [TIMINGS_HEADER]: '1',
    ...(traceparent === undefined ? {} : { [TRACE_HEADER]: traceparent }),
  };
}

async function exchange(
  name: string,
  url: string,
  options: NonNullable<Parameters<typeof request>[1]>,
): Promise<string> {
  try {
    const { statusCode, body } = await request(url, options);
    const text = await body.text();
    if (statusCode !== 200) throw badStatus(name, statusCode, text);
    return text;
  } catch (error) {
    // undici rejects with the reason of the signal.
    if (error instanceof TandemError) throw error;
    throw unavailable(name, 'could not be reached or broke off its answer', error);
  }
}

function graphqlAnswer(name: string, text: string): PlainResult {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (error) {
    throw unavailable(name, 'answered with what is not JSON', error);
  }
  const isGraphql = typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer);
  if (!isGraphql) throw unavailable(name, 'answered JSON without data and errors');
  return answer as PlainResult;
}

/** What the gateway sent was refused: a defect of ours, or settings that do not fit, and no subgraph that is away. */
class Refused extends TandemError {
  constructor(name: string, status: number, cause?: unknown) {
    const message = `${name} refused with status ${status} what the gateway asked it; only its fields are null`;
    super('INTERNAL', message, {}, cause);
  }
}

const isOfTheRequest = (error: unknown): boolean => error instanceof Refused || error instanceof CallerGone;

/** A subgraph says with these that it has no time now. */
const OF_THE_MOMENT: readonly number[] = [408, 425, 429];

function badStatus(name: string, status: number, cause?: unknown): TandemError {
  const isRefusal = status >= 400 && status < 500 && !OF_THE_MOMENT.includes(status);
  if (isRefusal) return new Refused(name, status, cause);
  return unavailable(name, `answered with status ${status}, expected 200`, cause);
}

/** The caller reads the sentence, so addresses stay in the cause, which the log has. */
function unavailable(name: string, what: string, cause?: unknown): TandemError {
  return new TandemError('SUBGRAPH_UNAVAILABLE', `${name} ${what}; only its fields are null, try again`, {}, cause);
}
