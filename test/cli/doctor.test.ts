/** What `tandem doctor` prints, and that its status is 1 when something that is configured does not work. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { registerDoctor } from '../../cli/doctor.ts';
import { checkDevices } from '../../cli/doctor-devices.ts';
import { failedBy, findingOf, ok } from '../../cli/doctor-findings.ts';
import { checkNode } from '../../cli/doctor-program.ts';
import { shownValue } from '../../cli/shown-setting.ts';
import { loadConfig } from '../../runtime/config.ts';
import type { Device } from '../../runtime/devices.ts';
import { TandemError } from '../../runtime/errors.ts';
import { segmentFolder } from '../../stores/segment-format.ts';
import { startFaultyServer } from '../helpers/faulty-server.ts';
import { hasNoRedis, redisServer } from '../helpers/redis-server.ts';
import { runCommand } from '../helpers/run-command.ts';
import { sampleJob } from '../helpers/sample-documents.ts';
import { publishSample } from '../helpers/sample-segment.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** What it prints about a new data directory, unless told. Port 1 is nobody's. */
async function doctor(
  settings: Readonly<Record<string, string>> = {},
  dataDir = temporaryFolder(),
  port = '1',
): Promise<readonly string[]> {
  const before = { ...process.env };
  Object.assign(process.env, settings);
  onTestFinished(() => {
    process.env = before;
  });
  return runCommand(registerDoctor, ['doctor', '--data-dir', dataDir, '--port', port]);
}

/** Each device is tried once: it takes a process. */
vi.mock('../../gpu-workers/examine-device.ts', async (importOriginal) => {
  const { examineDevice } = await importOriginal<typeof import('../../gpu-workers/examine-device.ts')>();
  const tried = new Map<string, Promise<void>>();
  return {
    examineDevice: (device: Device) => {
      const known = tried.get(device) ?? examineDevice(device);
      tried.set(device, known);
      return known;
    },
  };
});

afterEach(() => {
  process.exitCode = undefined;
  vi.unstubAllEnvs();
});

describe('a fresh copy', () => {
  it('has nothing that fails, and tells each part', async () => {
    const lines = await doctor();
    expect(process.exitCode).toBeUndefined();
    expect(lines.at(-1)).toMatch(/^\d+ ok, \d+ notes, 0 warnings, 0 failed$/);
    for (const row of [
      /^ok .* node +\d+/,
      /^ok .* packages .*graphql 16/,
      /^ok .* model ranker +\S+, [\d,]+ bytes, checksum as recorded/,
      /^ok .* onnx runtime +cpu/,
      /^ok .* device cpu +a session opens, as configured$/,
      /^(ok|note) .* device webgpu +(a session opens$|expected a session )/,
      /^note .* index jobs +none published/,
      /^note .* subgraph account +in the process of the server/,
      /^note .* server +none runs at http:\/\/127.0.0.1:1$/,
      /^(ok|failed) .* port +.*127.0.0.1 1/,
      /^ok .* profile +development on 127.0.0.1$/,
      /^note .* workers .*ebr 1, slm 1/,
    ])
      expect(lines).toContainEqual(expect.stringMatching(row));
  });
});

describe('settings', () => {
  it('are told where they are not the default, secrets without their value', async () => {
    const lines = await doctor({ TANDEM_SECRET: 'very secret indeed', TANDEM_DEADLINE_MS: '1234' });
    expect(lines).toContainEqual(expect.stringMatching(/^note .* TANDEM_DEADLINE_MS +1234$/));
    expect(lines).toContainEqual(expect.stringMatching(/^note .* TANDEM_SECRET +set, not shown$/));
    expect(lines.join('\n')).not.toMatch(/very secret|TANDEM_RANKER/);
  });

  it.each([
    ['redis://:hidden@hidden@127.0.0.1:1', '127.0.0.1:1'],
    ['redis://127.0.0.1:1/0?password=hidden', '127.0.0.1:1'],
    ['unix:///nowhere/redis.sock?password=hidden', '/nowhere/redis.sock'],
  ])('show of %s only %s', async (url, address) => {
    const lines = await doctor({ REDIS_URL: url });
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^note .* REDIS_URL +${address}$`)));
    expect(lines.join('\n')).not.toMatch(/hidden/);
  });

  it('of a backend hide its key alone', async () => {
    const lines = await doctor({ TANDEM_BACKEND_KEY: 'very secret', TANDEM_BACKEND_ITEM_TOKEN: '17' });
    expect(lines).toContainEqual(expect.stringMatching(/ TANDEM_BACKEND_KEY +set, not shown$/));
    expect(lines).toContainEqual(expect.stringMatching(/ TANDEM_BACKEND_ITEM_TOKEN +17$/));
  });

  it('that are refused are the one row', async () => {
    const lines = await doctor({ TANDEM_SUBGRAPHS: 'jobs=here' });
    expect(process.exitCode).toBe(1);
    expect(lines[0]).toMatch(/^failed +settings +TANDEM_SUBGRAPHS: expected an http address for jobs/);
    expect(lines.at(-1)).toBe('0 ok, 0 notes, 0 warnings, 1 failed');
  });

  it('never show what one logs in with', () => {
    expect(shownValue('http://me:wo@rd@host:1')).toBe('http://***@host:1');
    expect(shownValue('http://host/v1?key=word')).toBe('http://host/v1?***');
    expect(shownValue({ urls: ['http://:word@a', 'http://b'] })).toBe('urls=http://***@a, http://b');
    expect(shownValue({ jobs: 'http://a', people: 'http://b' })).toBe('jobs=http://a, people=http://b');
  });
});

describe('devices', () => {
  const missing = (device: string): Promise<void> =>
    Promise.reject(new TandemError('DEVICE_UNAVAILABLE', `expected a session on ${device}, got: none; buy one`));

  it('that are missing are notes, but for the configured one', async () => {
    const examine = (device: string): Promise<void> => (device === 'webgpu' ? Promise.resolve() : missing(device));
    expect(await checkDevices(loadConfig({ TANDEM_DEVICE: 'cuda' }), examine)).toEqual([
      { kind: 'note', what: 'device cpu', found: 'expected a session on cpu, got: none' },
      { kind: 'ok', what: 'device webgpu', found: 'a session opens' },
      { kind: 'failed', what: 'device cuda', found: 'expected a session on cuda, got: none', advice: 'buy one' },
    ]);
  });
});

describe('an index', () => {
  it('is told with version, size and encoder', async () => {
    const dataDir = temporaryFolder();
    const { version } = await publishSample(dataDir, [sampleJob({ id: 'j1' }), sampleJob({ id: 'j2' })]);
    const row = new RegExp(`^ok .* index jobs +${version}, 2 documents, encoder e1`);
    expect(await doctor({}, dataDir)).toContainEqual(expect.stringMatching(row));
  });

  it('with a changed file fails, with what to do', async () => {
    const dataDir = temporaryFolder();
    const { version } = await publishSample(dataDir, [sampleJob({ id: 'j1' })]);
    appendFileSync(join(segmentFolder(dataDir, 'jobs', version), 'vectors.f16'), 'x');
    const lines = await doctor({}, dataDir);
    expect(process.exitCode).toBe(1);
    const row = lines.findIndex((line) => /^failed +index jobs /.test(line));
    expect(lines[row + 1]).toMatch(/^ +→ .*ingest/);
  });
});

describe('subgraphs and servers', () => {
  it('that are ready say so', async () => {
    const { url } = await startFaultyServer({ reasons: [] });
    expect(await doctor({ TANDEM_SUBGRAPHS: `jobs=${url}` })).toContainEqual(
      `ok      subgraph jobs        ${url} is ready`,
    );
    expect(process.exitCode).toBeUndefined();
  });

  it('that were given an address and are away or cold fail', async () => {
    const { url } = await startFaultyServer({ reasons: ['no worker of the pool ebr is warm yet'] });
    const lines = await doctor({ TANDEM_SUBGRAPHS: `jobs=${url},people=http://127.0.0.1:1` });
    expect(process.exitCode).toBe(1);
    expect(lines).toContainEqual(expect.stringMatching(/^failed .* subgraph jobs .* is not ready: no worker of/));
    const away = lines.findIndex((line) => /^failed .*subgraph people .*ECONNREFUSED/.test(line));
    expect(lines[away + 1]).toMatch(/→ start it with "tandem subgraph people"/);
  });

  it('tell the workers of the server that runs', async () => {
    const states = ['ready', 'warming', 'starting', 'lost'];
    const workers = states.map((state, place) => ({ pool: 'slm', pid: 12 + place, state }));
    const { url } = await startFaultyServer({ reasons: [], workers });
    const lines = await doctor({}, undefined, new URL(url).port);
    expect(lines).toContainEqual(expect.stringMatching(/^ok .* server .* is ready$/));
    const rows = lines.filter((line) => / worker slm /.test(line)).map((line) => line.replace(/ +/g, ' '));
    expect(rows).toEqual([
      'ok worker slm process 12, ready',
      'note worker slm process 13, warming',
      'note worker slm process 14, starting',
      'failed worker slm process 15, lost',
    ]);
    expect(process.exitCode).toBe(1);
  });

  it('at whose port another program answers fail', async () => {
    const { url } = await startFaultyServer('hello');
    const lines = await doctor({}, undefined, new URL(url).port);
    expect(lines).toContainEqual(expect.stringMatching(/^failed .*server .*what answers there is no server of Tandem/));
  });
});

describe('workers elsewhere', () => {
  it.each([
    [200, /^ok +worker ebr +URL is ready$/],
    [503, /^note +worker ebr +URL is not ready yet$/],
    [404, /^failed +worker ebr +URL answers with status 404, expected 200$/],
  ])('that answer %i are told', async (status, row) => {
    const server = await startFaultyServer({});
    server.answer = (response) => response.writeHead(status).end('{}');
    const lines = await doctor({ TANDEM_EBR_WORKERS: server.url });
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(row.source.replace('URL', server.url))));
    expect(server.requests.map(({ path }) => path)).toEqual(['/v2/health/ready']);
    expect(process.exitCode).toBe(status === 404 ? 1 : undefined);
  });

  it('that do not answer fail, with what to do', async () => {
    const lines = await doctor({ TANDEM_SLM_WORKERS: 'http://127.0.0.1:1' });
    const away = lines.findIndex((line) => /^failed +worker slm +http:\/\/127.0.0.1:1 does not answer/.test(line));
    expect(lines[away + 1]).toMatch(/→ start it with "tandem worker slm", or correct TANDEM_SLM_WORKERS/);
    expect(process.exitCode).toBe(1);
  });
});

describe('Redis', () => {
  it('that is away fails, with the cause and what to do', async () => {
    const lines = await doctor({ REDIS_URL: 'redis://127.0.0.1:1' });
    const away = lines.findIndex((line) => /^failed +redis +127.0.0.1:1 does not answer \(.*ECONNREFUSED/.test(line));
    expect(lines[away + 1]).toMatch(/→ start it or correct REDIS_URL/);
    expect(process.exitCode).toBe(1);
  });

  it.skipIf(hasNoRedis)('that answers is ok; one that wants another password fails without telling ours', async () => {
    const redis = redisServer('--requirepass', 'open-word');
    onTestFinished(redis.remove);
    await redis.start();
    expect(await doctor({ REDIS_URL: `${redis.url}?password=open-word` })).toContainEqual(
      expect.stringMatching(/^ok +redis +\S+redis.sock answers$/),
    );
    expect(process.exitCode).toBeUndefined();
    const lines = await doctor({ REDIS_URL: `${redis.url}?password=shut-word` });
    expect(lines).toContainEqual(expect.stringMatching(/^failed +redis +\S+redis.sock does not answer \(.*WRONGPASS/));
    expect(lines.join('\n')).not.toMatch(/(open|shut)-word/);
  });
});

describe('a finding', () => {
  it('of an error has what came, and what to do', async () => {
    const error = new TandemError('MODEL_INVALID', 'expected a, got b; restore it; then start again');
    const expected = { kind: 'failed', what: 'm', found: 'expected a, got b', advice: 'restore it; then start again' };
    expect(failedBy('m', error)).toEqual(expected);
    expect(await findingOf('m', () => Promise.reject(error))).toEqual(expected);
    expect(await findingOf('m', () => ok('m', 'fine'))).toEqual({ kind: 'ok', what: 'm', found: 'fine' });
    expect(failedBy('m', new TypeError('x'))).toMatchObject({ kind: 'failed', found: 'TypeError: x' });
  });

  it.each([
    ['20.18.9', 'failed'],
    ['20.19.0', 'ok'],
    ['18.20.0', 'failed'],
    ['22.0.0', 'ok'],
  ])('of Node %s is %s', async (version, kind) => {
    expect((await checkNode(loadConfig({}), version)).map((finding) => finding.kind)).toEqual([kind]);
  });
});
