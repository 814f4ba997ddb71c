/** What `tandem drill` prints of the answers that clients got, its status, and whom it refuses to strike. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { registerDrill } from '../../cli/drill.ts';
import { drillReport, fullAgainMs } from '../../cli/drill-report.ts';
import { knownProcess, ownServer } from '../../cli/drill-target.ts';
import type { Answered } from '../../cli/steady-searches.ts';
import { startFaultyServer } from '../helpers/faulty-server.ts';
import { runCommand } from '../helpers/run-command.ts';

const answer = (sentMs: number, kind: Answered['kind'] = 'whole', tookMs = 10): Answered => ({
  sentMs,
  tookMs,
  kind,
  told: 'as asked',
});
const STRUCK_MS = 1_000;

afterEach(() => {
  process.exitCode = undefined;
});

describe('full again', () => {
  it('is when the first search is sent behind which nothing is missing', () => {
    const answers = [answer(500), answer(1_200, 'degraded'), answer(1_500), answer(1_800, 'failed'), answer(2_600)];
    expect(fullAgainMs([...answers].reverse(), STRUCK_MS)).toBe(1_600);
  });

  it('counts what was on its way at the strike', () => {
    expect(fullAgainMs([answer(900, 'degraded', 200), answer(1_100)], STRUCK_MS)).toBe(100);
    expect(fullAgainMs([answer(900, 'degraded', 50), answer(1_100)], STRUCK_MS)).toBe(0);
  });

  it('is never when the last search missed something', () => {
    expect(fullAgainMs([answer(1_100), answer(1_200, 'partial')], STRUCK_MS)).toBeNull();
  });
});

describe('the table', () => {
  it('counts the answers of each phase by kind', () => {
    const answers = [answer(100), answer(200, 'degraded'), answer(1_100, 'degraded'), answer(1_200), answer(1_300)];
    const [table = '', , full] = drillReport(answers, STRUCK_MS);
    expect(table.split('\n').map((line) => line.trim().replace(/ {2,}/g, '|'))).toEqual([
      'answers|whole|degraded|partial|failed|degraded share|p50 ms|p95 ms|longest ms',
      'before|2|1|1|0|0|50 %|10|10|10',
      'until full again|1|0|1|0|0|100 %|10|10|10',
      'after|2|2|0|0|0|0 %|10|10|10',
    ]);
    expect(full).toBe('full again: after 0.2 s');
  });
});

describe('a target', () => {
  it('is on this machine', () => {
    expect(ownServer('http://localhost:4000/')).toBe('http://localhost:4000');
    expect(() => ownServer('https://tandem.example')).toThrow(/must be a server on this machine .* got https:/);
  });

  it('that is another program is refused', () => {
    expect(() => knownProcess('redis', process.pid)).toThrow(/to be a redis, got ".*"; nothing was done to it/);
    expect(() => knownProcess('redis', 2 ** 22 + 1)).toThrow(/found none/);
  });

  it('has to be named where no server tells it', async () => {
    await expect(runCommand(registerDrill, ['drill', 'redis', '--url', 'http://127.0.0.1:1'])).rejects.toThrow(
      /--pid must name the process of the redis/,
    );
  });
});

/** A process that says in its command line that it is a worker, and does nothing. */
function standIn(): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'worker'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

const PAGE = { data: { jobSearch: { coverage: { degraded: false }, edges: [{}] } } };

describe('a drill', () => {
  it.each([
    ['whole', PAGE, undefined],
    ['failed', { data: { jobSearch: null }, errors: [{ message: 'no' }] }, 1],
  ])('kills the worker that /readyz names, and with %s answers has its status', async (kind, answer, status) => {
    const worker = standIn();
    const ended = once(worker, 'exit');
    const workers = [{ pool: 'slm', pid: worker.pid, state: 'ready' }];
    const { url } = await startFaultyServer({ reasons: [], workers, ...answer });
    const lines = await runCommand(registerDrill, [
      'drill',
      'worker',
      '--url',
      url,
      '--calm',
      '0',
      '--seconds',
      '1',
      '--rate',
      '10',
    ]);
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(lines[0]).toMatch(new RegExp(`^SIGKILL to process ${worker.pid}, .*worker`));
    expect(lines.filter((line) => /^(before|after|until) /.test(line)).length).toBeGreaterThan(0);
    expect(lines.some((line) => /^\d+ failed, the first: /.test(line))).toBe(kind === 'failed');
    expect(process.exitCode).toBe(status);
  });

  it('asks and searches with the key of the environment, which no list of processes shows', async () => {
    const workers = [{ pool: 'slm', pid: standIn().pid, state: 'ready' }];
    const server = await startFaultyServer({ reasons: [], workers, ...PAGE });
    vi.stubEnv('TANDEM_TOKEN', 'tk_of-the-drill');
    const times = ['--calm', '0', '--seconds', '1', '--rate', '10'];
    await runCommand(registerDrill, ['drill', 'worker', '--url', server.url, ...times]);
    expect(server.requests.length).toBeGreaterThan(1);
    expect(new Set(server.requests.map(({ headers }) => headers.authorization))).toEqual(
      new Set(['Bearer tk_of-the-drill']),
    );
  });

  it('lets a frozen process go on', async () => {
    const worker = standIn();
    const workers = [{ pool: 'ebr', pid: worker.pid, state: 'ready' }];
    const { url } = await startFaultyServer({ reasons: [], workers, ...PAGE });
    const frozen = ['--signal', 'SIGSTOP', '--pool', 'ebr', '--calm', '0', '--seconds', '1', '--frozen', '30'];
    await runCommand(registerDrill, ['drill', 'worker', '--url', url, ...frozen]);
    // A stopped process would leave this signal unanswered.
    const ended = once(worker, 'exit');
    worker.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
  });
});
