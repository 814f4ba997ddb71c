/** POST /graphql/stream: the same operations as /graphql, by Yoga, in parts where the client reads parts: @defer and subscriptions. */

import type { GraphQLFormattedError } from 'graphql';
import { currentStream, type FirstPart, type StreamReader } from './current-stream.ts';
import { type createErrorFormat, currentRequestId } from './error-format.ts';
import type { AnswerGraphql } from './graphql-route.ts';
import { type Answer, type GatewayRequest, readJson } from './http.ts';
import { incrementalEntries } from './incremental-answer.ts';
import { replayBody } from './replay-body.ts';
import { createStreamServer, type Streamed } from './stream-server.ts';

type FormatError = ReturnType<typeof createErrorFormat>;

/** Media types that carry an answer in parts; who accepts none of them gets it in one. */
const IN_PARTS = /multipart\/mixed|text\/event-stream/i;

export interface StreamSettings {
  readonly formatError: FormatError;
  /** The most that a body may have. */
  readonly bodyBytes: number;
  /** Aborted when the server stops: subscriptions end then. */
  readonly stopping: AbortSignal;
}

/** `answerWhole` is the route /graphql: what holds there (callers, limits, costs, errors) holds here. */
export function createStreamRoute(
  answerWhole: AnswerGraphql,
  { formatError, bodyBytes, stopping }: StreamSettings,
): AnswerGraphql {
  const respond = createStreamServer();
  return async (request) => {
    const { accept = '' } = request.message.headers;
    const body = await readJson(request.message, bodyBytes);
    const run = async (): Promise<Streamed> => {
      const message = replayBody(request.message, body);
      const whole: GatewayRequest = { ...request, message, url: new URL('/graphql', request.url) };
      if (!IN_PARTS.test(accept)) return { kind: 'whole', answer: await answerWhole(whole) };
      const format: FormatError = (formatted, error) =>
        currentRequestId.run(request.requestId, () => formatError(formatted, error));
      return streamed(answerWhole, whole, format, AbortSignal.any([request.signal, stopping]));
    };
    return respond({ accept, body, requestId: request.requestId, run });
  };
}

/** As soon as there is something to tell. */
async function streamed(
  answerWhole: AnswerGraphql,
  request: GatewayRequest,
  formatError: FormatError,
  signal: AbortSignal,
): Promise<Streamed> {
  return new Promise((resolve, reject) => {
    const reader: StreamReader = {
      signal,
      takeFirst: (first) => resolve({ kind: 'parts', parts: partsOf(first, whole, formatError) }),
      takeEvents: (events) => resolve({ kind: 'parts', parts: events }),
    };
    const whole = currentStream.run(reader, () => answerWhole(request));
    whole.then((answer) => resolve({ kind: 'whole', answer }), reject);
  });
}

async function* partsOf(
  first: FirstPart,
  whole: Promise<Answer>,
  formatError: FormatError,
): AsyncGenerator<object, void, void> {
  const { data } = first;
  const errors = first.errors.map((error) => formatError(error.toJSON(), error));
  yield { data, ...(errors.length === 0 ? {} : { errors }), hasNext: true };
  const { data: all, errors: allErrors = [], extensions } = await bodyOf(whole, formatError);
  const incremental = incrementalEntries(first.deferred, { data, errors }, { data: all, errors: allErrors });
  yield {
    ...(incremental.length === 0 ? {} : { incremental }),
    ...(extensions === undefined ? {} : { extensions }),
    hasNext: false,
  };
}

async function bodyOf(whole: Promise<Answer>, formatError: FormatError): Promise<WholeBody> {
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
