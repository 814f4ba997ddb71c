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
      TANDEM_SLM_WORKERS: 2,
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
