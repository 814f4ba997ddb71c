/** Bodies that come slowly: a feed may, as long as something comes; another request is cut off. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ingestRoutes } from '../../../gateway/feeds/ingest-route.ts';
import { answerRoute } from '../../../gateway/http/answer-route.ts';
import { createHttpServer } from '../../../gateway/http/http-server.ts';
import { limitBodyTime } from '../../../gateway/http/slow-bodies.ts';
import { manualClock } from '../../helpers/manual-clock.ts';
import { createTestServices } from '../test-services.ts';

const WRITER = { id: 'k', tenant: 'acme', scopes: ['jobs:write'] };

/** A server that answers the feed that it read, and a client that has sent its first piece. */
async function startFeed(feedIdleSeconds: number) {
  const clock = manualClock();
  const pieces: string[] = [];
  const take = async ({ body }: { readonly body: AsyncIterable<Buffer> }): Promise<string> => {
    for await (const piece of body) pieces.push(String(piece));
    return pieces.join('');
  };
  const routes = ingestRoutes(async () => WRITER, take, { times: { feedIdleSeconds, feedSeconds: 100 }, clock });
  const server = createHttpServer((asked) => answerRoute(routes, asked), createTestServices().services.logger);
  onTestFinished(() => server.stop(0));
  const { url } = await server.listen(0, '127.0.0.1');
  const client = request(`${url}/ingest/jobs`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' } });
  client.on('error', () => undefined);
  const answered = once(client, 'response').then(async ([response]: IncomingMessage[]) => ({
    status: response?.statusCode,
    body: response && (await text(response)),
  }));
  client.write('one');
  await vi.waitFor(() => expect(pieces).toEqual(['one']));
  return { client, clock, pieces, answered };
}

test('a feed that comes piece by piece is read to its end, whatever time it takes within its own limit', async () => {
  const { client, clock, pieces, answered } = await startFeed(30);
  clock.advance(90_000);
  client.write('two');
  await vi.waitFor(() => expect(pieces).toHaveLength(2));
  client.end('three');
  expect(await answered).toEqual({ status: 202, body: '{"taskId":"onetwothree"}' });
});

test('a feed that takes longer than its limit is 408', async () => {
  const { client, clock, answered } = await startFeed(30);
  clock.advance(100_000);
  client.write('two');
  const { status, body } = await answered;
  expect([status, body]).toEqual([408, expect.stringContaining('a feed may take 100 s')]);
});

test('a feed of which nothing more comes is 408', async () => {
  const { answered } = await startFeed(0.01);
  const { status, body } = await answered;
  expect([status, body]).toEqual([408, expect.stringContaining('nothing of the feed came for 0.01 s')]);
});

/** Sends a part of a body to a server that gives bodies 10 ms; answers the first line that comes back, or none. */
async function sendPart(answer: (message: IncomingMessage) => string | null): Promise<string> {
  const server = createServer({ requestTimeout: 0 }, (message, response) => {
    limitBodyTime(message, response, 10);
    const answered = answer(message);
    if (answered !== null) response.end(answered);
  });
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = request({ port, host: '127.0.0.1', method: 'POST', headers: { 'content-length': '10' } });
  client.on('error', () => undefined);
  let told = 'nothing';
  client.on('response', (response) => {
    told = String(response.statusCode);
    response.resume();
  });
  client.write('part');
  await once(client, 'close');
  return told;
}

test('another request whose body does not come is cut off with 408, and one that was answered already is cut off too', async () => {
  expect(await sendPart(() => null)).toBe('408');
  expect(await sendPart(() => 'early')).toBe('200');
});
