/** The client speaks to any server of the protocol: raw bytes where the server says that it reads them, JSON elsewhere, errors by their status. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFakeBackend } from '../../gpu-workers/backends/fake.ts';
import { int64, strings } from '../../gpu-workers/tensors.ts';
import { connectWorker, type WorkerClient } from '../../gpu-workers/worker-client.ts';
import { serveBackend } from '../helpers/model-server.ts';

interface Said {
  readonly status: number;
  readonly body: unknown;
}
interface Asked {
  readonly request: string;
  readonly headers: IncomingHttpHeaders;
}

/** Answers metadata and inference with what it is told; null breaks the connection. */
async function stub(metadata: Said | readonly Said[], inference: Said | null) {
  const asked: Asked[] = [];
  const [...toSay] = [metadata].flat();
  const server = createServer((request, response) => {
    asked.push({ request: `${request.method} ${request.url}`, headers: request.headers });
    request.resume();
    request.on('end', () => {
      const said =
        request.method === 'GET' ? (toSay.splice(0, toSay.length > 1 ? 1 : 0)[0] ?? toSay[0] ?? null) : inference;
      if (said === null) {
        request.socket.destroy();
        return;
      }
      response.writeHead(said.status);
      response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const client = connected(`http://127.0.0.1:${(server.address() as AddressInfo).port}/below/`);
  return { client, asked };
}

function connected(address: string): WorkerClient {
  const client = connectWorker('far', address);
  onTestFinished(client.close);
  return client;
}

const answer = { model_name: 'encoder', outputs: [{ name: 'id', datatype: 'INT64', shape: [1], data: [7] }] };
const batch = { model: 'encoder', inputs: { text: strings(['nurse']) }, parameters: {} };
const soon = () => AbortSignal.timeout(5_000);
const serverSays = (extensions: readonly string[]): Said => ({ status: 200, body: { name: 'x', extensions } });

describe('a request', () => {
  it.each([
    [
      'raw where the server reads raw tensors',
      serverSays(['statistics', 'binary_tensor_data']),
      'application/octet-stream',
    ],
    ['JSON where it does not', serverSays([]), 'application/json'],
    ['JSON where it does not say', { status: 404, body: '' }, 'application/json'],
  ])('is %s, which is asked once', async (_, metadata, type) => {
    const { client, asked } = await stub(metadata, { status: 200, body: answer });
    for (const _twice of [1, 2])
      expect((await client.infer(batch, soon())).outputs.id).toEqual(int64([1], BigInt64Array.of(7n)));
    expect(asked.map(({ request }) => request)).toEqual([
      'GET /below/v2',
      'POST /below/v2/models/encoder/infer',
      'POST /below/v2/models/encoder/infer',
    ]);
    expect(asked.at(-1)?.headers['content-type']).toBe(type);
  });

  it.each([
    ['503', [503, 200], ['application/json', 'application/octet-stream', 'application/octet-stream']],
    ['429', [429, 200], ['application/json', 'application/octet-stream', 'application/octet-stream']],
    ['501', [501, 200], ['application/json', 'application/json', 'application/json']],
    ['404', [404, 200], ['application/json', 'application/json', 'application/json']],
  ])('after metadata was answered %s goes in the form that is known by then', async (_, statuses, types) => {
    const said = statuses.map((status) => (status === 200 ? serverSays(['binary_tensor_data']) : { status, body: '' }));
    const { client, asked } = await stub(said, { status: 200, body: answer });
    for (let time = 0; time < types.length; time++) await client.infer(batch, soon());
    const posts = asked.filter(({ request }) => request.startsWith('POST'));
    expect(posts.map(({ headers }) => headers['content-type'])).toEqual(types);
  });

  it('is answered by our own server over the network', async () => {
    const server = await serveBackend(createFakeBackend(8));
    onTestFinished(server.close);
    const inputs = { text: strings(['nurse']), role: strings(['query']) };
    const { outputs } = await connected(server.url).infer({ ...batch, inputs }, soon());
    expect(outputs.embedding?.shape).toEqual([1, 8]);
  });
});

describe('an error', () => {
  it.each([
    [400, { error: 'shape is wrong' }, 'BAD_USER_INPUT', /worker far answered 400: shape is wrong/],
    [404, { error: 'unknown model' }, 'MODEL_INVALID', /unknown model/],
    [413, '', 'BAD_USER_INPUT', /answered 413/],
    [429, { error: { message: 'slow down' } }, 'OVERLOADED', /slow down/],
    [500, { error: 'segfault in kernel' }, 'INTERNAL', /segfault/],
    [500, { error: { message: 'input is too large' } }, 'BAD_USER_INPUT', /too large/],
    [501, { error: 'not supported' }, 'MODEL_INVALID', /not supported/],
    [503, '<html>queue</html>', 'OVERLOADED', /<html>queue/],
    [404, { error: 'gone', code: 'INDEX_MISSING' }, 'INDEX_MISSING', /gone/],
    [500, { error: 'odd', code: 'toString' }, 'INTERNAL', /odd/],
    [200, { model_name: 'm', outputs: [{}] }, 'MODEL_INVALID', /no inference answer/],
    [200, '{', 'MODEL_INVALID', /no inference answer/],
  ])('%i %j is %s', async (status, body, code, message) => {
    const { client } = await stub(serverSays([]), { status, body });
    await expect(client.infer(batch, soon())).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('of the connection is WORKER_UNAVAILABLE', async () => {
    const { client } = await stub(serverSays([]), null);
    await expect(client.infer(batch, soon())).rejects.toMatchObject({ code: 'WORKER_UNAVAILABLE', details: {} });
  });

  it.each(['http://127.0.0.1:1', 'http://localhost:1', 'unix:/no/such/socket'])(
    'of connecting to %s says that nothing was sent',
    async (address) => {
      await expect(connected(address).infer(batch, soon())).rejects.toMatchObject({
        code: 'WORKER_UNAVAILABLE',
        details: { isUnsent: true },
      });
    },
  );

  it('of the address says what an address is', () => {
    expect(() => connectWorker('far', 'far.example:80')).toThrow(
      'the address of a worker must be unix:/path or a URL such as http://127.0.0.1:8000, got "far.example:80"',
    );
  });
});
