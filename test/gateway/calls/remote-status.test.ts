/** Readiness of subgraphs that run elsewhere: asked of themselves, joined, remembered for a second. */
import { describe, expect, it, vi } from 'vitest';
import { createRemoteSubgraphs } from '../../../gateway/remote-subgraphs.ts';
import { startFaultyServer } from '../../helpers/faulty-server.ts';
import { manualClock } from '../../helpers/manual-clock.ts';
import { noSealedCaller } from '../test-services.ts';

const EBR = { pool: 'ebr', pid: 11, state: 'ready' };
const SLM = { pool: 'slm', pid: 12, state: 'warming' };

describe('the status of remote subgraphs', () => {
  it('has the reasons of each under its name, and every worker once', async () => {
    const jobs = await startFaultyServer({ ready: false, reasons: ['cold'], workers: [EBR, SLM] });
    const people = await startFaultyServer({ ready: true, reasons: [], workers: [SLM, { ...SLM, pid: 13 }] });
    const { status } = createRemoteSubgraphs({ jobs: jobs.url, people: people.url }, manualClock(), noSealedCaller);
    expect(await status()).toEqual({ reasons: ['jobs: cold'], workers: [EBR, SLM, { ...SLM, pid: 13 }] });
    expect(jobs.requests.map(({ path }) => path)).toEqual(['/readyz']);
  });

  it('keeps workers apart that have no process yet', async () => {
    const starting = { pool: 'ebr', pid: null, state: 'starting' };
    const jobs = await startFaultyServer({ reasons: [], workers: [starting, { ...starting, pool: 'slm' }] });
    const { status } = createRemoteSubgraphs({ jobs: jobs.url }, manualClock(), noSealedCaller);
    expect((await status()).workers).toHaveLength(2);
  });

  it('knows no workers of a subgraph that does not tell them', async () => {
    const jobs = await startFaultyServer({ ready: true, reasons: [] });
    expect(await createRemoteSubgraphs({ jobs: jobs.url }, manualClock(), noSealedCaller).status()).toEqual({
      reasons: [],
      workers: [],
    });
  });

  it('is asked again after a second, not before', async () => {
    const clock = manualClock();
    const jobs = await startFaultyServer({ reasons: [] });
    const { status } = createRemoteSubgraphs({ jobs: jobs.url }, clock, noSealedCaller);
    await status();
    clock.advance(999);
    await status();
    expect(jobs.requests).toHaveLength(1);
    clock.advance(1);
    await status();
    expect(jobs.requests).toHaveLength(2);
  });

  it.each<readonly [string, unknown]>([
    ['another program answers', { hello: 1 }],
    ['a proxy answers', 'bad gateway'],
  ])('says it when %s', async (_name, value) => {
    const jobs = await startFaultyServer(value);
    const { reasons } = await createRemoteSubgraphs({ jobs: jobs.url }, manualClock(), noSealedCaller).status();
    expect(reasons).toEqual(['jobs: does not answer']);
  });

  it('says it when nobody answers, and why in the log alone', async () => {
    const warn = vi.fn();
    const { status } = createRemoteSubgraphs({ jobs: 'http://127.0.0.1:1' }, manualClock(), noSealedCaller, {
      warn,
      info: warn,
    });
    expect((await status()).reasons).toEqual(['jobs: does not answer']);
    const err = expect.objectContaining({ message: expect.stringContaining('ECONNREFUSED 127.0.0.1:1') });
    expect(warn).toHaveBeenCalledExactlyOnceWith({ subgraph: 'jobs', err }, expect.any(String));
  });
});
