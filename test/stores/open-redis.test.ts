/** Redis is used when it is there; away, frozen or refusing it costs a call 25 ms at most, and soon nothing. */
import { inspect } from 'node:util';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createLogger, createMetrics, type Metrics } from '../../runtime/telemetry.ts';
import { openRedis, type RedisConnection } from '../../stores/open-redis.ts';
import { hasNoRedis, type RedisServer, redisServer } from '../helpers/redis-server.ts';
import { startTcpProxy } from '../helpers/tcp-proxy.ts';

interface Opened extends RedisConnection {
  readonly metrics: Metrics;
  readonly lines: readonly string[];
}

function open(url: string, changes: { readonly level?: string; readonly timeLimitMs?: number } = {}): Opened {
  const metrics = createMetrics();
  const lines: string[] = [];
  const logger = createLogger(changes.level ?? 'warn', { write: (line) => void lines.push(line) });
  const connection = { ...openRedis({ url, logger, metrics, ...changes }), metrics, lines };
  onTestFinished(connection.close);
  return connection;
}

const ping = ({ call }: RedisConnection): Promise<string> => call((redis) => redis.ping());
const answers = (connection: RedisConnection): Promise<void> =>
  vi.waitFor(async () => expect(await ping(connection)).toBe('PONG'), { timeout: 5_000, interval: 10 });
const AWAY = { code: 'STORE_UNAVAILABLE' };

async function count({ metrics }: Opened, outcome: string): Promise<number> {
  const { values } = await metrics.redisCalls.get();
  return values.find(({ labels }) => labels.outcome === outcome)?.value ?? Number.NaN;
}

/** Until the log says that Redis is away; calls are not even sent then. */
async function untilAway(connection: Opened): Promise<void> {
  await vi.waitFor(
    async () => {
      await expect(ping(connection)).rejects.toMatchObject(AWAY);
      expect(connection.lines.join('')).toContain('is away');
    },
    { timeout: 5_000, interval: 10 },
  );
  await expect(ping(connection)).rejects.toThrow('is away and was not asked');
}

function stayBusy(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}

describe.skipIf(hasNoRedis)('Redis', () => {
  let server: RedisServer;
  const started = async (...options: readonly string[]): Promise<RedisServer> => {
    server = redisServer(...options);
    await server.start();
    return server;
  };
  afterEach(() => server.remove());

  test('that is away at the start is used when it comes', async () => {
    server = redisServer();
    const connection = open(server.url);
    await untilAway(connection);
    await server.start();
    await answers(connection);
    expect(connection.lines.map((line) => JSON.parse(line).msg)).toEqual([
      expect.stringMatching(/^Redis at \/.* is away \(connect ENOENT .*\)/),
      expect.stringMatching(/^Redis at \/.* is back$/),
    ]);
  });

  test('that takes no writes is left once, however many it refuses at a time, and each time anew', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    const connection = open((await started()).url, { timeLimitMs: 5_000 });
    await answers(connection);
    await connection.call((redis) => redis.replicaof('127.0.0.1', 1));
    for (let round = 0; round < 2; round += 1) {
      const id = await connection.call((redis) => redis.client('ID'));
      const writes = Array.from({ length: 30 }, () => connection.call((redis) => redis.set('key', 'value')));
      expect(new Set((await Promise.allSettled(writes)).map(({ status }) => status))).toEqual(new Set(['rejected']));
      await vi.waitFor(async () => expect(await connection.call((redis) => redis.client('ID'))).toBeGreaterThan(id), {
        timeout: 5_000,
        interval: 10,
      });
    }
    expect(warnings).toEqual([]);
  });

  test('is not away while the first connection is being made', async () => {
    const connection = open((await started()).url, { timeLimitMs: 5_000 });
    for (let round = 0; round < 5; round += 1) await expect(ping(connection)).rejects.toMatchObject(AWAY);
    await answers(connection);
    expect(connection.lines).toEqual([]);
  });

  test('that is killed in mid-run is used again when it is back', async () => {
    const connection = open((await started()).url);
    await answers(connection);
    await server.kill();
    await untilAway(connection);
    await server.start();
    await answers(connection);
    expect(connection.lines.map((line) => JSON.parse(line).msg)).toEqual([
      expect.stringMatching(/ is away \((the connection was closed|connect ENOENT .*)\)/),
      expect.stringMatching(/ is back$/),
    ]);
  });

  test('that is frozen costs three calls their time limit, then none, until it is thawed', async () => {
    const connection = open((await started()).url);
    await answers(connection);
    const [lateBefore, skippedBefore] = [await count(connection, 'late'), await count(connection, 'skipped')];
    server.freeze();
    for (let round = 0; round < 3; round += 1) {
      await expect(ping(connection)).rejects.toThrow('no answer within 25 ms');
    }
    await expect(ping(connection)).rejects.toThrow('is away and was not asked');
    expect(await count(connection, 'skipped')).toBe(skippedBefore + 1);
    expect(await count(connection, 'late')).toBe(lateBefore + 3);
    server.thaw();
    await answers(connection);
    expect(connection.lines).toHaveLength(2);
  });

  test('whose line loses what is sent is used again over a new one', async () => {
    const proxy = await startTcpProxy((await started()).socket);
    onTestFinished(proxy.close);
    // The line runs through this process, which may be busy.
    const connection = open(`redis://127.0.0.1:${proxy.port}`, { timeLimitMs: 250 });
    await answers(connection);
    proxy.isSilent = true;
    await untilAway(connection);
    proxy.isSilent = false;
    await answers(connection);
    expect(connection.lines).toHaveLength(2);
  });

  test('that stays frozen longer than a connection lives is used again too', async () => {
    const connection = open((await started()).url);
    await answers(connection);
    server.freeze();
    await untilAway(connection);
    // A probe finds no connection: the silent one was given up, and no new one is ready.
    const lostBefore = await count(connection, 'lost');
    await vi.waitFor(async () => expect(await count(connection, 'lost')).toBeGreaterThan(lostBefore + 1), {
      timeout: 8_000,
    });
    server.thaw();
    await answers(connection);
    expect(connection.lines).toHaveLength(2);
  });

  test('has not answered late when the answer came while this process was busy', async () => {
    const connection = open((await started()).url);
    await answers(connection);
    for (let round = 0; round < 5; round += 1) {
      const answer = ping(connection);
      await new Promise(setImmediate);
      stayBusy(60);
      expect(await answer).toBe('PONG');
    }
  });

  test('that refuses a command counts as there, and is told once', async () => {
    const connection = open((await started('--maxmemory', '1')).url, { timeLimitMs: 5_000 });
    await answers(connection);
    for (let round = 0; round < 5; round += 1) {
      await expect(connection.call((redis) => redis.set('a', 'b'))).rejects.toMatchObject(AWAY);
    }
    expect(await ping(connection)).toBe('PONG');
    expect(await count(connection, 'refused')).toBe(5);
    expect(connection.lines.map((line) => JSON.parse(line).msg)).toEqual([expect.stringContaining('OOM')]);
  });

  test('never sees its password in a log line or an error', async () => {
    await started('--requirepass', 'right-word');
    const connection = open(`${server.url}?password=wrong-word`, { level: 'trace' });
    await untilAway(connection);
    const error = await ping(connection).catch((caught: unknown) => caught);
    expect(connection.lines.join('')).toContain('WRONGPASS');
    expect(connection.lines.join('') + inspect(error, { depth: 9 })).not.toContain('wrong-word');
  });

  test('takes the right password', async () => {
    await started('--requirepass', 'right-word');
    await answers(open(`${server.url}?password=right-word`));
  });

  test('is left only when running calls have ended', async () => {
    const connection = open((await started()).url);
    await answers(connection);
    server.freeze();
    const ended: string[] = [];
    const running = ping(connection).catch((error: Error) => ended.push(error.message));
    await connection.close();
    expect(ended).toEqual([expect.stringContaining('no answer within 25 ms')]);
    await running;
    await expect(ping(connection)).rejects.toMatchObject(AWAY);
  });
});
