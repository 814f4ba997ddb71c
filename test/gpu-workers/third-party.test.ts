/** Our worker server answers as Triton does, request by request: same status, same form of error, same tensors. */
import { afterAll, describe, expect, it } from 'vitest';
import { createOnnxBackend } from '../../gpu-workers/backends/onnx.ts';
import { decodeInferResponse, encodeInferRequest, HEADER_LENGTH } from '../../gpu-workers/protocol.ts';
import { strings } from '../../gpu-workers/tensors.ts';
import { connectWorker } from '../../gpu-workers/worker-client.ts';
import { serveBackend } from '../helpers/model-server.ts';
import { startThirdParty, THIRD_PARTIES } from '../helpers/third-party-server.ts';

const [triton = null, mlserver = null] = await Promise.all(THIRD_PARTIES.map(startThirdParty));
const ours = await serveBackend(createOnnxBackend({ threads: 2 }));
afterAll(() => Promise.all([ours, triton, mlserver].map((server) => server?.close())));

const text = { name: 'text', datatype: 'BYTES', shape: [1], data: ['nurse'] };
const role = { name: 'role', datatype: 'BYTES', shape: [1], data: ['query'] };
const fits = { id: '7', inputs: [text, role] };
type Request = readonly [what: string, path: string, body: object | string | null, headers: Record<string, string>];
const infer = '/v2/models/encoder/infer';
const REQUESTS: readonly Request[] = (
  [
    ['a request that fits', infer, fits],
    ['a request with its version', '/v2/models/encoder/versions/1/infer', fits],
    ['outputs one by one', infer, { ...fits, outputs: [{ name: 'embedding', parameters: { binary_data: true } }] }],
    ['a missing input', infer, { inputs: [text] }],
    ['an unknown input', infer, { inputs: [text, role, { ...text, name: 'more' }] }],
    ['another datatype', infer, { inputs: [{ ...text, datatype: 'FP32', data: [1] }, role] }],
    ['a datatype that is none', infer, { inputs: [{ ...text, datatype: 'FLOAT' }, role] }],
    ['a shape of other length', infer, { inputs: [{ ...text, shape: [1, 1] }, role] }],
    ['fewer elements than the shape', infer, { inputs: [{ ...text, shape: [2] }, role] }],
    ['an unknown output', infer, { ...fits, outputs: [{ name: 'vector' }] }],
    ['a header length beyond the body', infer, '{}', { [HEADER_LENGTH]: '99' }],
    ['a header length that is none', infer, '{}', { [HEADER_LENGTH]: 'x' }],
    ['readiness', '/v2/health/ready', null],
    ['liveness', '/v2/health/live', null],
    ['metadata', '/v2', null],
    ['a model', '/v2/models/encoder', null],
    ['a model that is ready', '/v2/models/encoder/ready', null],
    ['a GET of inference', infer, null],
  ] as readonly (readonly [string, string, object | string | null, Record<string, string>?])[]
).map(([what, path, body, headers = {}]) => [what, path, body, headers]);
/** Triton takes these for faults of its own. */
const BLAMED_ON_TRITON: readonly Request[] = [
  ['no JSON', infer, '{', {}],
  ['a negative size', infer, { inputs: [{ ...text, shape: [-1] }, role] }, {}],
];

async function ask(url: string, [, path, body, headers]: Request) {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(url + path, body === null ? {} : { method: 'POST', headers, body: sent });
  const said = await answer.text();
  return { status: answer.status, said, isBinary: answer.headers.get(HEADER_LENGTH) !== null };
}

describe.runIf(triton)('Triton and we answer', () => {
  it.each(REQUESTS)('%s with the same status', async (...request) => {
    const [own, theirs] = await Promise.all([ask(ours.url, request), ask(triton?.url ?? '', request)]);
    expect(own).toMatchObject({ status: theirs.status, isBinary: theirs.isBinary });
    if (theirs.status >= 400 && theirs.said !== '') {
      expect(JSON.parse(theirs.said)).toEqual({ error: expect.any(String) });
      expect(JSON.parse(own.said)).toMatchObject({ error: expect.any(String) });
    }
  });

  it.each(BLAMED_ON_TRITON)('%s with 500 there and 400 here, because the caller can mend it', async (...request) => {
    const [own, theirs] = await Promise.all([ask(ours.url, request), ask(triton?.url ?? '', request)]);
    expect([own.status, theirs.status]).toEqual([400, 500]);
  });

  it('raw tensors with raw tensors of the same numbers', async () => {
    const inputs = { text: strings(['nurse', 'Ünïcode 👩‍⚕️', '']), role: strings(['query', 'query', 'document']) };
    const { headers, body } = encodeInferRequest({ id: 'raw', inputs, parameters: {} });
    const vectors = await Promise.all(
      [ours.url, triton?.url].map(async (url) => {
        const answer = await fetch(url + infer, { method: 'POST', headers, body: new Uint8Array(body) });
        const headerLength = answer.headers.get(HEADER_LENGTH) ?? undefined;
        expect(headerLength).toBeDefined();
        const read = decodeInferResponse(headerLength, Buffer.from(await answer.arrayBuffer()));
        expect(read).toMatchObject({ id: 'raw', modelName: 'encoder' });
        expect(read.outputs.embedding?.shape).toEqual([3, 384]);
        return read.outputs.embedding?.data as Float32Array;
      }),
    );
    const [own, theirs] = vectors;
    expect(own?.every((value, at) => Math.abs(value - (theirs?.[at] ?? Number.NaN)) < 1e-3)).toBe(true);
  });
});

describe.each([
  ['Triton', triton],
  ['MLServer', mlserver],
])('%s', (_, server) => {
  it.runIf(server)('tells our client what is wrong', async () => {
    const client = connectWorker('theirs', server?.url ?? '');
    const soon = AbortSignal.timeout(10_000);
    const inputs = { text: strings(['nurse']) };
    await expect(client.infer({ model: 'oracle', inputs, parameters: {} }, soon)).rejects.toMatchObject({
      code: expect.stringMatching(/^(BAD_USER_INPUT|MODEL_INVALID)$/),
      message: expect.stringMatching(/answered 4\d\d: .*oracle/),
    });
    client.close();
  });
});
