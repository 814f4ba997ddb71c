/** The routes of Open Inference Protocol v2 with its model repository extension, as one table. */

import { z } from 'zod';
import { laneFrom } from '../runtime/lane.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import { traced } from '../runtime/traces.ts';
import { checkTensors } from './check-tensors.ts';
import {
  decodeBody,
  decodeInferRequest,
  encodeInferResponse,
  LANE_PARAMETER,
  type Message,
  wireParameters,
} from './protocol.ts';
import { Refusal } from './refusal.ts';
import type { ServedModel } from './served-model.ts';
import type { InTurn } from './turns.ts';
import { READY_PATH } from './worker-address.ts';

export interface ServedModels {
  readonly name: string;
  readonly models: readonly ServedModel[];
  readonly metrics: Metrics;
  readonly logger: Pick<Logger, 'debug'>;
  readonly isReady: () => boolean;
}

export interface Answer extends Message {
  readonly status: number;
}

export interface RouteRequest {
  readonly served: ServedModels;
  /** What stands in the path for `:model` and `:version`. */
  readonly names: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly headerLength: string | undefined;
  /** Of the batch. */
  readonly traceparent: string | undefined;
  /** Aborted when the caller has gone. */
  readonly leaving: AbortSignal;
  /**
   * Answers of one model are computed one after the other: two at a time share the threads, so both would be late. Another
   * model does not wait: a reading behind whole batches of scores costs a quarter of the pages (`npm run bench:overload`,
   * 6 clients, both ways in turns). Loads wait for loads of their model only.
   */
  readonly inTurn: InTurn;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly answer: (request: RouteRequest) => Answer | Promise<Answer>;
}

const VERSION = '1';
const EXTENSIONS = ['binary_tensor_data', 'model_repository'];
const loadBody = z.object({ parameters: wireParameters.optional() });
const indexBody = z.object({ ready: z.boolean().optional() });

export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/metrics', answer: ({ served }) => metricsText(served.metrics) },
  {
    method: 'GET',
    path: '/v2',
    answer: ({ served: { name } }) => json({ name, version: VERSION, extensions: EXTENSIONS, pid: process.pid }),
  },
  { method: 'GET', path: '/v2/health/live', answer: () => json({ live: true }) },
  { method: 'GET', path: READY_PATH, answer: ({ served }) => readiness(served, {}) },
  ...ofModel('GET', '', (request) => metadata(modelOf(request))),
  ...ofModel('GET', '/ready', (request) => readiness(request.served, { name: modelOf(request).name })),
  ...ofModel('POST', '/infer', infer),
  { method: 'POST', path: '/v2/repository/index', answer: repositoryIndex },
  { method: 'POST', path: '/v2/repository/models/:model/load', answer: load },
  { method: 'POST', path: '/v2/repository/models/:model/unload', answer: refuseUnload },
];

/** Each route of a model is there with and without its version. */
function ofModel(method: Route['method'], path: string, answer: Route['answer']): readonly Route[] {
  return ['/v2/models/:model', '/v2/models/:model/versions/:version'].map((start) => ({
    method,
    path: start + path,
    answer,
  }));
}

function readiness({ isReady }: ServedModels, who: object): Answer {
  const ready = isReady();
  return json({ ...who, ready }, ready ? 200 : 503);
}

function metadata({ name, inputs, outputs }: ServedModel): Answer {
  return json({ name, versions: [VERSION], platform: 'tandem', inputs, outputs });
}

async function metricsText({ registry }: Metrics): Promise<Answer> {
  return {
    status: 200,
    headers: { 'content-type': registry.contentType },
    body: Buffer.from(await registry.metrics()),
  };
}

async function infer(request: RouteRequest): Promise<Answer> {
  const { served, body, headerLength, traceparent, leaving, inTurn } = request;
  const model = modelOf(request);
  const asked = decodeInferRequest(headerLength, body);
  checkTensors(model, asked);
  const arrivedMs = performance.now();
  const lane = laneFrom(String(asked.parameters[LANE_PARAMETER]));
  return inTurn({ name: model.name, lane }, async () => {
    leaving.throwIfAborted();
    const queueMs = performance.now() - arrivedMs;
    const { outputs, items, tokenizeMs, computeMs } = await traced(
      'compute',
      { 'tandem.task': model.task, 'tandem.model': model.name, 'tandem.worker': served.name },
      () => model.infer(asked),
      traceparent === undefined ? [] : [traceparent],
    );
    served.metrics.modelItems.inc({ task: model.task }, items);
    const { name: worker, logger } = served;
    logger.debug({ worker, model: model.name, requestId: asked.id, items, computeMs }, 'batch computed');
    const parameters = { queue_ms: queueMs, tokenize_ms: tokenizeMs, compute_ms: computeMs };
    const id = asked.id === undefined ? {} : { id: asked.id };
    return { status: 200, ...encodeInferResponse({ ...id, modelName: model.name, parameters, outputs }, asked) };
  });
}

function repositoryIndex({ served, body }: RouteRequest): Answer {
  const { ready = false } = decodeBody(indexBody, body);
  const state = served.isReady() ? 'READY' : 'LOADING';
  const listed = ready && state !== 'READY' ? [] : served.models;
  return json(listed.map(({ name }) => ({ name, version: VERSION, state, reason: '' })));
}

async function load(request: RouteRequest): Promise<Answer> {
  const model = modelOf(request);
  if (model.load === undefined)
    throw new Refusal(501, `model "${model.name}" is loaded from the start and has no versions to load`);
  const { parameters = {} } = decodeBody(loadBody, request.body);
  await request.inTurn({ name: `load ${model.name}`, lane: 'interactive' }, async () => model.load?.(parameters));
  return json({});
}

/** 501 is Triton's answer too where models are not controlled from outside. */
function refuseUnload(request: RouteRequest): Answer {
  const { name } = modelOf(request);
  throw new Refusal(
    501,
    `model "${name}" stays as long as the worker; its oldest index version goes when a newer one is loaded`,
  );
}

function modelOf({ served, names }: RouteRequest): ServedModel {
  const known = served.models.map((model) => model.name).join(', ');
  const model = served.models.find(({ name }) => name === names.model);
  if (model === undefined) throw new Refusal(404, `this worker has no model "${names.model}"; it has ${known}`);
  const { version = VERSION } = names;
  if (version === VERSION) return model;
  throw new Refusal(404, `model "${model.name}" has no version "${version}"; it has ${VERSION}`);
}

export function json(value: object, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  const body = Buffer.from(JSON.stringify(value));
  return { status, headers: { ...headers, 'content-type': 'application/json' }, body };
}
