/** A whole program under load: what changes underneath it, and clients that leave, cost no other client an answer. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { registerIngest } from '../../cli/ingest.ts';
import { freshTexts } from '../../cli/search-texts.ts';
import { type RunningTandem, startTandem } from '../../main.ts';
import { seededRandom } from '../../runtime/random.ts';
import { runCommand } from '../helpers/run-command.ts';
import { startProcess } from '../helpers/tandem-process.ts';
import { at, postGraphql, testConfig } from './test-services.ts';

/** Searches that run through the swaps; 10000 for the whole measurement. */
const SEARCHES = Number(process.env.SEARCHES_UNDER_LOAD ?? 300);
const AT_ONCE = 3;
const SWAPS = 5;
const CLIENTS = 100;

const texts = freshTexts(seededRandom(7));
const SEARCH =
  'query($text: String!) { jobSearch(input: { text: $text }, first: 3) { edges { node { title } match { explanation { summary } } } } }';
const STREAMED = SEARCH.replace('explanation', '... @defer { explanation').replace('} } } } }', '} } } } } }');

let folder = '';
let tandem: RunningTandem;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-load-'));
  tandem = await startTandem(
    testConfig({
      PORT: '0',
      TANDEM_DATA_DIR: folder,
      TANDEM_BACKEND: 'fake',
      // What is tested is no matter of time, and the machine may be busy.
      TANDEM_DEADLINE_MS: '10000',
    }),
  );
  await ready(tandem);
}, 120_000);
afterAll(async () => {
  await tandem.stop();
  rmSync(folder, { recursive: true });
});

async function ready({ services }: RunningTandem): Promise<void> {
  const isReady = () => services.pools.status().every(({ state }) => state === 'ready');
  await vi.waitUntil(isReady, { timeout: 60_000, interval: 50 });
}

/** Asks until `count` searches are answered; what was no page is told. Without models a page may be empty. */
async function searches(ask: (text: string) => Promise<unknown>, count: number): Promise<readonly string[]> {
  const lost: string[] = [];
  let sent = 0;
  const client = async (): Promise<void> => {
    while (sent < count) {
      sent += 1;
      const text = texts.next().value;
      const edges = await ask(text).catch((error: unknown) => inspect(error));
      if (!Array.isArray(edges)) lost.push(`${text}: ${JSON.stringify(edges)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  return lost;
}

/** Who is told to come again later does so. */
async function edgesFrom(url: string, text: string): Promise<unknown> {
  const { data, errors, status, headers } = await postGraphql(url, { query: SEARCH, variables: { text } });
  if (status === 503) return edgesFrom(url, await pause(Number(headers.get('retry-after')) * 1_000, text));
  return errors === undefined ? at(data, 'jobSearch.edges') : { status, errors };
}

describe('a server under load', () => {
  it(`loses no search to ${SWAPS} new supergraphs and ${SWAPS} new index versions`, {
    timeout: 3_600_000,
  }, async () => {
    const versions = new Set<string>();
    let answered = 0;
    const ask = (text: string): Promise<unknown> => edgesFrom(tandem.url, text).finally(() => answered++);
    const swapAll = async (): Promise<void> => {
      for (let swap = 0; swap < SWAPS; swap++) {
        await vi.waitUntil(() => answered >= ((swap + 1) * SEARCHES) / (SWAPS + 1), { timeout: 3_600_000 });
        await tandem.swapSupergraph();
        const file = join(folder, 'one.jsonl');
        writeFileSync(
          file,
          `${JSON.stringify({ id: 'swapped', title: `Lamplighter ${swap}`, description: 'Lights lamps.' })}\n`,
        );
        await runCommand(registerIngest, ['ingest', 'jobs', file, '--source', 'load', '--data-dir', folder]);
        await pause(500);
        versions.add(tandem.services.indexes.current('jobs').version);
      }
    };
    const [lost] = await Promise.all([searches(ask, SEARCHES), swapAll()]);
    expect(lost).toEqual([]);
    expect(versions.size).toBe(SWAPS);
  });

  it('loses no search to a stop signal: what runs is answered, and what is refused finds the next server', {
    timeout: 300_000,
  }, async () => {
    const settings = { TANDEM_DATA_DIR: join(folder, 'second'), TANDEM_DEADLINE_MS: '10000' };
    const ending = await startProcess(['start'], settings);
    let answered = 0;
    let refused = 0;
    // As a balancer does: a connection that is not taken is tried elsewhere; one that breaks in the middle is lost.
    const ask = async (text: string): Promise<unknown> => {
      try {
        const edges = await edgesFrom(ending.url, text);
        answered += 1;
        return edges;
      } catch (error) {
        if (!isNotTaken(error)) throw error;
        refused += 1;
        return edgesFrom(tandem.url, text);
      }
    };
    const stopInTheMiddle = async () => {
      await vi.waitUntil(() => answered >= 20, { timeout: 120_000 });
      return ending.end('SIGTERM');
    };
    const [lost, status] = await Promise.all([searches(ask, 80), stopInTheMiddle()]);
    expect(lost).toEqual([]);
    expect(status).toEqual([0, null]);
    expect(refused).toBeGreaterThan(0);
  });

  it(`does nothing more for ${CLIENTS} clients that leave in mid-search, at either endpoint, and counts what it dropped`, {
    timeout: 120_000,
  }, async () => {
    const worker = tandem.services.pools.status().find(({ pool }) => pool === 'slm');
    const stopWorker = (signal: string) => spawnSync('kill', [`-${signal}`, String(worker?.pid)]);
    const before = await counts(tandem);
    stopWorker('STOP');
    const clients = Array.from({ length: CLIENTS }, (_, index) => leavingClient(index));
    try {
      await vi.waitUntil(async () => (await counts(tandem)).inFlight > 0, { timeout: 20_000, interval: 20 });
      await pause(300);
      for (const client of clients) client.leave();
      expect(await Promise.all(clients.map(({ gone }) => gone))).not.toContain(false);
      await vi.waitUntil(async () => (await counts(tandem)).inFlight === 0, { timeout: 20_000, interval: 20 });
    } finally {
      stopWorker('CONT');
    }
    const left = await counts(tandem);
    expect(left.dropped).toBeGreaterThan(before.dropped);
    await ready(tandem);
    await pause(1_000);
    // What the worker had when the clients left is computed; one batch ahead of the one that it computes.
    expect((await counts(tandem)).batches - before.batches).toBeLessThanOrEqual(2);
    expect(Array.isArray(await edgesFrom(tandem.url, 'registered nurse'))).toBe(true);
  });
});

function isNotTaken(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ECONNREFUSED';
}

function leavingClient(index: number): { readonly leave: () => void; readonly gone: Promise<boolean> } {
  const client = new AbortController();
  const isStreamed = index % 2 === 1;
  const answer = fetch(`${tandem.url}/graphql${isStreamed ? '/stream' : ''}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: isStreamed ? 'multipart/mixed' : 'application/json' },
    body: JSON.stringify({ query: isStreamed ? STREAMED : SEARCH, variables: { text: texts.next().value } }),
    signal: client.signal,
  });
  // Those whom the admission refuses at once have an answer before they can leave.
  const gone = answer.then(
    ({ status }) => status === 503,
    () => true,
  );
  return { leave: () => client.abort(), gone };
}

/** `batches`: those of the pool slm that were computed. */
async function counts({ services: { metrics } }: RunningTandem) {
  const [dropped, inFlight, batches] = await Promise.all([
    metrics.droppedEntries.get(),
    metrics.admissionInFlight.get(),
    metrics.batchSize.get(),
  ]);
  return {
    dropped: sum(dropped.values.filter(({ labels }) => labels.reason === 'caller')),
    inFlight: sum(inFlight.values),
    batches: sum(
      batches.values.filter(({ labels, metricName }) => labels.pool === 'slm' && metricName?.endsWith('_count')),
    ),
  };
}

function sum(values: readonly { readonly value: number }[]): number {
  return values.reduce((total, { value }) => total + value, 0);
}
