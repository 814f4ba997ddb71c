/** Who goes away makes room for who comes right behind, over real connections: neither its points nor its place are missed. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Admission } from '../../../gateway/admission/admission.ts';
import { charge } from '../../../gateway/gate/charge.ts';
import { type Answer, type GatewayRequest, textAnswer } from '../../../gateway/http/http.ts';
import { createHttpServer, type HttpServer } from '../../../gateway/http/http-server.ts';
import { createMetrics } from '../../../runtime/telemetry.ts';
import { createMemoryBudgets } from '../../../stores/budgets-memory.ts';
import { manualClock } from '../../helpers/manual-clock.ts';
import { createTestServices } from '../test-services.ts';

let server: HttpServer;
let port: string;
/** Takes what a request needs, until its client has gone. */
let take: (signal: AbortSignal) => Promise<unknown>;
let arrived: () => void;

beforeEach(async () => {
  server = createHttpServer(answer, createTestServices().services.logger);
  ({ port } = new URL((await server.listen(0, '127.0.0.1')).url));
});
afterEach(() => server.stop(0));

/** Who asks for /held keeps what it took. */
async function answer({ url, signal }: GatewayRequest): Promise<Answer> {
  const taking = take(signal);
  if (url.pathname === '/held') arrived();
  await taking;
  if (url.pathname === '/held') await once(signal, 'abort');
  return textAnswer(200, 'done');
}

/** `leaving` clients go in one moment, in which another asks; resolves with the answer to it. */
async function askBehind(leaving: number): Promise<string> {
  const others = await Promise.all(Array.from({ length: leaving }, open));
  const next = await open();
  for (const other of others) {
    const held = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    send(other, '/held');
    await held;
  }
  for (const other of others) other.resetAndDestroy();
  send(next, '/next');
  return text(next);
}

async function open(): Promise<Socket> {
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

function send(socket: Socket, path: string): void {
  socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
}

describe('a request that comes right behind clients that go away', () => {
  it('is not refused for the points that they held', async () => {
    const points = { perSecond: 1, capacity: 10 };
    const payer = { id: 'a', isKnown: true, requests: { perSecond: 100, capacity: 1_000 }, points };
    const budgets = createMemoryBudgets(manualClock());
    take = async (signal) => {
      const { settle } = await charge(payer, points.capacity / 2, budgets);
      signal.addEventListener('abort', () => void settle(0));
    };
    expect(await askBehind(2)).toContain('200 OK');
  });

  it('is not refused for the places that they held and waited for', async () => {
    const admission = new Admission({ clock: manualClock(), metrics: createMetrics(), maximum: 2 });
    take = async (signal) => {
      const place = await admission.enter('interactive', signal);
      signal.addEventListener('abort', () => place.end('ignored'));
    };
    expect(await askBehind(3)).toContain('200 OK');
  });
});
