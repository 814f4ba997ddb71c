/** Yoga as what it is best at: which media type a client accepts, and answers as JSON, parts or events; what they say comes from elsewhere. */

import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError, parse } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { ErrorCode } from '../../runtime/errors.ts';
import { type Answer, HttpError } from '../http/http.ts';

/** What an operation came to: one answer, or parts that come by and by. */
export type Streamed =
  | { readonly kind: 'whole'; readonly answer: Answer }
  | { readonly kind: 'parts'; readonly parts: AsyncIterable<object> };

/** What a refusal cost its caller, and the headers that say what is left. */
export type PaidRefusal = Pick<HttpError, 'cost' | 'headers'>;

export interface StreamRequest {
  readonly accept: string;
  /** Parsed JSON. */
  readonly body: unknown;
  /** As the public sees it. */
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  readonly run: () => Promise<Streamed>;
  /** Pays for a request that is no operation. Throws what is answered instead of its refusal. */
  readonly refused: () => Promise<PaidRefusal>;
}

interface Running {
  readonly request: StreamRequest;
  /** Headers of the one answer, or of nothing. */
  headers: Readonly<Record<string, string>>;
  /** Undefined while Yoga has refused nothing. */
  paid: PaidRefusal | undefined;
  /** What `run` or `refused` threw: not Yoga's to tell. */
  failure: unknown;
}

/** Yoga copies its context, and what is written down here is read again afterwards. */
interface Context {
  readonly running: Running;
}

/** The document is parsed, counted and validated where all are. */
const ANY_DOCUMENT = parse('{ __typename }');

const answerElsewhere: Plugin<object, Context> = {
  onParams: ({ params, setParams }) => {
    if (!isObject(params)) return;
    // A persisted operation has no text here, and no operation of the client's is in the document that stands in.
    const query = params.query === undefined && isNamedElsewhere(params) ? '{ __typename }' : params.query;
    const { operationName, ...rest } = params;
    setParams({ ...rest, query, ...(typeof operationName === 'string' ? {} : { operationName }) } as typeof params);
  },
  onParse: ({ setParsedDocument }) => setParsedDocument(ANY_DOCUMENT),
  onValidate: ({ setResult }) => setResult([]),
  onExecute: ({ setExecuteFn }) =>
    setExecuteFn(async ({ contextValue }: ExecutionArgs) => {
      const { running } = contextValue as Context;
      try {
        return resultOf(await running.request.run(), running);
      } catch (error) {
        running.failure = error;
        return {};
      }
    }),
  onResultProcess: async ({ result, setResult, serverContext: { running } }) => {
    // An answer that has its text tells its own errors.
    if (!('errors' in result) || !result.errors || 'stringify' in result) return;
    try {
      running.paid = await running.request.refused();
      const { cost } = running.paid;
      const errors = result.errors.map((error) => told(error, running));
      setResult({ ...result, errors, ...(cost && { extensions: { cost } }) });
    } catch (error) {
      running.failure = error;
    }
  },
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function isNamedElsewhere(params: object): boolean {
  return 'documentId' in params || 'extensions' in params;
}

/** Yoga's own errors are of requests that are no operation, but for those that it did not expect. Of `http` it takes the status. */
function told(error: GraphQLError, { request }: Running): GraphQLError {
  const { http = { status: 500 }, ...extensions } = error.extensions;
  const isRefusal = isObject(http) && Number(Reflect.get(http, 'status')) < 500;
  const named = isRefusal ? { code: 'BAD_REQUEST' satisfies ErrorCode, ...extensions } : extensions;
  const { message, extensions: shown } = request.formatError({ message: error.message, extensions: named }, error);
  return new GraphQLError(message, { extensions: { ...shown, http } });
}

/** The text of an answer goes out as it is; its status is told to Yoga, which knows when media types want another. */
function resultOf(streamed: Streamed, running: Running): AsyncIterable<object> | object {
  if (streamed.kind === 'parts') return streamed.parts;
  const { status, headers, body } = streamed.answer;
  running.headers = headers;
  const http = { status, spec: status === 400 };
  const errors = status === 200 ? undefined : [new GraphQLError('refused', { extensions: { http } })];
  return { ...(errors && { errors }), stringify: () => String(body) };
}

function httpRequest({ accept, body }: StreamRequest) {
  const headers = { 'content-type': 'application/json', ...(accept === '' ? {} : { accept }) };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}

function contentType(response: Response): Readonly<Record<string, string>> {
  return { 'content-type': response.headers.get('content-type') ?? 'application/json; charset=utf-8' };
}

function notAcceptable({ request: { accept }, paid }: Running): HttpError {
  const types = 'application/json, application/graphql-response+json, multipart/mixed, text/event-stream';
  return new HttpError(406, `Accept must allow one of ${types}, got ${accept}`, paid);
}

/** Throws what the operation threw. Headers are those of the one answer, and of Yoga what says how it is written. */
export function createStreamServer(): (request: StreamRequest) => Promise<Answer> {
  const yoga = createYoga<Context>({
    graphqlEndpoint: '/graphql/stream',
    graphiql: false,
    landingPage: false,
    logging: false,
    cors: false,
    multipart: false,
    maskedErrors: false,
    parserAndValidationCache: false,
    extraParamNames: ['documentId'],
    plugins: [answerElsewhere],
  });
  return async (request) => {
    const running: Running = { request, headers: {}, paid: undefined, failure: undefined };
    const response = await yoga.fetch('http://gateway/graphql/stream', httpRequest(request), { running });
    if (running.failure !== undefined) throw running.failure;
    if (response.status === 406) throw notAcceptable(running);
    const headers = {
      ...running.headers,
      ...running.paid?.headers,
      'cache-control': 'no-store',
      ...contentType(response),
    };
    return {
      status: response.status,
      headers,
      body: response.body === null ? '' : (response.body as unknown as AsyncIterable<Uint8Array>),
    };
  };
}
