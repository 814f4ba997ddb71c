/** The HTTP side of a worker: Open Inference Protocol v2 routes over the models it serves. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { TandemError } from '../runtime/errors.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import { decodeInferRequest, decodeLoadRequest, encodeInferResponse, HEADER_LENGTH, type Message } from './protocol.ts';
import type { ServedModel } from './served-model.ts';

export interface WorkerServerOptions {
  readonly name: string;
  readonly models: readonly ServedModel[];
  readonly metrics: Metrics;
  readonly logger: Pick<Logger, 'debug'>;
  readonly isReady: () => boolean;
}

interface Answer extends Message {
  readonly status: number;
}

const MAX_BODY_BYTES = 64 * 1024 * 1024;
const VERSION = '1';

/** Not listening yet. Connections stay open, because one gateway is on the other end. */
export function createWorkerServer(options: WorkerServerOptions): Server {
  const inTurn = turnTakers();
  const server = createServer((request, response) => {
    const leaving = new AbortController();
    response.on('close', () => leaving.abort());
    answerTo(request, leaving.signal, options, inTurn).then(
      (answer) => send(response, answer),
      (error: unknown) => send(response, errorAnswer(error)),
    );
  });
  server.keepAliveTimeout = 0;
  return server;
}

/** Answers of one model are computed one after the other, in the order of their arrival: two at a time would both be late. */
type InTurn = <T>(model: string, work: () => Promise<T>) => Promise<T>;

function turnTakers(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (model, work) => {
    const mine = (last.get(model) ?? Promise.resolve()).then(work);
    last.set(
      model,
      mine.catch(() => undefined),
    );
    return mine;
  };
}

async function answerTo(
  request: IncomingMessage,
  leaving: AbortSignal,
  options: WorkerServerOptions,
  inTurn: InTurn,
): Promise<Answer> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  if (request.method === 'POST') return answerPost(parts, request, leaving, options, inTurn);
  if (request.method !== 'GET') throw notFound(`${request.method} ${path}`);
  if (path === '/metrics') return text(await options.metrics.registry.metrics(), options.metrics.registry.contentType);
  if (parts[0] !== 'v2') throw notFound(path);
  if (parts.length === 1)
    return json({
      name: options.name,
      version: VERSION,
      extensions: ['binary_tensor_data', 'model_repository'],
      pid: process.pid,
    });
  if (path === '/v2/health/live') return json({ live: true });
  if (path === '/v2/health/ready') return json({ ready: options.isReady() }, options.isReady() ? 200 : 503);
  return answerModel(parts, options);
}

/** `/v2/models/{name}`, `/v2/models/{name}/ready` and the same with `/versions/1` inside. */
function answerModel(parts: readonly string[], options: WorkerServerOptions): Answer {
  const model = modelOf(parts, options);
  const rest = afterVersion(parts.slice(3));
  if (rest.length === 0) {
    return json({
      name: model.name,
      versions: [VERSION],
      platform: 'tandem',
      inputs: model.inputs,
      outputs: model.outputs,
    });
  }
  if (rest.length === 1 && rest[0] === 'ready')
    return json({ ready: options.isReady() }, options.isReady() ? 200 : 503);
  throw notFound(parts.join('/'));
}

/** `/v2/models/{name}/infer`, and `/v2/repository/models/{name}/load` of the model repository extension. */
async function answerPost(
  parts: readonly string[],
  request: IncomingMessage,
  leaving: AbortSignal,
  options: WorkerServerOptions,
  inTurn: InTurn,
): Promise<Answer> {
  const body = await readBody(request);
  if (parts[0] === 'v2' && parts[1] === 'repository') return load(parts, body, options, inTurn);
  const model = modelOf(parts, options);
  if (afterVersion(parts.slice(3)).join('/') !== 'infer') throw notFound(parts.join('/'));
  const header = request.headers[HEADER_LENGTH];
  const inferRequest = decodeInferRequest(typeof header === 'string' ? header : undefined, body);
  const arrivedMs = performance.now();
  return inTurn(model.name, async () => {
    leaving.throwIfAborted();
    const queueMs = performance.now() - arrivedMs;
    const { outputs, items, tokenizeMs, computeMs } = await model.infer(inferRequest);
    options.metrics.modelItems.inc({ task: model.task }, items);
    const parameters = { queue_ms: queueMs, tokenize_ms: tokenizeMs, compute_ms: computeMs };
    const id = inferRequest.id === undefined ? {} : { id: inferRequest.id };
    const { name, logger } = options;
    logger.debug({ worker: name, model: model.name, requestId: inferRequest.id, items, computeMs }, 'batch computed');
    return {
      status: 200,
      ...encodeInferResponse({ ...id, modelName: model.name, parameters, outputs }, inferRequest.wantsBinary),
    };
  });
}

async function load(
  parts: readonly string[],
  body: Buffer,
  options: WorkerServerOptions,
  inTurn: InTurn,
): Promise<Answer> {
  const model = modelOf(parts.slice(1), options);
  if (parts[4] !== 'load' || model.load === undefined) throw notFound(parts.join('/'));
  const parameters = decodeLoadRequest(body);
  await inTurn(model.name, async () => model.load?.(parameters));
  return json({});
}

function modelOf(parts: readonly string[], options: WorkerServerOptions): ServedModel {
  const known = options.models.map((model) => model.name).join(', ');
  if (parts[1] !== 'models' || parts[2] === undefined) throw notFound(parts.join('/'));
  const model = options.models.find(({ name }) => name === parts[2]);
  if (model === undefined) throw new NotFound(`this worker has no model "${parts[2]}"; it has ${known}`);
  return model;
}

function afterVersion(rest: readonly string[]): readonly string[] {
  return rest[0] === 'versions' && rest[1] === VERSION ? rest.slice(2) : rest;
}

class NotFound extends Error {}

function notFound(what: string): NotFound {
  return new NotFound(`nothing answers ${what}; the routes are those of Open Inference Protocol v2, and /metrics`);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES)
      throw new TandemError('BAD_USER_INPUT', `a body may have ${MAX_BODY_BYTES} bytes, got more`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The codes that Triton uses: 404 not known, 400 for what the caller can mend, 500 else. `code` is ours. */
function errorAnswer(error: unknown): Answer {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof NotFound) return json({ error: message }, 404);
  const code = error instanceof TandemError ? error.code : 'INTERNAL';
  return json({ error: message, code }, STATUS_BY_CODE[code] ?? 500);
}

const STATUS_BY_CODE: Readonly<Record<string, number>> = { BAD_USER_INPUT: 400, INDEX_MISSING: 404 };

function json(value: object, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(value)) };
}

function text(value: string, contentType: string): Answer {
  return { status: 200, headers: { 'content-type': contentType }, body: Buffer.from(value) };
}

function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.end(answer.body);
}
