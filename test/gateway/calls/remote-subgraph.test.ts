/** A subgraph behind HTTP: what is sent, what each way of failing becomes, and when it is left alone. */

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { parse } from 'graphql';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { developmentViewer } from '../../../account/viewer.ts';
import { createRequestScope } from '../../../gateway/callers/request-scope.ts';
import { type CallableSubgraph, createDataSource } from '../../../gateway/calls/data-source.ts';
import { CallerGone } from '../../../gateway/calls/patience.ts';
import { createRemoteSubgraphs } from '../../../gateway/remote-subgraphs.ts';
import { systemClock } from '../../../runtime/clock.ts';
import type { Logger } from '../../../runtime/telemetry.ts';
import { type FaultyServer, startFaultyServer } from '../../helpers/faulty-server.ts';
import { noSealedCaller } from '../test-services.ts';

const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const stated = new Headers({ traceparent: TRACE, 'x-tandem-lane': 'batch' });
const scope = createRequestScope('request-1', 2_000, new AbortController().signal, developmentViewer, stated);
const GOOD = { data: { a: 1 } };

type Line = readonly [level: string, message: string, fields: Record<string, unknown>];

function listening() {
  const lines: Line[] = [];
  const at = (level: string) => (fields: Record<string, unknown>, message: string) =>
    lines.push([level, message, fields]);
  const logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } as unknown as Logger;
  return { lines, logger };
}

async function startRemote(logger?: Logger): Promise<{ server: FaultyServer; jobs: CallableSubgraph }> {
  const server = await startFaultyServer(GOOD);
  const { subgraphs, close } = createRemoteSubgraphs({ jobs: server.url }, systemClock, noSealedCaller, logger);
  onTestFinished(close);
  const [jobs] = subgraphs;
  if (jobs === undefined) throw new Error('expected the subgraph that was named');
  return { server, jobs };
}

const ask = (jobs: CallableSubgraph, signal?: AbortSignal) =>
  jobs.call({ query: '{ a }', scope, ...(signal === undefined ? {} : { signal }) });

afterEach(() => {
  vi.useRealTimers();
});

describe('a call over HTTP', () => {
  it('sends operation and variables with request id, time left, lane, trace and nothing about the caller', async () => {
    const { server, jobs } = await startRemote();
    await jobs.call({ query: 'query Q($x: Int) { a(x: $x) }', operationName: 'Q', variables: { x: 1 }, scope });
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = server.requests;
    expect(path).toBe('/graphql');
    expect(JSON.parse(body)).toEqual({
      query: 'query Q($x: Int) { a(x: $x) }',
      operationName: 'Q',
      variables: { x: 1 },
    });
    expect(headers).toMatchObject({ 'x-request-id': 'request-1', 'x-tandem-lane': 'batch', traceparent: TRACE });
    expect(Number(headers['x-tandem-deadline-ms'])).toBeGreaterThan(0);
    expect(Number(headers['x-tandem-deadline-ms'])).toBeLessThanOrEqual(2_000);
    expect(Object.keys(headers).filter((name) => name.includes('scope') || name.includes('auth'))).toEqual([]);
  });

  it('hands data and errors on as they came', async () => {
    const { server, jobs } = await startRemote();
    const answer = { data: { a: null }, errors: [{ message: 'no', path: ['a'], extensions: { code: 'X' } }] };
    server.answer = (response) => response.end(JSON.stringify(answer));
    expect(await ask(jobs)).toEqual(answer);
  });

  it('keeps its connections: ten calls after each other need two at most', async () => {
    const { server, jobs } = await startRemote();
    const ports = new Set<number | undefined>();
    server.answer = (response) => {
      ports.add(response.socket?.remotePort);
      response.end(JSON.stringify(GOOD));
    };
    for (let call = 0; call < 10; call++) await ask(jobs);
    // One is still being freed when the next call looks for one.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('is broken off with the reason of its signal, and the subgraph notices', async () => {
    const { server, jobs } = await startRemote();
    const controller = new AbortController();
    const arrived = new Promise<unknown>((resolve) => {
      server.answer = (response) => {
        resolve(once(response, 'close'));
        controller.abort(new CallerGone('jobs'));
      };
    });
    await expect(ask(jobs, controller.signal)).rejects.toBeInstanceOf(CallerGone);
    await arrived;
  });
});

const FAILURES: readonly (readonly [name: string, answer: FaultyServer['answer'], words: RegExp])[] = [
  ['answers 500', (response) => response.writeHead(500).end('{"data":{"a":1}}'), /status 500/],
  ['answers what is not JSON', (response) => response.end('<html>'), /not JSON/],
  ['answers JSON of another kind', (response) => response.end('[]'), /without data and errors/],
  ['answers more than 16 MB', (response) => response.end(`{"data":"${'x'.repeat(17 << 20)}"}`), /broke off/],
  ['hangs up', (response) => response.destroy(), /could not be reached/],
  [
    'hangs up in the middle',
    (response) => response.writeHead(200, { 'content-length': '100' }).write('{"data"', () => response.destroy()),
    /broke off/,
  ],
];

describe('a subgraph that', () => {
  it.each(FAILURES)('%s is SUBGRAPH_UNAVAILABLE, without its address', async (_name, answer, words) => {
    const { server, jobs } = await startRemote();
    server.answer = answer;
    const error = await Promise.resolve(ask(jobs)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', message: expect.stringMatching(words) });
    expect(String(error)).not.toContain(server.url.slice(7));
  });

  it.each([400, 401, 404, 413, 431])(
    'refuses a request with %i answers others as ever: that is no outage',
    async (status) => {
      const { lines, logger } = listening();
      const { server, jobs } = await startRemote(logger);
      const healthy = server.answer;
      const source = createDataSource(jobs, logger);
      for (let call = 0; call < 12; call++) await ask(jobs);
      server.answer = (response) => response.writeHead(status).end();
      for (let call = 0; call < 8; call++) {
        const { errors } = await source({ query: '{ a }', document: parse('{ a }'), variables: {}, scope });
        expect(errors).toMatchObject([
          { message: expect.stringContaining(String(status)), extensions: { code: 'INTERNAL' } },
        ]);
      }
      expect(lines.map(([level]) => level)).toEqual(Array.from({ length: 8 }, () => 'error'));
      // Each was sent once.
      expect(server.requests).toHaveLength(20);
      server.answer = healthy;
      expect(await ask(jobs)).toEqual(GOOD);
    },
  );

  it('has no time now, as status 429 says, is left alone for a moment', async () => {
    const { server, jobs } = await startRemote();
    server.answer = (response) => response.writeHead(429).end();
    for (let call = 0; call < 5; call++)
      await expect(ask(jobs)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', message: /status 429/ });
    await expect(ask(jobs)).rejects.toThrow(/5 times in a row/);
  });

  it('is not there is SUBGRAPH_UNAVAILABLE', async () => {
    // Port 1 of this machine is nobody's.
    const [jobs] = createRemoteSubgraphs({ jobs: 'http://127.0.0.1:1' }, systemClock, noSealedCaller).subgraphs;
    await expect(jobs && ask(jobs)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
  });
});

describe('the breaker of a subgraph', () => {
  async function startFailing() {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { server, jobs } = await startRemote();
    const healthy = server.answer;
    server.answer = (response) => response.writeHead(500).end();
    for (let failure = 0; failure < 5; failure++) await expect(ask(jobs)).rejects.toThrow(/status 500/);
    return { server, jobs, healthy };
  }

  /** A call that has arrived and is not answered before `answer`. */
  async function startHanging(server: FaultyServer, jobs: CallableSubgraph, signal?: AbortSignal) {
    const arrived = new Promise<ServerResponse>((resolve) => {
      server.answer = resolve;
    });
    const trying = Promise.resolve(ask(jobs, signal));
    trying.catch(() => undefined);
    const response = await arrived;
    return { trying, answer: () => response.end(JSON.stringify(GOOD)) };
  }

  it('is told of in the log when it opens and when it closes, with the calls that failed between, not with each of them', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { lines, logger } = listening();
    const { server, jobs } = await startRemote(logger);
    const healthy = server.answer;
    const source = createDataSource(jobs, logger);
    const process = () => source({ query: '{ a }', document: parse('{ a }'), variables: {}, scope });
    server.answer = (response) => response.writeHead(500).end();
    for (let call = 0; call < 5; call++) await process();
    expect(lines.map(([level]) => level)).toEqual(['error', 'error', 'error', 'error', 'warn', 'error']);
    expect(lines[4]?.[2]).toMatchObject({
      subgraph: 'jobs',
      err: expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE' }),
    });
    lines.length = 0;
    for (let call = 0; call < 20; call++) await process();
    vi.setSystemTime(Date.now() + 1_000);
    await process();
    expect(lines.filter(([level]) => level !== 'debug')).toEqual([]);
    server.answer = healthy;
    vi.setSystemTime(Date.now() + 1_000);
    await process();
    expect(lines.filter(([level]) => level !== 'debug')).toEqual([
      ['info', 'a subgraph answers again', { subgraph: 'jobs', failedCalls: 21 }],
    ]);
  });

  it('opens after five failures in a row: the next call fails without being sent', async () => {
    const { server, jobs, healthy } = await startFailing();
    server.answer = healthy;
    await expect(ask(jobs)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', message: /5 times in a row/ });
    expect(server.requests).toHaveLength(5);
  });

  it('lets one call try after a second, and closes when it is answered', async () => {
    const { server, jobs, healthy } = await startFailing();
    server.answer = healthy;
    vi.setSystemTime(Date.now() + 1_000);
    expect(await ask(jobs)).toEqual(GOOD);
    expect(await ask(jobs)).toEqual(GOOD);
  });

  it('refuses every other call at once while that one hangs', async () => {
    const { server, jobs, healthy } = await startFailing();
    vi.setSystemTime(Date.now() + 1_000);
    const { trying, answer } = await startHanging(server, jobs);
    await expect(ask(jobs)).rejects.toThrow(/5 times in a row/);
    expect(server.requests).toHaveLength(6);
    server.answer = healthy;
    answer();
    expect(await trying).toEqual(GOOD);
    expect(await ask(jobs)).toEqual(GOOD);
  });

  it('stays open when the client of that call goes away, and another one tries after a second', async () => {
    const { server, jobs, healthy } = await startFailing();
    vi.setSystemTime(Date.now() + 1_000);
    const controller = new AbortController();
    const { trying } = await startHanging(server, jobs, controller.signal);
    controller.abort(new CallerGone('jobs'));
    await expect(trying).rejects.toBeInstanceOf(CallerGone);
    server.answer = healthy;
    await expect(ask(jobs)).rejects.toThrow(/5 times in a row/);
    vi.setSystemTime(Date.now() + 1_000);
    expect(await ask(jobs)).toEqual(GOOD);
  });

  it('opens again when that call fails too', async () => {
    const { server, jobs } = await startFailing();
    vi.setSystemTime(Date.now() + 1_000);
    await expect(ask(jobs)).rejects.toThrow(/status 500/);
    await expect(ask(jobs)).rejects.toThrow(/5 times in a row/);
    expect(server.requests).toHaveLength(6);
  });

  it('is not opened by clients that go away, nor by failures with an answer between them', async () => {
    const { server, jobs } = await startRemote();
    const healthy = server.answer;
    for (let call = 0; call < 6; call++)
      await expect(ask(jobs, AbortSignal.abort(new CallerGone('jobs')))).rejects.toBeInstanceOf(CallerGone);
    for (let failure = 0; failure < 8; failure++) {
      server.answer = failure === 4 ? healthy : (response) => response.writeHead(500).end();
      await Promise.resolve(ask(jobs)).catch(() => undefined);
    }
    expect(server.requests).toHaveLength(8);
  });
});

describe('a call that fails once', () => {
  const askTimes = async (jobs: CallableSubgraph, times: number): Promise<void> => {
    for (let time = 0; time < times; time++) await ask(jobs);
  };
  /** The next answer breaks off, those behind it are good. */
  const failOnce = (server: FaultyServer): void => {
    server.answer = (response) => {
      server.answer = (next) => next.end(JSON.stringify(GOOD));
      response.destroy();
    };
  };

  it('is made again where enough others were answered, and only then', async () => {
    const { server, jobs } = await startRemote();
    failOnce(server);
    await expect(ask(jobs)).rejects.toThrow('broke off');
    await askTimes(jobs, 10);
    failOnce(server);
    expect(await ask(jobs)).toEqual(GOOD);
    failOnce(server);
    await expect(ask(jobs)).rejects.toThrow('broke off');
  });

  it('is not made again when it changes something', async () => {
    const { server, jobs } = await startRemote();
    await askTimes(jobs, 10);
    failOnce(server);
    await expect(jobs.call({ query: 'mutation { a }', scope })).rejects.toThrow('broke off');
    expect(server.requests).toHaveLength(11);
  });
});
