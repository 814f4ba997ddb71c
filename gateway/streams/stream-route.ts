/** POST and GET /graphql/stream: the same operations as /graphql, by Yoga, in parts where the client reads parts: @defer and subscriptions. */

import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Limits } from '../../runtime/limits.ts';
import type { Identify } from '../callers/identify.ts';
import { sentOf, type Till } from '../gate/pay-refusals.ts';
import { type createErrorFormat, currentRequestId, firstErrors } from '../http/error-format.ts';
import { type Answer, type AnswerRequest, type GatewayRequest, HttpError } from '../http/http.ts';
import { readJson } from '../http/parse-json.ts';
import { replayBody } from '../http/replay-body.ts';
import { queryParameters } from '../operations/graphql-parameters.ts';
import { currentStream, type FirstPart, type StreamReader } from './current-stream.ts';
import { incrementalEntries } from './incremental-answer.ts';
import { createStreamServer, type PaidRefusal, type Streamed } from './stream-server.ts';

type FormatError = ReturnType<typeof createErrorFormat>;

/** Media types that carry an answer in parts; who accepts none of them gets it in one. */
const IN_PARTS = /multipart\/mixed|text\/event-stream/i;

export interface StreamSettings {
  readonly formatError: FormatError;
  readonly limits: Limits;
  readonly identify: Identify;
  readonly till: Till;
  /** Aborted when the server stops: subscriptions end then. */
  readonly stopping: AbortSignal;
}

/** `answerWhole` is the route /graphql: what holds there (callers, limits, costs, errors) holds here. */
export function createStreamRoute(
  answerWhole: AnswerRequest,
  { formatError, limits, identify, till, stopping }: StreamSettings,
): AnswerRequest {
  const respond = createStreamServer();
  return async (request) => {
    const format: FormatError = (formatted, error) =>
      currentRequestId.run(request.requestId, () => formatError(formatted, error));
    const { accept = '' } = request.message.headers;
    const sent = sentOf(request.message);
    const refuse = async (error: unknown): Promise<never> => {
      throw await till.payRefusal(error, sent);
    };
    const body = await bodyIn(request, limits).catch(refuse);
    let isPaid = false;
    let client: Client | null = null;
    const run = async (): Promise<Streamed> => {
      isPaid = true;
      const message = replayBody(request.message, body);
      const whole: GatewayRequest = { ...request, message, url: new URL(`/graphql${request.url.search}`, request.url) };
      if (!IN_PARTS.test(accept)) return { kind: 'whole', answer: await answerWhole(whole) };
      const reading = clientOf(request.signal, stopping);
      client = reading;
      const reader = { signal: reading.signal, identify: () => identify(request.message.headers) };
      const told = await streamed(answerWhole, whole, { formatError: format, limits }, reader).catch(
        (error: unknown) => {
          reading.end();
          throw error;
        },
      );
      if (told.kind === 'parts') return { kind: 'parts', parts: endedBy(told.parts, reading.end) };
      reading.end();
      return told;
    };
    const refused = async (): Promise<PaidRefusal> => {
      isPaid = true;
      const paid = await till.payRefusal(NO_OPERATION, sent);
      if (!(paid instanceof HttpError) || paid.status >= 429) throw paid;
      return paid;
    };
    return respond({ accept, body, formatError: format, run, refused }).catch((error: unknown) => {
      // What was opened may be refused for its media type, and then nobody reads it to its end.
      client?.leave();
      return isPaid ? Promise.reject(error) : refuse(error);
    });
  };
}

/** Stands for what Yoga refuses in its own words. */
const NO_OPERATION = new HttpError(400, 'the request has no operation');

async function bodyIn({ message, url }: GatewayRequest, limits: Limits): Promise<unknown> {
  return message.method === 'GET' ? queryParameters(url.searchParams, limits) : readJson(message, limits);
}

interface Client {
  /** Aborted when the client goes away or the server stops. */
  readonly signal: AbortSignal;
  /** Everything is told: the server need not know of it any more. */
  readonly end: () => void;
  /** As if it had gone away. */
  readonly leave: () => void;
}

function clientOf(gone: AbortSignal, stopping: AbortSignal): Client {
  const client = new AbortController();
  const leave = (): void => {
    end();
    client.abort();
  };
  const end = (): void => {
    for (const signal of [gone, stopping]) signal.removeEventListener('abort', leave);
  };
  for (const signal of [gone, stopping]) signal.addEventListener('abort', leave, { once: true });
  if (gone.aborted || stopping.aborted) leave();
  return { signal: client.signal, end, leave };
}

async function* endedBy<T>(parts: AsyncIterable<T>, end: () => void): AsyncGenerator<T, void, void> {
  try {
    yield* parts;
  } finally {
    end();
  }
}

/** How errors of one request are told. */
type Telling = Pick<StreamSettings, 'formatError' | 'limits'>;

function tellErrors(errors: readonly GraphQLError[], { formatError, limits }: Telling) {
  return firstErrors(errors, limits).map((error) => formatError(plainError(error), error));
}

/** Events of another process are plain already. */
const plainError = (error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError =>
  'toJSON' in error ? error.toJSON() : error;

/** As soon as there is something to tell. */
async function streamed(
  answerWhole: AnswerRequest,
  request: GatewayRequest,
  telling: Telling,
  { signal, identify }: Pick<StreamReader, 'signal' | 'identify'>,
): Promise<Streamed> {
  return new Promise((resolve, reject) => {
    const reader: StreamReader = {
      signal,
      identify,
      takeFirst: (first) => resolve({ kind: 'parts', parts: partsOf(first, whole, telling) }),
      takeEvents: (events) => resolve({ kind: 'parts', parts: eventsOf(events, telling) }),
    };
    const whole = currentStream.run(reader, () => answerWhole(request));
    whole.then((answer) => resolve({ kind: 'whole', answer }), reject);
  });
}

async function* partsOf(
  first: FirstPart,
  whole: Promise<Answer>,
  telling: Telling,
): AsyncGenerator<object, void, void> {
  const { data } = first;
  const errors = tellErrors(first.errors, telling);
  yield { data, ...(errors.length === 0 ? {} : { errors }), hasNext: true };
  const { data: all, errors: allErrors = [], extensions } = await bodyOf(whole, telling);
  const firstTold = { data, errors };
  const incremental = incrementalEntries(first.deferred, firstTold, { data: all, errors: allErrors }, telling.limits);
  yield {
    ...(incremental.length === 0 ? {} : { incremental }),
    ...(extensions === undefined ? {} : { extensions }),
    hasNext: false,
  };
}

/** Each event is an answer of its own. */
async function* eventsOf(events: AsyncIterable<ExecutionResult>, telling: Telling): AsyncGenerator<object, void, void> {
  for await (const event of events)
    yield event.errors === undefined ? event : { ...event, errors: tellErrors(event.errors, telling) };
}

async function bodyOf(whole: Promise<Answer>, { formatError }: Telling): Promise<WholeBody> {
  try {
    return JSON.parse(String((await whole).body)) as WholeBody;
  } catch (error) {
    // The status is told already, so the failure is told where the parts would have stood.
    return { errors: [formatError({ message: String(error) }, error)] };
  }
}

interface WholeBody {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: unknown;
}
