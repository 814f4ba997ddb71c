/** Alerts that are run by several processes at once, one of which is killed as soon as anything was told, tell every document once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { projectPath } from '../../runtime/project-root.ts';
import { at, postGraphql } from '../gateway/test-services.ts';
import { startProcess, type TandemProcess } from '../helpers/tandem-process.ts';

const SLOW_MS = 400_000;
const NEW_JOBS = 80;
const folder = mkdtempSync(join(tmpdir(), 'tandem-alerts-'));
let server: TandemProcess | null = null;
afterAll(async () => {
  await server?.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Resolves with what it printed. */
function command(...args: readonly string[]) {
  const settings = { TANDEM_BACKEND: 'fake', TANDEM_LOG_LEVEL: 'warn', TANDEM_DATA_DIR: folder };
  // The fake one of full text is sure of every document that has all words.
  const env = { ...process.env, ...settings, TANDEM_RANKER: 'full-text' };
  const child = spawn(process.execPath, ['--import', 'tsx', projectPath('cli', 'tandem.ts'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  let printed = '';
  child.stdout.on('data', (text: Buffer) => {
    printed += text;
  });
  const ended = once(child, 'exit').then(() => printed);
  return { child, ended };
}

const summaryOf = (printed: string) => JSON.parse(printed.trim().split('\n').at(-1) ?? '') as { results: number };

it(
  'loses none and repeats none',
  async () => {
    server = await startProcess(['start'], { TANDEM_DATA_DIR: folder, TANDEM_ALERTS_EVERY_MS: '0' });
    const { url } = server;
    const ask = async (query: string) => {
      const { data, errors } = await postGraphql(url, { query });
      expect(errors).toBeUndefined();
      return data;
    };
    const told = async () =>
      Number(
        at(
          await ask('{ viewer { savedSearches(first: 1) { nodes { newResults(first: 1) { totalCount } } } } }'),
          'viewer.savedSearches.nodes.0.newResults.totalCount',
        ),
      );
    const found = await ask('{ jobSearch(input: { text: "apiary keeper" }, first: 1) { search { id } } }');
    await ask(
      `mutation { savedSearchCreate(input: { name: "bees", alert: INSTANT, searchId: "${at(found, 'jobSearch.search.id')}" }) { savedSearch { id } } }`,
    );
    const lines = Array.from({ length: NEW_JOBS }, (_, number) => {
      const words = ['hive', 'clover', 'meadow', 'orchard', 'smoker', 'queen', 'nectar', 'swarm'];
      const picked = words.filter((_word, bit) => ((number * 37) >> bit) & 1).join(' ');
      return JSON.stringify({
        id: `apiary-${number}`,
        title: `Apiary Keeper ${number}`,
        description: `You are the apiary keeper of site ${number}: ${picked} ${number * 7919}.`,
        postedAt: new Date().toISOString(),
      });
    });
    const file = join(folder, 'new-jobs.jsonl');
    writeFileSync(file, lines.join('\n'));
    // The demo makes place, so that nothing but these is embedded.
    await command('ingest', 'jobs', file, '--replace').ended;

    const [killed, other] = [command('alerts', 'run', '--once'), command('alerts', 'run', '--once')];
    await vi.waitFor(
      async () => {
        if (killed.child.exitCode === null) expect(await told()).toBeGreaterThan(0);
      },
      { timeout: SLOW_MS, interval: 30 },
    );
    killed.child.kill('SIGKILL');
    await Promise.all([killed.ended, other.ended]);
    const last = summaryOf(await command('alerts', 'run', '--once').ended);
    const total = await told();
    expect(summaryOf(await other.ended).results + last.results).toBeLessThanOrEqual(total);
    expect(summaryOf(await command('alerts', 'run', '--once').ended)).toMatchObject({
      saved: 1,
      failed: 0,
      results: 0,
    });
    expect(total).toBe(NEW_JOBS);
  },
  SLOW_MS,
);
