/** What `tandem doctor` prints, and that its status is 1 when something that is configured does not work. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { registerDoctor } from '../../cli/doctor.ts';
import { failedBy, findingOf, ok, shownValue } from '../../cli/doctor-findings.ts';
import { checkNode } from '../../cli/doctor-program.ts';
import { loadConfig } from '../../runtime/config.ts';
import { TandemError } from '../../runtime/errors.ts';
import { segmentFolder } from '../../stores/segment-format.ts';
import { startFaultyServer } from '../helpers/faulty-server.ts';
import { runCommand } from '../helpers/run-command.ts';
import { sampleJob } from '../helpers/sample-documents.ts';
import { publishSample } from '../helpers/sample-segment.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** What it prints about a new data directory, unless told. Port 1 is nobody's. */
async function doctor(
  settings: Readonly<Record<string, string>> = {},
  dataDir = temporaryFolder(),
  port = '1',
): Promise<readonly string[]> {
  const before = { ...process.env };
  Object.assign(process.env, settings);
  onTestFinished(() => {
    process.env = before;
  });
  return runCommand(registerDoctor, ['doctor', '--data-dir', dataDir, '--port', port]);
}

afterEach(() => {
  process.exitCode = undefined;
  vi.unstubAllEnvs();
});

describe('a fresh copy', () => {
  it('has nothing that fails, and tells each part', async () => {
    const lines = await doctor();
    expect(process.exitCode).toBeUndefined();
    expect(lines.at(-1)).toMatch(/^\d+ ok, \d+ notes, 0 failed$/);
    for (const row of [
      /^ok .* node +\d+/,
      /^ok .* packages .*graphql 16/,
      /^ok .* model ranker +\S+, [\d,]+ bytes, checksum as recorded/,
      /^ok .* onnx runtime +cpu/,
      /^note .* index jobs +none published/,
      /^note .* subgraph account +in the process of the server/,
      /^note .* server +none runs at http:\/\/127.0.0.1:1$/,
      /^note .* workers .*ebr 1, slm 1/,
    ])
      expect(lines).toContainEqual(expect.stringMatching(row));
  });
});

describe('settings', () => {
  it('are told where they are not the default, secrets without their value', async () => {
    const lines = await doctor({ TANDEM_SECRET: 'very secret indeed', TANDEM_DEADLINE_MS: '1234' });
    expect(lines).toContainEqual(expect.stringMatching(/^note .* TANDEM_DEADLINE_MS +1234$/));
    expect(lines).toContainEqual(expect.stringMatching(/^note .* TANDEM_SECRET +set, not shown$/));
    expect(lines.join('\n')).not.toMatch(/very secret|TANDEM_RANKER/);
  });

  it('that are refused are the one row', async () => {
    const lines = await doctor({ TANDEM_SUBGRAPHS: 'jobs=here' });
    expect(process.exitCode).toBe(1);
    expect(lines[0]).toMatch(/^failed +settings +TANDEM_SUBGRAPHS: expected an http address for jobs/);
    expect(lines.at(-1)).toBe('0 ok, 0 notes, 1 failed');
  });

  it('never show what one logs in with', () => {
    expect(shownValue('redis://me:word@host:1')).toBe('redis://***@host:1');
    expect(shownValue({ jobs: 'http://a', people: 'http://b' })).toBe('jobs=http://a, people=http://b');
  });
});

describe('an index', () => {
  it('is told with version, size and encoder', async () => {
    const dataDir = temporaryFolder();
    const { version } = await publishSample(dataDir, [sampleJob({ id: 'j1' }), sampleJob({ id: 'j2' })]);
    const row = new RegExp(`^ok .* index jobs +${version}, 2 documents, encoder e1`);
    expect(await doctor({}, dataDir)).toContainEqual(expect.stringMatching(row));
  });

  it('with a changed file fails, with what to do', async () => {
    const dataDir = temporaryFolder();
    const { version } = await publishSample(dataDir, [sampleJob({ id: 'j1' })]);
    appendFileSync(join(segmentFolder(dataDir, 'jobs', version), 'vectors.f16'), 'x');
    const lines = await doctor({}, dataDir);
    expect(process.exitCode).toBe(1);
    const row = lines.findIndex((line) => /^failed +index jobs /.test(line));
    expect(lines[row + 1]).toMatch(/^ +→ .*ingest/);
  });
});

describe('subgraphs and servers', () => {
  it('that are ready say so', async () => {
    const { url } = await startFaultyServer({ reasons: [] });
    expect(await doctor({ TANDEM_SUBGRAPHS: `jobs=${url}` })).toContainEqual(
      `ok      subgraph jobs        ${url} is ready`,
    );
    expect(process.exitCode).toBeUndefined();
  });

  it('that were given an address and are away or cold fail', async () => {
    const { url } = await startFaultyServer({ reasons: ['no worker of the pool ebr is warm yet'] });
    const lines = await doctor({ TANDEM_SUBGRAPHS: `jobs=${url},people=http://127.0.0.1:1` });
    expect(process.exitCode).toBe(1);
    expect(lines).toContainEqual(expect.stringMatching(/^failed .* subgraph jobs .* is not ready: no worker of/));
    const away = lines.findIndex((line) => /^failed .*subgraph people .*ECONNREFUSED/.test(line));
    expect(lines[away + 1]).toMatch(/→ start it with "tandem subgraph people"/);
  });

  it('tell the workers of the server that runs', async () => {
    const workers = [{ pool: 'slm', pid: 12, state: 'warming' }];
    const { url } = await startFaultyServer({ reasons: [], workers });
    const lines = await doctor({}, undefined, new URL(url).port);
    expect(lines).toContainEqual(expect.stringMatching(/^ok .* server .* is ready$/));
    expect(lines).toContainEqual(expect.stringMatching(/^ok .* worker slm +process 12, warming$/));
  });

  it('at whose port another program answers fail', async () => {
    const { url } = await startFaultyServer('hello');
    const lines = await doctor({}, undefined, new URL(url).port);
    expect(lines).toContainEqual(expect.stringMatching(/^failed .*server .*what answers there is no server of Tandem/));
  });
});

describe('a finding', () => {
  it('of an error has what came, and what to do', async () => {
    const error = new TandemError('MODEL_INVALID', 'expected a, got b; restore it; then start again');
    const expected = { kind: 'failed', what: 'm', found: 'expected a, got b', advice: 'restore it; then start again' };
    expect(failedBy('m', error)).toEqual(expected);
    expect(await findingOf('m', () => Promise.reject(error))).toEqual(expected);
    expect(await findingOf('m', () => ok('m', 'fine'))).toEqual({ kind: 'ok', what: 'm', found: 'fine' });
    expect(failedBy('m', new TypeError('x'))).toMatchObject({ kind: 'failed', found: 'TypeError: x' });
  });

  it.each([
    ['20.18.9', 'failed'],
    ['20.19.0', 'ok'],
    ['18.20.0', 'failed'],
    ['22.0.0', 'ok'],
  ])('of Node %s is %s', async (version, kind) => {
    expect((await checkNode(loadConfig({}), version)).map((finding) => finding.kind)).toEqual([kind]);
  });
});
