/** Settings are read with defaults, and a wrong one is refused with its name, its limit and what came. */
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../runtime/config.ts';
import { SUBGRAPH_NAMES } from '../../runtime/subgraph-urls.ts';
import { SUBGRAPH_NAMES as COMPOSED_NAMES } from '../../schema/subgraph-schemas.ts';

describe('settings', () => {
  it('have defaults that need no environment', () => {
    expect(loadConfig({})).toMatchObject({
      PORT: 4000,
      TANDEM_DATA_DIR: '.tandem',
      TANDEM_PROFILE: 'development',
      TANDEM_BACKEND: 'onnx',
    });
  });

  it('come from the environment, and the command line wins', () => {
    expect(loadConfig({ PORT: '4100', TANDEM_SLM_WORKERS: '2' }, { PORT: 4200 })).toMatchObject({
      PORT: 4200,
      TANDEM_SLM_WORKERS: { kind: 'children', minimum: 2, maximum: 2 },
    });
  });

  it('name a device of the list, the CPU unless told', () => {
    expect(loadConfig({}).TANDEM_DEVICE).toBe('cpu');
    expect(loadConfig({ TANDEM_DEVICE: 'cuda' }).TANDEM_DEVICE).toBe('cuda');
    expect(() => loadConfig({ TANDEM_DEVICE: 'gpu' })).toThrow(
      /^TANDEM_DEVICE: .*"cpu"\|"webgpu"\|"cuda".*, got "gpu"$/,
    );
  });

  it('that are empty count as not set', () => {
    expect(loadConfig({ PORT: '' }).PORT).toBe(4000);
  });

  it('that are unknown stop the start and name those that exist', () => {
    expect(() => loadConfig({ TANDEM_PORTS: '1' })).toThrow(
      /unknown setting TANDEM_PORTS \(did you mean PORT\?\) in the environment; the settings are TANDEM_CONFIG, PORT, /,
    );
  });

  it('name subgraphs that run elsewhere, by base address', () => {
    expect(loadConfig({}).TANDEM_SUBGRAPHS).toBeUndefined();
    const text = ' jobs=http://127.0.0.1:4001/ , people=https://people.example/tandem?x=1=2';
    expect(() => loadConfig({ TANDEM_SUBGRAPHS: text })).toThrow(
      /expected an http address for people without query and password/,
    );
    expect(loadConfig({ TANDEM_SUBGRAPHS: text.replace('?x=1=2', '//') }).TANDEM_SUBGRAPHS).toEqual({
      jobs: 'http://127.0.0.1:4001',
      people: 'https://people.example/tandem',
    });
  });

  it.each([
    ['job=http://127.0.0.1:1', /name of jobs, people, ranking, insights, account, found "job"/],
    ['http://127.0.0.1:1', /expected name=URL .* found "http:\/\/127.0.0.1:1"/],
    ['jobs=http://127.0.0.1:1,jobs=http://127.0.0.1:2', /each subgraph once, found jobs twice/],
    ['jobs=', /an http address for jobs .*found ""/],
    ['jobs=127.0.0.1:4001', /an http address for jobs .*found "127.0.0.1:4001"/],
    ['jobs=http://me:secret@x', /without query and password/],
    ['jobs=ftp://x', /an http address for jobs .*found "ftp:\/\/x"/],
    ['jobs=http://a,', /found ""/],
  ])('that name subgraphs as %j stop the start with what is wrong', (text, words) => {
    expect(() => loadConfig({ TANDEM_SUBGRAPHS: text })).toThrow(words);
    expect(() => loadConfig({ TANDEM_SUBGRAPHS: text })).toThrow(/^TANDEM_SUBGRAPHS: /);
  });

  it('have every wrong subgraph in one message', () => {
    expect(() => loadConfig({ TANDEM_SUBGRAPHS: 'a=http://a,jobs=b' })).toThrow(/found "a".*for jobs .*found "b"/);
  });

  it('know the subgraphs that are composed', () => {
    expect(SUBGRAPH_NAMES).toEqual(COMPOSED_NAMES);
  });

  it('outside their limits stop the start with name and value', () => {
    expect(() => loadConfig({ PORT: '99999' })).toThrow(/PORT: .*65535.*got "99999"/);
    expect(() => loadConfig({ TANDEM_PROFILE: 'staging' })).toThrow(/TANDEM_PROFILE/);
  });

  it.each([
    'redis://127.0.0.1:6379',
    'redis://user:word@cache.example.com/2',
    'rediss://cache.example.com:6380',
    'unix:///run/redis.sock',
    '/run/redis.sock',
  ])('take %s as the place of Redis', (url) => {
    expect(loadConfig({ REDIS_URL: url }).REDIS_URL).toBe(url);
  });

  it.each(['127.0.0.1:6379', 'http://127.0.0.1', 'redis://', 'redis://host:port', 'unix://run/redis.sock', '//host'])(
    'refuse %s as the place of Redis',
    (url) => {
      expect(() => loadConfig({ REDIS_URL: url })).toThrow(/REDIS_URL: expected redis:\/\/HOST:PORT/);
    },
  );

  it.each([
    ['REDIS_URL', 'http://pass-word'],
    ['TANDEM_SECRET', 'pass-word'],
    ['TANDEM_JWT_SECRET', 'pass-word of thirty-one letters'],
    ['TANDEM_TOKEN', 'pass-word with spaces'],
    ['TANDEM_BACKEND_URL', 'ftp://me:pass-word@host'],
    ['TANDEM_BACKEND_URL', 'http://me:pass-word@host'],
    ['TANDEM_BACKEND_URL', 'http://host/?key=pass-word'],
    ['TANDEM_SUBGRAPHS', 'jobs=http://me:pass-word@host'],
    ['TANDEM_SUBGRAPHS', 'jobs=http://me:pass-word,rest@host'],
    ['TANDEM_SLM_WORKERS', 'http://me:pass-word@host'],
  ])('%s is not repeated when it is wrong', (name, value) => {
    const load = (): unknown => loadConfig({ [name]: value });
    expect(load).toThrow(new RegExp(`${name}: .*, got a value that is not shown`));
    expect(load).not.toThrow(/pass-word/);
  });

  it('take a secret of tokens from 256 bits on, letters of more bytes counted so', () => {
    for (const secret of ['x'.repeat(32), 'ø'.repeat(16)])
      expect(loadConfig({ TANDEM_JWT_SECRET: secret }).TANDEM_JWT_SECRET).toBe(secret);
    for (const secret of ['x'.repeat(31), 'ø'.repeat(15), 'sixteen letters!'])
      expect(() => loadConfig({ TANDEM_JWT_SECRET: secret })).toThrow('TANDEM_JWT_SECRET: expected 32 bytes or more');
  });

  it.each([
    [{ TANDEM_BACKEND: 'inference-protocol' }, 'needs TANDEM_BACKEND_URL'],
    [
      { TANDEM_BACKEND: 'rerank', TANDEM_BACKEND_URL: 'http://127.0.0.1:1' },
      'TANDEM_BACKEND=rerank needs TANDEM_RANKER=full-text, as it reads texts',
    ],
    [
      { TANDEM_BACKEND: 'sglang', TANDEM_RANKER: 'full-text' },
      'TANDEM_BACKEND=sglang needs TANDEM_BACKEND_URL and TANDEM_BACKEND_LABELS',
    ],
    [{ TANDEM_BACKEND_URL: 'ftp://host' }, 'TANDEM_BACKEND_URL: '],
    [{ TANDEM_BACKEND_LABELS: 'yes,no' }, 'expected two token ids such as 9454,2753, got "yes,no"'],
  ])('that a backend needs are named when they are missing or wrong: %j', (environment, message) => {
    expect(() => loadConfig(environment)).toThrow(message);
  });

  it('of a remote backend are read', () => {
    const environment = {
      TANDEM_BACKEND: 'sglang',
      TANDEM_BACKEND_URL: 'http://127.0.0.1:30000',
      TANDEM_BACKEND_LABELS: '9454,2753',
      TANDEM_RANKER: 'full-text',
    };
    expect(loadConfig(environment)).toMatchObject({ ...environment, TANDEM_BACKEND_LABELS: [9454, 2753] });
  });
});
