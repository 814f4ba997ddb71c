/** What `tandem config show` prints: every setting, where it came from, and nothing secret. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { registerConfig } from '../../cli/config.ts';
import { configSchema } from '../../runtime/config.ts';
import { runCommand } from '../helpers/run-command.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

function show(settings: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<readonly string[]> {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  return runCommand(registerConfig, ['config', 'show', ...args]);
}

describe('config show', () => {
  it('has one line a setting', async () => {
    const names = (await show({})).map((line) => line.split('=')[0]);
    expect(names).toEqual(Object.keys(configSchema.shape));
  });

  it('says where each value came from', async () => {
    const TANDEM_CONFIG = join(temporaryFolder(), 'tandem.env');
    writeFileSync(TANDEM_CONFIG, 'TANDEM_SLM_WORKERS=1-3\nPORT=4101\n');
    const lines = await show({ TANDEM_CONFIG, TANDEM_SUBGRAPHS: 'jobs=http://a' }, '--origin', '--port', '4103');
    expect(lines.map((line) => line.replace(/ {2,}/g, ' | '))).toEqual(
      expect.arrayContaining([
        'PORT | command line | 4103',
        'TANDEM_SLM_WORKERS | file | 1-3',
        'TANDEM_SUBGRAPHS | environment | jobs=http://a',
        'TANDEM_DEADLINE_MS | default | 2000',
        'TANDEM_JUDGE_URL | default',
      ]),
    );
  });

  it('shows no secret, whichever way it came', async () => {
    const TANDEM_CONFIG = join(temporaryFolder(), 'tandem.env');
    writeFileSync(
      TANDEM_CONFIG,
      'TANDEM_SECRET=hush-hush-hush-hush\nREDIS_URL=redis://me:hush@cache:1/0?password=hush\n',
    );
    const lines = await show({ TANDEM_CONFIG, TANDEM_BACKEND_KEY: 'hush', TANDEM_JUDGE_URL: 'http://me:hush@host/v1' });
    expect(lines.join('\n')).not.toMatch(/hush/);
    expect(lines).toEqual(
      expect.arrayContaining([
        'TANDEM_SECRET=set, not shown',
        'REDIS_URL=cache:1',
        'TANDEM_JUDGE_URL=http://***@host/v1',
      ]),
    );
  });

  it('refuses what a start would refuse', async () => {
    await expect(show({ TANDEM_DEADLINE_MS: '1' })).rejects.toThrow(/TANDEM_DEADLINE_MS: .*100/);
  });
});
