/** A feed that was answered is indexed although the server was killed without a warning. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it, vi } from 'vitest';
import { projectPath } from '../../runtime/project-root.ts';
import { at, postGraphql } from '../gateway/test-services.ts';
import { startProcess, type TandemProcess } from '../helpers/tandem-process.ts';

const SLOW_MS = 300_000;
const LINES = Array.from({ length: 200 }, (_, number) =>
  JSON.stringify({
    id: `lamp-${number}`,
    source: 'slow',
    title: `Lamp keeper ${number}`,
    description: 'Keeps a lamp.',
  }),
);
const TASK = 'query($id: ID!) { node(id: $id) { ... on IngestTask { status received indexed failed progress } } }';
const EXPIRE = 'mutation($input: JobsExpireInput!) { jobsExpire(input: $input) { expiredCount } }';

const folder = mkdtempSync(join(tmpdir(), 'tandem-feeds-'));
let server: TandemProcess | null = null;
afterAll(async () => {
  await server?.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

const start = () => startProcess(['start'], { TANDEM_DATA_DIR: folder, TANDEM_DEADLINE_MS: '10000' });

/** A small index of the models that the server of the test has, so that no feed makes it write the demo documents anew. */
async function makeIndex(): Promise<void> {
  const file = join(folder, 'lines.jsonl');
  writeFileSync(file, JSON.stringify({ id: '1', title: 'Baker', description: 'You bake bread at night.' }));
  const args = ['--import', 'tsx', projectPath('cli', 'tandem.ts'), 'ingest', 'jobs', file, '--replace'];
  const env = { ...process.env, TANDEM_BACKEND: 'fake', TANDEM_DATA_DIR: folder };
  await promisify(execFile)(process.execPath, args, { env });
}

async function send(url: string, lines: readonly string[], key: string): Promise<unknown> {
  const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': key };
  const answer = await fetch(`${url}/ingest/jobs`, { method: 'POST', headers, body: lines.join('\n') });
  expect(answer.status).toBe(202);
  return at(await answer.json(), 'taskId');
}

const taskOf = async (url: string, id: unknown) =>
  at((await postGraphql(url, { query: TASK, variables: { id } })).data, 'node');

async function found(url: string): Promise<number> {
  const query = '{ jobSearch(input: { text: "lamp keeper", spellCorrect: false }, first: 100) { nodes { source } } }';
  const nodes = at((await postGraphql(url, { query })).data, 'jobSearch.nodes') as readonly { source: string }[];
  return nodes.filter(({ source }) => source === 'slow').length;
}

it(
  'keeps each feed that it answered through kill -9, under its key and its task, and takes out what was sent before',
  async () => {
    await makeIndex();
    server = await start();
    const first = await send(server.url, [...LINES.slice(0, 100), 'nonsense'], 'first');
    const second = await send(server.url, LINES.slice(100), 'second');
    expect(await server.end('SIGKILL')).toEqual([null, 'SIGKILL']);

    server = await start();
    const { url } = server;
    expect(await send(url, LINES, 'first')).toBe(first);
    const ended = { status: 'SUCCEEDED', indexed: 100, progress: 1 };
    const patience = { timeout: 120_000, interval: 500 };
    await vi.waitFor(async () => expect(await taskOf(url, second)).toMatchObject(ended), patience);
    expect(await taskOf(url, first)).toEqual({ ...ended, received: 101, failed: 1 });
    await vi.waitFor(async () => expect(await found(url)).toBe(100), patience);

    const input = { source: 'slow', externalIds: LINES.map((_, number) => `lamp-${number}`) };
    const { data } = await postGraphql(url, { query: EXPIRE, variables: { input } });
    expect(at(data, 'jobsExpire.expiredCount')).toBe(200);
    await server.end('SIGKILL');
    server = await start();
    const again = server.url;
    await vi.waitFor(async () => expect(await found(again)).toBe(0), patience);
  },
  SLOW_MS,
);
