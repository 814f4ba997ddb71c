/** The HTTP server around the routes: stopping lets running requests end, leaving clients abort their work. */

import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { textAnswer } from '../../../gateway/http/http.ts';
import { createHttpServer, type HttpServer } from '../../../gateway/http/http-server.ts';
import { createTestServices } from '../test-services.ts';

const { services, lines } = createTestServices();
let server: HttpServer;

/** A server whose requests wait until they are let go; `signals` are theirs. */
async function startWaiting() {
  const waiting: (() => void)[] = [];
  const signals: AbortSignal[] = [];
  const arrived = signalled();
  server = createHttpServer(async ({ signal }) => {
    signals.push(signal);
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      arrived.fire();
    });
    return textAnswer(200, 'done');
  }, services.logger);
  const { url } = await server.listen(0, '127.0.0.1');
  return { url, waiting, signals, arrived: arrived.promise };
}

function signalled() {
  let fire = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { promise, fire: () => fire() };
}

afterEach(() => server.stop(0));

describe('stopping', () => {
  it('lets a running request end and takes no new one', async () => {
    const { url, waiting, arrived } = await startWaiting();
    const running = fetch(url);
    await arrived;
    const stopped = server.stop(10_000);
    expect(server.isStopping()).toBe(true);
    await setImmediate();
    await expect(fetch(url)).rejects.toThrow();
    waiting[0]?.();
    expect(await (await running).text()).toBe('done');
    await stopped;
  });

  it('answers who is sending just then over a connection that was open, and closes it behind the answer', async () => {
    server = createHttpServer(async () => textAnswer(200, 'done'), services.logger);
    const { url } = await server.listen(0, '127.0.0.1');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = async (): Promise<IncomingMessage> => {
      const [response] = (await once(request(url, { agent }).end(), 'response')) as [IncomingMessage];
      await once(response.resume(), 'end');
      return response;
    };
    await ask();
    const stopped = server.stop(10_000);
    expect((await ask()).headers.connection).toBe('close');
    await stopped;
    agent.destroy();
  });

  it('closes what is left after the time of grace', async () => {
    const { url, arrived } = await startWaiting();
    const running = fetch(url).then(
      () => 'answered',
      () => 'closed',
    );
    await arrived;
    await server.stop(1);
    expect(await running).toBe('closed');
  });

  it('does not wait for connections that nobody uses', async () => {
    const { url, waiting, arrived } = await startWaiting();
    const agent = new Agent({ keepAlive: true });
    const answered = new Promise((resolve) => {
      request(url, { agent }, (response) => response.resume().once('end', resolve)).end();
    });
    await arrived;
    waiting[0]?.();
    await answered;
    await server.stop(60_000);
    agent.destroy();
  });
});

describe('a client that goes away', () => {
  it('aborts the work that was done for it', async () => {
    const { url, signals, waiting, arrived } = await startWaiting();
    const call = request(url);
    call.once('error', () => undefined);
    call.end();
    await arrived;
    const aborted = new Promise<void>((resolve) => signals[0]?.addEventListener('abort', () => resolve()));
    call.destroy();
    await aborted;
    waiting[0]?.();
    expect(signals[0]?.aborted).toBe(true);
  });

  it('is no defect for the log when its work ends because of that', async () => {
    lines.length = 0;
    const arrived = signalled();
    const ended = signalled();
    server = createHttpServer(async ({ signal }) => {
      arrived.fire();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      ended.fire();
      throw signal.reason;
    }, services.logger);
    const { url } = await server.listen(0, '127.0.0.1');
    const call = request(url);
    call.once('error', () => undefined);
    call.end();
    await arrived.promise;
    call.destroy();
    await ended.promise;
    await setImmediate();
    expect(lines).toEqual([]);
  });
});

describe('a request target that is no path', () => {
  it('is 400, not a defect', async () => {
    lines.length = 0;
    server = createHttpServer(async () => textAnswer(200, 'done'), services.logger);
    const { url } = await server.listen(0, '127.0.0.1');
    const call = request(url, { path: '//' }).end();
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(400);
    expect(await json(response)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(lines).toEqual([]);
  });
});

describe('a port that is taken', () => {
  it('is named, with what to do', async () => {
    server = createHttpServer(async () => textAnswer(200, 'done'), services.logger);
    const { url } = await server.listen(0, '127.0.0.1');
    const { port } = new URL(url);
    const second = createHttpServer(async () => textAnswer(200, 'done'), services.logger);
    await expect(second.listen(Number(port), '127.0.0.1')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `port ${port} is taken; stop the other program or choose another with --port or PORT`,
    });
  });
});

describe('an unexpected error', () => {
  it('is 500 with the request id, masked, and whole in the log', async () => {
    lines.length = 0;
    server = createHttpServer(() => Promise.reject(new Error('secret')), services.logger);
    const { url } = await server.listen(0, '127.0.0.1');
    const response = await fetch(url, { headers: { 'x-request-id': 'r1' } });
    expect([response.status, response.headers.get('x-request-id')]).toEqual([500, 'r1']);
    const { errors } = await response.json();
    expect(errors[0].extensions).toEqual({ code: 'INTERNAL', requestId: 'r1' });
    expect(JSON.stringify(errors)).not.toContain('secret');
    expect(lines[0]?.[0]).toMatchObject({ requestId: 'r1', err: { message: 'secret' } });
  });
});
