/** The whole program over HTTP, with real worker processes and the deterministic backend: it starts, answers, survives and stops. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningTandem, startTandem } from '../main.ts';
import { loadConfig } from '../runtime/config.ts';

interface Page {
  readonly totalCount: number;
  readonly coverage: { readonly degraded: boolean; readonly reasons: readonly string[]; readonly ranked: number };
  readonly edges: readonly {
    readonly node: { readonly title: string };
    readonly match: { readonly relevance: unknown };
  }[];
}

interface Worker {
  readonly pool: string;
  readonly pid: number;
  readonly state: string;
}

const SEARCH = `query($text: String!) { jobSearch(input: { text: $text }, first: 5) {
  totalCount coverage { degraded reasons ranked } edges { node { title } match { relevance { score } } } } }`;

let folder = '';
let tandem: RunningTandem;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-main-'));
  tandem = await startTandem(
    loadConfig({ PORT: '0', TANDEM_DATA_DIR: folder, TANDEM_BACKEND: 'fake', TANDEM_LOG_LEVEL: 'silent' }),
  );
  await allReady();
});
afterAll(async () => {
  await tandem.stop();
  rmSync(folder, { recursive: true });
});

async function readiness(): Promise<{ ready: boolean; workers: readonly Worker[] }> {
  return (await fetch(`${tandem.url}/readyz`, { headers: { accept: 'application/json' } })).json() as never;
}

async function allReady(condition: (workers: readonly Worker[]) => boolean = () => true): Promise<void> {
  await vi.waitFor(
    async () => {
      const { ready, workers } = await readiness();
      expect(ready && workers.every((worker) => worker.state === 'ready') && condition(workers)).toBe(true);
    },
    { timeout: 15_000, interval: 50 },
  );
}

async function search(text: string): Promise<Page> {
  const response = await fetch(`${tandem.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: SEARCH, variables: { text } }),
  });
  const body = (await response.json()) as { data: { jobSearch: Page }; errors?: unknown };
  expect(body.errors).toBeUndefined();
  return body.data.jobSearch;
}

describe('the program', () => {
  it('answers a ranked page from the demo documents that it brings along', async () => {
    const page = await search('registered nurse');
    expect(page.edges).toHaveLength(5);
    expect(page.coverage).toMatchObject({ degraded: false, reasons: [] });
    expect(page.edges.every((edge) => edge.match.relevance !== null)).toBe(true);
  });

  it('answers while the ranker is away, says so, and ranks again when it is back', async () => {
    const victim = (await readiness()).workers.find((worker) => worker.pool === 'slm');
    // A stopped process cannot answer, however fast a new one would be.
    process.kill(victim?.pid ?? Number.NaN, 'SIGSTOP');
    const meanwhile = await search('electrician for solar roofs');
    expect(meanwhile.edges).toHaveLength(5);
    expect(meanwhile.coverage).toMatchObject({ degraded: true, ranked: 0 });
    process.kill(victim?.pid ?? Number.NaN, 'SIGKILL');
    await allReady((workers) => workers.every(({ pid }) => pid !== victim?.pid));
    expect((await search('night porter in a hotel')).coverage.degraded).toBe(false);
  });
});
