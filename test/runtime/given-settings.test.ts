/** Settings come from a file, the environment and the command line, the later over the earlier, and an unknown name is told with the one that was meant. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../runtime/config.ts';
import { givenSettings } from '../../runtime/given-settings.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

function fileWith(text: string): string {
  const path = join(temporaryFolder(), 'tandem.env');
  writeFileSync(path, text);
  return path;
}

describe('a settings file', () => {
  it('is below the environment, which is below the command line', () => {
    const TANDEM_CONFIG = fileWith('# ours\nPORT=4101\nexport HOST="::1"\nTANDEM_DEADLINE_MS=1500\n');
    const environment = { TANDEM_CONFIG, PORT: '4102', TANDEM_DEADLINE_MS: '1600', HOST: '' };
    expect(loadConfig(environment, { PORT: 4103 })).toMatchObject({
      PORT: 4103,
      TANDEM_DEADLINE_MS: 1600,
      HOST: '::1',
    });
    const given = givenSettings(['PORT', 'HOST', 'TANDEM_CONFIG', 'TANDEM_DEADLINE_MS'], environment, { PORT: 4103 });
    expect(Object.fromEntries([...given].map(([name, { origin }]) => [name, origin]))).toEqual({
      PORT: 'command line',
      HOST: 'file',
      TANDEM_CONFIG: 'environment',
      TANDEM_DEADLINE_MS: 'environment',
    });
  });

  it('that is not there stops the start, with its path', () => {
    expect(() => loadConfig({ TANDEM_CONFIG: '/nowhere/tandem.env' })).toThrow(
      /^TANDEM_CONFIG: expected a file that can be read, got ENOENT.*\/nowhere\/tandem.env/,
    );
  });

  it('with a line that is no setting stops the start and does not repeat it', () => {
    const load = (): unknown => loadConfig({ TANDEM_CONFIG: fileWith('PORT=4101\n\nTANDEM_SECRET hush-hush\n') });
    expect(load).toThrow(/^expected NAME=value in line 3 of .*tandem.env/);
    expect(load).not.toThrow(/hush/);
  });

  it('may not name another one', () => {
    expect(() => loadConfig({ TANDEM_CONFIG: fileWith('TANDEM_CONFIG=/other') })).toThrow(
      /unknown setting TANDEM_CONFIG/,
    );
  });
});

describe('an unknown name', () => {
  it.each([
    ['TANDEM_PORTS', 'PORT'],
    ['TANDEM_PORT', 'PORT'],
    ['TANDEM_DEADLNE_MS', 'TANDEM_DEADLINE_MS'],
    ['TANDEM_SLM_WORKER', 'TANDEM_SLM_WORKERS'],
    ['TANDEM_PROFIEL', 'TANDEM_PROFILE'],
  ])('%s in the environment is refused, and %s was meant', (name, meant) => {
    expect(() => loadConfig({ [name]: 'x' })).toThrow(
      `unknown setting ${name} (did you mean ${meant}?) in the environment; the settings are TANDEM_CONFIG, PORT, `,
    );
  });

  it.each([
    ['port', 'PORT'],
    ['REDISURL', 'REDIS_URL'],
    ['DEADLINE_MS', 'TANDEM_DEADLINE_MS'],
  ])('%s in a file is refused too, and %s was meant', (name, meant) => {
    const path = fileWith(`${name}=x`);
    expect(() => loadConfig({ TANDEM_CONFIG: path })).toThrow(
      `unknown setting ${name} (did you mean ${meant}?) in ${path}`,
    );
  });

  it('that is near to none gets no guess', () => {
    expect(() => loadConfig({ TANDEM_COLOUR_OF_BOX: 'x' })).toThrow(
      /unknown setting TANDEM_COLOUR_OF_BOX in the environment/,
    );
  });
});
