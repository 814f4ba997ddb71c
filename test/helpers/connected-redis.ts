/** A connection to a running, emptied Redis, closed when the test ends. */
import { expect, onTestFinished, vi } from 'vitest';
import { createLogger, createMetrics } from '../../runtime/telemetry.ts';
import { openRedis, type RedisConnection } from '../../stores/open-redis.ts';
import type { RedisServer } from './redis-server.ts';

/** What is tested here is no matter of time, and the machine may be busy. */
const PATIENT_MS = 5_000;

export async function connectedRedis({ url }: RedisServer): Promise<RedisConnection> {
  const settings = { logger: createLogger('silent'), metrics: createMetrics(), timeLimitMs: PATIENT_MS };
  const connection = openRedis({ url, ...settings });
  onTestFinished(connection.close);
  const flushed = (): Promise<string> => connection.call((redis) => redis.flushall());
  await vi.waitFor(async () => expect(await flushed()).toBe('OK'), { timeout: 5_000, interval: 10 });
  return connection;
}
