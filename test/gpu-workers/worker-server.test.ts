/** A worker's HTTP side as any client of Open Inference Protocol v2 sees it: routes, both wire forms, errors. */
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { Pool } from 'undici';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createFakeBackend } from '../../gpu-workers/backends/fake.ts';
import { decodeInferResponse, encodeInferRequest, HEADER_LENGTH } from '../../gpu-workers/protocol.ts';
import type { ServedModel } from '../../gpu-workers/served-model.ts';
import { serveEmbed } from '../../gpu-workers/tasks/embed.ts';
import { serveScore } from '../../gpu-workers/tasks/score.ts';
import { fp32, int32, strings } from '../../gpu-workers/tensors.ts';
import type { ServedModels } from '../../gpu-workers/worker-routes.ts';
import { createWorkerServer } from '../../gpu-workers/worker-server.ts';
import { createLogger, createMetrics } from '../../runtime/telemetry.ts';

const backend = createFakeBackend();
const loaded: unknown[] = [];
const order: string[] = [];
const lines: { readonly requestId?: string }[] = [];
let held = Promise.resolve();
const slowFirst: ServedModel = {
  name: 'index-jobs',
  task: 'search',
  inputs: [],
  outputs: [],
  infer: async ({ id }) => {
    order.push(`start ${id}`);
    await held;
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    order.push(`end ${id}`);
    return { outputs: {}, items: 1, tokenizeMs: 0, computeMs: 0 };
  },
  probe: async () => undefined,
  load: async (parameters) => void loaded.push(parameters),
};
let finishLoading = (): void => undefined;
const loading = new Promise<void>((resolve) => {
  finishLoading = resolve;
});
const other: ServedModel = { ...slowFirst, name: 'index-people', load: () => loading };
const refuse = (): Promise<never> => Promise.reject(new Error('this test has no item vectors'));
const noItems = { parts: refuse, load: refuse };
const served: ServedModels = {
  name: 'tandem-test',
  models: [serveEmbed(backend), serveScore(backend, noItems), slowFirst, other],
  metrics: createMetrics(),
  logger: createLogger('debug', { write: (line) => void lines.push(JSON.parse(line)) }),
  isReady: () => isReady,
};
let server: Server;
let url: string;
let isReady = false;

beforeAll(async () => {
  server = createWorkerServer(served);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string): Promise<Response> => fetch(url + path);
const post = (path: string, body: object | string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url + path, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });

describe('metadata and health', () => {
  it('says who answers and what it can', async () => {
    expect(await (await get('/v2')).json()).toMatchObject({
      name: 'tandem-test',
      extensions: ['binary_tensor_data', 'model_repository'],
      pid: process.pid,
    });
    expect(await (await get('/v2/models/ranker')).json()).toMatchObject({
      name: 'ranker',
      inputs: [
        { name: 'query' },
        { name: 'query_of', datatype: 'INT32' },
        { name: 'document', datatype: 'INT64' },
        { name: 'text' },
        { name: 'item', datatype: 'INT8', shape: [-1, 2, 384] },
        { name: 'item_scale', datatype: 'FP32', shape: [-1, 2] },
      ],
      outputs: [{ name: 'score', datatype: 'FP32' }],
    });
  });

  it('is live from the start, and ready when its models are', async () => {
    expect((await get('/v2/health/live')).status).toBe(200);
    expect([(await get('/v2/health/ready')).status, (await get('/v2/models/encoder/ready')).status]).toEqual([
      503, 503,
    ]);
    isReady = true;
    expect([(await get('/v2/health/ready')).status, (await get('/v2/models/encoder/ready')).status]).toEqual([
      200, 200,
    ]);
  });

  it('lists its models as a repository', async () => {
    const state = { version: '1', state: 'READY', reason: '' };
    const all = ['encoder', 'ranker', 'index-jobs', 'index-people'].map((name) => ({ name, ...state }));
    expect(await (await post('/v2/repository/index', '')).json()).toEqual(all);
    expect(await (await post('/v2/repository/index', { ready: true })).json()).toEqual(all);
    isReady = false;
    expect(await (await post('/v2/repository/index', { ready: true })).json()).toEqual([]);
    expect(await (await post('/v2/repository/index', '')).json()).toContainEqual({
      ...state,
      name: 'encoder',
      state: 'LOADING',
    });
    isReady = true;
  });

  it('counts computed items', async () => {
    await post('/v2/models/encoder/infer', {
      inputs: [
        { name: 'text', datatype: 'BYTES', shape: [2], data: ['a', 'b'] },
        { name: 'role', datatype: 'BYTES', shape: [2], data: ['query', 'document'] },
      ],
    });
    expect(await (await get('/metrics')).text()).toMatch(/tandem_model_items_total\{task="embed"\} 2/);
  });
});

describe('inference', () => {
  it('answers plain JSON with plain JSON', async () => {
    const inputs = [
      { name: 'query', datatype: 'BYTES', shape: [2], data: ['night nurse', 'welder'] },
      { name: 'query_of', datatype: 'INT32', shape: [3], data: [0, 0, 1] },
      { name: 'text', datatype: 'BYTES', shape: [3], data: ['night nurse', 'welder', 'welder'] },
    ];
    const answer = await (await post('/v2/models/ranker/versions/1/infer', { id: '42', inputs })).json();
    expect(lines.at(-1)).toMatchObject({
      worker: 'tandem-test',
      model: 'ranker',
      requestId: '42',
      msg: 'batch computed',
    });
    expect(answer).toMatchObject({
      id: '42',
      model_name: 'ranker',
      outputs: [{ name: 'score', datatype: 'FP32', shape: [3, 1] }],
    });
    expect((answer as { outputs: { data: number[] }[] }).outputs[0]?.data.map((score) => score.toFixed(2))).toEqual([
      '0.95',
      '0.05',
      '0.95',
    ]);
  });

  it('answers raw tensors with raw tensors and its times', async () => {
    const { headers, body } = encodeInferRequest({
      inputs: { text: strings(['nurse']), role: strings(['query']) },
      parameters: {},
    });
    const answer = await fetch(`${url}/v2/models/encoder/infer`, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
    });
    const read = decodeInferResponse(
      answer.headers.get(HEADER_LENGTH) ?? undefined,
      Buffer.from(await answer.arrayBuffer()),
    );
    expect(read.outputs.embedding).toEqual(fp32([1, 384], (await backend.embed(['nurse'], ['query'])).vectors));
    expect(read.parameters).toEqual({ queue_ms: expect.any(Number), tokenize_ms: 0, compute_ms: 0 });
  });

  it('is computed in the order of arrival, one at a time a model', async () => {
    order.length = 0;
    const ids = ['0', '1', '2'];
    await Promise.all(ids.map((id) => post('/v2/models/index-jobs/infer', { id, inputs: [] })));
    expect(order.map((step) => step.split(' ')[0])).toEqual(['start', 'end', 'start', 'end', 'start', 'end']);
  });

  it('does not wait for another model', async () => {
    let finish = (): void => undefined;
    held = new Promise((resolve) => {
      finish = resolve;
    });
    const running = post('/v2/models/index-jobs/infer', { id: 'running', inputs: [] });
    const inputs = [
      { name: 'text', datatype: 'BYTES', shape: [1], data: ['a'] },
      { name: 'role', datatype: 'BYTES', shape: [1], data: ['query'] },
    ];
    expect((await post('/v2/models/encoder/infer', { inputs })).status).toBe(200);
    finish();
    expect((await running).status).toBe(200);
  });

  it('comes first where somebody waits for it, whichever client was earlier', async () => {
    order.length = 0;
    let read = 0;
    const count = (request: IncomingMessage): void => void request.on('end', () => (read += 1));
    server.prependListener('request', count);
    onTestFinished(() => void server.off('request', count));
    const ask = async (id: string, parameters: object): Promise<() => Promise<Response>> => {
      const [before, answer] = [read, post('/v2/models/index-jobs/infer', { id, inputs: [], parameters })];
      await vi.waitUntil(() => read > before, { interval: 1 });
      return () => answer;
    };
    let finish = (): void => undefined;
    held = new Promise((resolve) => {
      finish = resolve;
    });
    const asked = [await ask('running', {}), await ask('batch', { lane: 'batch' }), await ask('interactive', {})];
    await new Promise(setImmediate);
    finish();
    await Promise.all(asked.map((answer) => answer()));
    const started = order.filter((step) => step.startsWith('start'));
    expect(started).toEqual(['start running', 'start interactive', 'start batch']);
  });

  it('answers only the outputs that were asked for, each in its form', async () => {
    const inputs = [
      { name: 'text', datatype: 'BYTES', shape: [1], data: ['a'] },
      { name: 'role', datatype: 'BYTES', shape: [1], data: ['query'] },
    ];
    const outputs = [{ name: 'embedding', parameters: { binary_data: true } }];
    const answer = await post('/v2/models/encoder/infer', { inputs, outputs });
    const length = Number(answer.headers.get(HEADER_LENGTH));
    const body = Buffer.from(await answer.arrayBuffer());
    expect(JSON.parse(body.subarray(0, length).toString()).outputs).toMatchObject([
      { name: 'embedding', parameters: { binary_data_size: 384 * 4 } },
    ]);
    expect(body.length - length).toBe(384 * 4);
    const none = await (await post('/v2/models/encoder/infer', { inputs, outputs: [] })).json();
    expect(none).toMatchObject({ outputs: [] });
  });

  it('goes on while an index version is loaded', async () => {
    const load = post('/v2/repository/models/index-people/load', { parameters: { index_version: 'v8' } });
    expect((await post('/v2/models/index-people/infer', { id: 'meanwhile', inputs: [] })).status).toBe(200);
    finishLoading();
    expect((await load).status).toBe(200);
  });

  it('can have an index version loaded before', async () => {
    expect((await post('/v2/repository/models/index-jobs/load', { parameters: { index_version: 'v7' } })).status).toBe(
      200,
    );
    expect(loaded).toEqual([{ index_version: 'v7' }]);
  });
});

describe('what is wrong is answered with the reason', () => {
  const text = (data: readonly string[]): object => ({ name: 'text', datatype: 'BYTES', shape: [data.length], data });
  it.each([
    ['an unknown model', 404, '/v2/models/oracle/infer', {}, /no model "oracle"; it has encoder, ranker, index-jobs/],
    ['an unknown route', 404, '/v2/models/encoder/explain', {}, /nothing answers/],
    ['a model that loads nothing', 501, '/v2/repository/models/encoder/load', {}, /loaded from the start/],
    ['unloading', 501, '/v2/repository/models/encoder/unload', {}, /stays as long as the worker/],
    ['an unknown version', 404, '/v2/models/encoder/versions/2/infer', {}, /no version "2"; it has 1/],
    ['a path that is not UTF-8', 400, '/v2/models/%E0%A4%A/infer', {}, /percent-encoded UTF-8, got "%E0%A4%A"/],
    [
      'an unknown input',
      400,
      '/v2/models/encoder/infer',
      { inputs: [{ ...text(['a']), name: 'txet' }] },
      /no input "txet"; it has text, role/,
    ],
    [
      'an input of another shape',
      400,
      '/v2/models/encoder/infer',
      { inputs: [{ name: 'text', datatype: 'BYTES', shape: [1, 1], data: ['a'] }] },
      /"text" must be BYTES \[-1\], −1 being any size, got BYTES \[1, 1\]/,
    ],
    [
      'an unknown output',
      400,
      '/v2/models/encoder/infer',
      { inputs: [], outputs: [{ name: 'vector' }] },
      /no output "vector"; it has embedding/,
    ],
    ['no JSON', 400, '/v2/models/encoder/infer', '{', /cannot be read/],
    ['no JSON to load', 400, '/v2/repository/models/index-jobs/load', '{', /cannot be read/],
    [
      'a missing input',
      400,
      '/v2/models/encoder/infer',
      { inputs: [text(['a'])] },
      /input "role" BYTES is missing; the request has text/,
    ],
    [
      'an unknown role',
      400,
      '/v2/models/encoder/infer',
      { inputs: [text(['a']), { ...text(['boss']), name: 'role' }] },
      /query or document, got "boss"/,
    ],
    [
      'another datatype',
      400,
      '/v2/models/ranker/infer',
      { inputs: [{ name: 'query', datatype: 'FP32', shape: [1], data: [1] }] },
      /"query" must be BYTES \[-1\], .*got FP32 \[1\]/,
    ],
    [
      'texts without their query',
      400,
      '/v2/models/ranker/infer',
      {
        inputs: [
          { ...text(['q']), name: 'query' },
          { name: 'query_of', datatype: 'INT32', shape: [1], data: [1] },
          text(['a']),
        ],
      },
      /query_of\[0\] must be 0 to 0, got 1/,
    ],
  ])('%s: %i', async (_, status, path, body, reason) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    expect((await answer.json()) as unknown).toEqual({
      error: expect.stringMatching(reason),
      ...(status === 400 ? { code: 'BAD_USER_INPUT' } : {}),
    });
  });

  it('a header length beyond the body: 400', async () => {
    expect((await post('/v2/models/encoder/infer', '{}', { [HEADER_LENGTH]: '7' })).status).toBe(400);
  });

  it.each([
    ['DELETE', '/v2', 'GET'],
    ['POST', '/v2/health/live', 'GET'],
    ['GET', '/v2/models/encoder/infer', 'POST'],
    ['PUT', '/v2/repository/models/encoder/load', 'POST'],
  ])('%s %s: 405 with the method that is there', async (method, path, allowed) => {
    const answer = await fetch(url + path, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed]);
    expect(await answer.json()).toEqual({ error: `${path} takes ${allowed}, got ${method}` });
  });

  it('a body beyond the limit: 413, and the connection still serves', async () => {
    const small = createWorkerServer({ ...served, maxBodyBytes: 1_000 });
    await new Promise<void>((resolve) => small.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void small.close());
    const client = new Pool(`http://127.0.0.1:${(small.address() as AddressInfo).port}`, { connections: 1 });
    onTestFinished(() => client.destroy());
    const infer = (body: string) => client.request({ path: '/v2/models/encoder/infer', method: 'POST', body });
    const refused = await infer('x'.repeat(2_000));
    expect(refused.statusCode).toBe(413);
    expect(await refused.body.json()).toEqual({
      error: 'a body may have 1000 bytes, got 2000; send fewer items at a time',
    });
    expect((await infer('x')).statusCode).toBe(400);
    await expect(infer('x'.repeat(3_000_000))).rejects.toThrow();
  });

  it('a compressed body: 415', async () => {
    const answer = await post('/v2/models/encoder/infer', '{}', { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(415);
  });

  it('any bytes, headers and paths are answered with a reason below 500, and the server goes on', async () => {
    const header = fc.oneof(fc.nat(40).map(String), fc.constantFrom('-1', '9'.repeat(30), '1e3', 'NaN', '0x10'));
    const name = fc.constantFrom('x', 'text', 'role', '__proto__', 'constructor');
    const datatype = fc.constantFrom('BYTES', 'FP32', 'INT64', 'BOOL', 'FP16', 'hasOwnProperty');
    const size = fc.oneof(fc.integer({ min: -2, max: 4 }), fc.constantFrom(2 ** 31, 2 ** 53, 1e300, 0.5));
    const tensor = fc.record({
      name,
      datatype,
      shape: fc.oneof(fc.array(size, { maxLength: 3 }), fc.constant(null)),
      data: fc.jsonValue({ maxDepth: 2 }),
      parameters: fc.option(fc.record({ binary_data_size: size }), { nil: undefined }),
    });
    const message = fc.record({
      id: fc.jsonValue({ maxDepth: 0 }),
      inputs: fc.array(tensor, { maxLength: 3 }),
      outputs: fc.option(fc.array(fc.record({ name })), { nil: undefined }),
      parameters: fc.option(fc.dictionary(name, fc.jsonValue({ maxDepth: 1 })), { nil: undefined }),
    });
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
      fc.tuple(message, fc.uint8Array({ maxLength: 20 })).map(([json, raw]) => ({ json, raw: Buffer.from(raw) })),
    );
    const path = fc.constantFrom(
      '/v2/models/encoder/infer',
      '/v2/models/ranker/infer',
      '/v2/models/%E0%A4%A/infer',
      '/v2/models/__proto__',
      '/v2/repository/models/index-jobs/load',
      '/v2/repository/index',
    );
    const client = new Pool(url, { connections: 1 });
    onTestFinished(() => client.destroy());
    await fc.assert(
      fc.asyncProperty(path, body, fc.option(header, { nil: undefined }), async (to, sent, length) => {
        const json = Buffer.isBuffer(sent) ? sent : Buffer.from(JSON.stringify(sent.json));
        const whole = Buffer.isBuffer(sent) ? sent : Buffer.concat([json, sent.raw]);
        const headerLength = Buffer.isBuffer(sent) ? length : (length ?? String(json.length));
        const headers = headerLength === undefined ? {} : { [HEADER_LENGTH]: headerLength };
        const answer = await client.request({ path: to, method: 'POST', headers, body: whole });
        const said = (await answer.body.json()) as { readonly error?: unknown };
        expect(answer.statusCode).toBeLessThan(500);
        if (answer.statusCode !== 200) expect(said.error).toEqual(expect.any(String));
      }),
      { numRuns: 500 },
    );
    expect((await get('/v2/health/live')).status).toBe(200);
  });
});

describe('probes', () => {
  it('pass on a backend that works', async () => {
    await serveEmbed(backend).probe();
    await serveScore(backend, noItems).probe();
  });

  it('fail when a model gives the wrong answer', async () => {
    const same = {
      ...backend,
      packed: null,
      embed: async () => ({ ...(await backend.embed(['x', 'x', 'x'], ['query', 'query', 'query'])) }),
      score: async () => ({ scores: new Float32Array(2), objectives: 1, tokenizeMs: 0, computeMs: 0 }),
    };
    await expect(serveEmbed(same).probe()).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    await expect(serveScore(same, noItems).probe()).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });
});

it('several objectives keep their row', async () => {
  const two = {
    ...backend,
    score: async () => ({ scores: Float32Array.of(0.1, 0.2, 0.3, 0.4), objectives: 2, tokenizeMs: 0, computeMs: 0 }),
  };
  const inputs = { query: strings(['q']), query_of: int32([2], Int32Array.of(0, 0)), text: strings(['a', 'b']) };
  const { outputs } = await serveScore(two, noItems).infer({ parameters: {}, inputs, wantsBinary: true });
  expect(outputs.score?.shape).toEqual([2, 2]);
});
