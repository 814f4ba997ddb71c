/** Settings are read with defaults, and a wrong one is refused with its name, its limit and what came. */
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../runtime/config.ts';

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

  it('that are empty count as not set', () => {
    expect(loadConfig({ PORT: '' }).PORT).toBe(4000);
  });

  it('that are unknown stop the start and name those that exist', () => {
    expect(() => loadConfig({ TANDEM_PORTS: '1' })).toThrow(/unknown setting TANDEM_PORTS; the settings are PORT, /);
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
  ])('%s is not repeated when it is wrong', (name, value) => {
    const load = (): unknown => loadConfig({ [name]: value });
    expect(load).toThrow(new RegExp(`${name}: .*, got a value that is not shown`));
    expect(load).not.toThrow(/pass-word/);
  });
});
