/** 10,000 log lines of real processes with hostile callers, workers that die, and neighbours that are away or talk back hold no secret. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProcess, type TandemProcess } from '../helpers/tandem-process.ts';
import { askForPeople, linesWithSecrets, SECRET_VALUES, sendOddRequests, tokenOf } from './hostile-log.ts';

const LINES = 10_000;
const MOST_REQUESTS = 5_000;
/** Requests between two looks at how many lines there are. */
const A_LOOK = 25;
/** Requests between two deaths of workers. */
const A_LIFE = 60;
const START_MS = 300_000;

let folder = '';
let tandem: TandemProcess;
/** Says again what it was asked, as status 500 and as an answer. */
let echo: Server;
let asked = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-log-'));
  echo = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      asked += 1;
      const said = `${request.headers.authorization} asked ${Buffer.concat(parts)}`;
      response.writeHead(asked % 2 ? 200 : 500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ choices: [{ message: { content: said } }] }));
    });
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  const settingsFile = join(folder, 'settings');
  writeFileSync(
    settingsFile,
    `TANDEM_LLM_KEY=s3cr3t-key-of-the-llm\nTANDEM_JWT_SECRET=${SECRET_VALUES.TANDEM_JWT_SECRET}\n`,
  );
  tandem = await startProcess(['start'], {
    TANDEM_CONFIG: settingsFile,
    TANDEM_DATA_DIR: join(folder, 'data'),
    TANDEM_PROFILE: 'production',
    TANDEM_SECRET: SECRET_VALUES.TANDEM_SECRET,
    TANDEM_LOG_LEVEL: 'trace',
    TANDEM_SLOW_MS: '1',
    TANDEM_LIMITS: 'requestsPerSecond=1000000,pointsPerSecond=100000000',
    TANDEM_LLM_URL: `http://127.0.0.1:${(echo.address() as AddressInfo).port}/v1`,
    TANDEM_LLM_MODEL: 'echo',
    // Nothing listens there.
    REDIS_URL: 'redis://user:pa55word-of-redis@127.0.0.1:9',
  });
}, START_MS);

afterAll(async () => {
  await tandem?.end('SIGKILL');
  echo.close();
  rmSync(folder, { recursive: true });
});

const linesOf = (printed: string): readonly string[] => printed.split('\n').filter((line) => line.startsWith('{'));

async function killWorkers(token: string): Promise<void> {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
  const { workers } = (await (await fetch(`${tandem.url}/readyz`, { headers })).json()) as {
    readonly workers: readonly { readonly pid: number | null }[];
  };
  for (const { pid } of workers) if (pid !== null) process.kill(pid, 'SIGKILL');
}

it('hold no key, no token, no text of people search, no contact data and no secret setting', async () => {
  const hour = Date.now() / 1_000 + 3_600;
  const good = tokenOf('ada', hour, 'people:read admin');
  const sent = [good, `${good}x`, tokenOf('late', 1), 's3cr3t-nonsense'];
  await sendOddRequests(tandem.url, good);
  const statuses = new Map<number, number>();
  for (let at = 0; at < MOST_REQUESTS; at += 1) {
    if (at % A_LOOK === 0 && linesOf(tandem.printed()).length >= LINES) break;
    if (at % A_LIFE === A_LIFE / 2) await killWorkers(good);
    const credential = at % 20 === 0 ? (sent[1 + ((at / 20) % 3)] ?? '') : good;
    const { status } = await askForPeople(tandem.url, at, credential);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  const lines = linesOf(tandem.printed());
  expect(lines.length).toBeGreaterThanOrEqual(LINES);
  expect(linesWithSecrets(lines, sent).slice(0, 3)).toEqual([]);
  // The whole output, also what is no line of the log.
  expect(linesWithSecrets(tandem.printed().split('\n'), sent).slice(0, 3)).toEqual([]);
  for (const part of ['slow operation', 'batch computed', 'worker ended', 'Redis at', 'phrased summary'])
    expect(lines.filter((line) => line.includes(part)).length, part).toBeGreaterThan(0);
  expect(statuses.get(200)).toBeGreaterThan(0);
  expect(statuses.get(401)).toBeGreaterThan(0);
}, 600_000);
