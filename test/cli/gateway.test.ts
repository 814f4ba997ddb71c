/** What `tandem gateway` needs before it starts, and what it does without. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startGateway } from '../../cli/gateway.ts';
import { loadConfig } from '../../runtime/config.ts';
import { SUBGRAPH_NAMES } from '../../runtime/subgraph-urls.ts';
import { startFaultyServer } from '../helpers/faulty-server.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

test('every subgraph must be named; the others are listed with what to do', async () => {
  const config = loadConfig({ TANDEM_SUBGRAPHS: 'jobs=http://127.0.0.1:1,people=http://127.0.0.1:2' });
  await expect(startGateway(config)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/found none of ranking, insights, account; start them with "tandem subgraph NAME"/),
  });
  await expect(startGateway(loadConfig({}))).rejects.toThrow(/found none of jobs, people, ranking, insights, account/);
});

test('it starts before its subgraphs are ready, says so, and opens no data directory', async () => {
  const subgraph = await startFaultyServer({ reasons: ['no worker of the pool ebr is warm yet'], workers: [] });
  const dataDir = join(temporaryFolder(), 'data');
  const urls = SUBGRAPH_NAMES.map((name) => `${name}=${subgraph.url}`).join(',');
  const config = loadConfig({ PORT: '0', TANDEM_SUBGRAPHS: urls, TANDEM_DATA_DIR: dataDir });
  const { url, stop } = await startGateway(config);
  try {
    const readiness = await fetch(`${url}/readyz`);
    expect([readiness.status, await readiness.text()]).toEqual([
      503,
      expect.stringContaining('people: no worker of the pool ebr is warm yet'),
    ]);
    expect(existsSync(dataDir)).toBe(false);
  } finally {
    await stop();
  }
});
