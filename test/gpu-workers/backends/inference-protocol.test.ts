/** A server of the protocol is asked for the models that it has, and believed only what can be true; the rest is computed here. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Backend } from '../../../gpu-workers/backends/backend.ts';
import { createFakeBackend } from '../../../gpu-workers/backends/fake.ts';
import { createInferenceProtocolBackend } from '../../../gpu-workers/backends/inference-protocol.ts';
import { serveBackend } from '../../helpers/model-server.ts';

const fake = createFakeBackend(8);

async function over(served: Partial<Backend>, local: Backend = fake): Promise<Backend> {
  const server = await serveBackend({ ...fake, ...served });
  onTestFinished(server.close);
  const backend = await createInferenceProtocolBackend(server.url, local);
  onTestFinished(backend.close);
  return backend;
}

const numbers = (...values: readonly number[]) => Float32Array.from(values);
const NO_TIME = { tokenizeMs: 0, computeMs: 0 };
const PAIRS = ['a', 'b'].map((text) => ({ query: 'nurse', text }));

describe('an answer', () => {
  it.each([
    ['a probability above 1', numbers(0.5, 1.5), /scores of 0 to 1 .*got 1.5/],
    ['a number that is none', numbers(0.5, Number.NaN), /finite numbers/],
    ['fewer scores', numbers(0.5), /\(?as many numbers for each of 2 items.*got 1 numbers/],
  ])('with %s is refused', async (_, scores, message) => {
    const backend = await over({ score: async () => ({ ...NO_TIME, objectives: 1, scores }) });
    await expect(backend.score(PAIRS)).rejects.toThrow(message);
  });

  it('with a reading of another form is refused', async () => {
    const backend = await over({ understand: async () => ({ ...NO_TIME, readings: [{ intents: 'many' } as never] }) });
    await expect(backend.understand(['x'])).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('expected readings as JSON'),
    });
  });
});

describe('a server', () => {
  it('with vectors of another width than the index has is refused at the start', async () => {
    await expect(over({}, createFakeBackend(16))).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringMatching(/expected "embedding" \[-1, 16\] at .*, got \[-1, 8\]/),
    });
    await expect(over({}, createFakeBackend(8, 3))).rejects.toThrow(/expected "items" \[-1, 3, 8\].* got \[-1, 2, 8\]/);
  });

  it('without a packed ranker leaves items to this machine', async () => {
    const local = { ...fake, score: () => Promise.reject(new Error('computed here')) };
    const backend = await over({ packed: null }, local);
    expect(backend.packed?.score).toBe(fake.packed?.score);
    expect((await backend.score(PAIRS)).scores).toEqual((await fake.score(PAIRS)).scores);
  });

  it('without any of our models is refused with their names', async () => {
    const server = createServer((_, response) => response.writeHead(404).end('{"error":"unknown"}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(createInferenceProtocolBackend(url, fake)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: `expected one of the models encoder, item-encoder, ranker, understanding at ${url}, got none of them`,
    });
  });

  it('that is not there is waited for', async () => {
    await expect(createInferenceProtocolBackend('http://127.0.0.1:1', fake)).rejects.toMatchObject({
      code: 'WORKER_UNAVAILABLE',
    });
  });
});
