/** What `tandem doctor` finds of port, exposure, disk and Redis by itself, without a whole examination. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkExposure } from '../../cli/doctor-exposure.ts';
import { findingLines } from '../../cli/doctor-findings.ts';
import { checkPort } from '../../cli/doctor-port.ts';
import { checkRedis } from '../../cli/doctor-redis.ts';
import { checkRoom } from '../../cli/doctor-room.ts';
import { loadConfig } from '../../runtime/config.ts';
import { hasNoRedis, redisServer } from '../helpers/redis-server.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

describe('a port', () => {
  it('that is taken fails, and one that was given back is free', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const place = { HOST: '127.0.0.1', PORT: port };
    expect(await checkPort(place)).toMatchObject({ kind: 'failed', advice: expect.stringMatching(/another PORT/) });
    server.close();
    await once(server, 'close');
    expect(await checkPort(place)).toEqual({ kind: 'ok', what: 'port', found: `127.0.0.1 ${port} is free` });
  });

  it('of an address that is not of this machine fails, with what to set', async () => {
    const finding = await checkPort({ HOST: '192.0.2.1', PORT: 0 });
    expect(finding).toMatchObject({ kind: 'failed', advice: expect.stringMatching(/^set HOST to an address of this/) });
  });
});

describe('who reaches the server', () => {
  it.each([
    [{}, 'ok'],
    [{ HOST: '0.0.0.0' }, 'warn'],
    [{ HOST: '0.0.0.0', TANDEM_PROFILE: 'production' }, 'ok'],
    [{ HOST: '::1' }, 'ok'],
  ])('with %j is %s', async (settings, kind) => {
    expect((await checkExposure(loadConfig(settings))).map((finding) => finding.kind)).toEqual([kind]);
  });

  it('is told to have one secret where a Redis is shared', async () => {
    const REDIS_URL = 'redis://127.0.0.1:1';
    expect(await checkExposure(loadConfig({ REDIS_URL }))).toContainEqual(
      expect.objectContaining({ kind: 'warn', what: 'secret' }),
    );
    expect(await checkExposure(loadConfig({ REDIS_URL, TANDEM_SECRET: 'x'.repeat(16) }))).toHaveLength(1);
  });
});

describe('the disk', () => {
  it('is doubtful when the index does not fit once more', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'segment'), Buffer.alloc(3 * 1024 * 1024, 1));
    const free = (megabytes: number) => async () => megabytes * 1024 * 1024;
    expect(await checkRoom(folder, free(2))).toMatchObject({ kind: 'warn', found: /^2 MB free, 3 MB used/ });
    expect(await checkRoom(folder, free(4))).toMatchObject({ kind: 'ok' });
  });
});

describe.skipIf(hasNoRedis)('a Redis', () => {
  it.each([
    ['allkeys-lru', ['ok', 'warn']],
    ['volatile-lru', ['ok']],
  ])('with the policy %s is %j', async (policy, kinds) => {
    const redis = redisServer('--maxmemory-policy', policy);
    onTestFinished(redis.remove);
    await redis.start();
    const findings = await checkRedis(loadConfig({ REDIS_URL: redis.url }));
    // On a busy machine an answer may also be late.
    expect(findings.filter(({ what }) => what !== 'redis time').map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('the lines', () => {
  it('of a warning have what to do, as those of a failure', () => {
    expect(findingLines([{ kind: 'warn', what: 'disk', found: 'full', advice: 'make room' }])).toEqual([
      'warn    disk  full',
      '              → make room',
      '',
      '0 ok, 0 notes, 1 warnings, 0 failed',
    ]);
  });
});
