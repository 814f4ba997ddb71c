/**
 * An index that changes under load: how long until an upsert is found, whether a search fails, whether a page mixes versions.
 * A search that is refused is asked again when its Retry-After is over, as a client does.
 * Run: npm run bench:index -- [--searches 10000] [--rate 0] [--upserts 20]   (rate 0: one after the other, eight at a time)
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { encodersOf } from '../cli/ingest.ts';
import { waitForWorkers } from '../cli/wait-for-workers.ts';
import { changeIndex } from '../ingest/change-index.ts';
import { normaliseJob } from '../ingest/normalise-job.ts';
import { startTandem } from '../main.ts';
import { loadConfig } from '../runtime/config.ts';
import { createMemoryEmbeddings } from '../stores/embeddings-memory.ts';
import { lockVerticalWhenFree } from '../stores/segment-lock.ts';
import { median } from './quantiles.ts';

/** All are changed together: a page that shows two generations has mixed two versions. */
const PROBES = 5;
const AT_ONCE = 8;
const PATIENCE_MS = 60_000;
const REFUSED = 503;
const NAME = 'Zymurgist';
const PAGE = '{ jobSearch(input: { text: "zymurgist", spellCorrect: false }, first: 10) { edges { node { title } } } }';
const WORDS = ['nurse', 'driver', 'teacher', 'welder', 'chef', 'analyst', 'plumber', 'lawyer', 'at night', 'in a bank'];

const { values } = parseArgs({
  options: {
    searches: { type: 'string', default: '10000' },
    rate: { type: 'string', default: '0' },
    upserts: { type: 'string', default: '20' },
  },
});
const [searches, rate, upserts] = [values.searches, values.rate, values.upserts].map(Number) as [
  number,
  number,
  number,
];
const dataDir = mkdtempSync(join(tmpdir(), 'tandem-live-'));
const config = loadConfig(process.env, { TANDEM_DATA_DIR: dataDir, PORT: 0 });
const tandem = await startTandem(config);
const counts = { done: 0, refused: 0, failed: 0, mixed: 0 };
try {
  await waitForWorkers(tandem.services.pools, PATIENCE_MS);
  const load = runLoad();
  const tookMs: number[] = [];
  for (let generation = 1; generation <= upserts; generation++) {
    tookMs.push(await upsertAndFind(generation));
    await waitUntil(() => counts.done >= (searches * generation) / upserts);
  }
  await load;
  report(tookMs);
} finally {
  await tandem.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Milliseconds from the call until a search shows the new documents. */
async function upsertAndFind(generation: number): Promise<number> {
  const { documents, facts, pools } = tandem.services;
  const upserted = Array.from({ length: PROBES }, (_, id) =>
    normaliseJob(
      { id: `probe-${id}`, title: `${NAME} ${generation}`, description: `Brews number ${id}.` },
      'bench',
      facts,
    ),
  );
  const startMs = performance.now();
  const release = await lockVerticalWhenFree(dataDir, 'jobs');
  try {
    await changeIndex(
      { upserts: upserted, removedIds: [] },
      {
        vertical: 'jobs',
        dataDir,
        encoders: encodersOf(config, pools, 'interactive'),
        facts,
        documents,
        embeddings: createMemoryEmbeddings(),
      },
    );
  } finally {
    await release();
  }
  await waitUntil(async () => (await generations()).includes(String(generation)));
  return performance.now() - startMs;
}

/** Of the probes on one page, each once. */
async function generations(): Promise<readonly string[]> {
  const titles = (await ask(PAGE)) ?? [];
  return [...new Set(titles.filter((title) => title.startsWith(NAME)).map((title) => title.slice(NAME.length + 1)))];
}

/** Titles of the page, null when the search failed. */
async function ask(query: string): Promise<readonly string[] | null> {
  for (;;) {
    const response = await send(query);
    const waitSeconds = response?.headers.get('retry-after') ?? null;
    if (response?.status !== REFUSED || waitSeconds === null) return titlesOf(response);
    counts.refused += 1;
    await response.body?.cancel();
    await sleep(Number(waitSeconds) * 1_000);
  }
}

/** Null when no answer came, which is a failed search. */
async function send(query: string): Promise<Response | null> {
  return await fetch(`${tandem.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  }).catch(noteFailure);
}

interface Answer {
  readonly errors?: unknown;
  readonly data?: {
    readonly jobSearch?: { readonly edges: readonly { readonly node: { readonly title: string } }[] };
  };
}

async function titlesOf(response: Response | null): Promise<readonly string[] | null> {
  const answer = (await response?.json().catch(noteFailure)) as Answer | null | undefined;
  if (!answer?.data?.jobSearch || answer.errors !== undefined) return null;
  return answer.data.jobSearch.edges.map(({ node }) => node.title);
}

function noteFailure(error: unknown): null {
  console.error(`a search failed: ${error instanceof Error ? error.message : String(error)}`);
  return null;
}

async function runLoad(): Promise<void> {
  let started = 0;
  if (rate === 0) {
    const worker = async (): Promise<void> => {
      while (started < searches) await searchOnce(started++);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return;
  }
  const running: Promise<void>[] = [];
  for (; started < searches; started++) {
    running.push(searchOnce(started));
    await sleep(1_000 / rate);
  }
  await Promise.all(running);
}

/** Every third one looks at the probes, the others at what was not searched before. */
async function searchOnce(number: number): Promise<void> {
  if (number % 3 === 0) {
    const titles = await ask(PAGE);
    if (titles === null) counts.failed += 1;
    else if (new Set(titles.filter((title) => title.startsWith(NAME))).size > 1) counts.mixed += 1;
  } else {
    const text = `${WORDS[number % WORDS.length]} ${WORDS[(number * 7 + 3) % WORDS.length]} ${number}`;
    const titles = await ask(`{ jobSearch(input: { text: "${text}" }, first: 10) { edges { node { title } } } }`);
    if (titles === null) counts.failed += 1;
  }
  counts.done += 1;
}

async function waitUntil(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(10);
}

function report(tookMs: readonly number[]): void {
  const [middle, longest] = [median(tookMs), Math.max(...tookMs)];
  console.log(
    `${counts.done} searches, ${counts.failed} failed, ${counts.mixed} pages of two versions, ${tookMs.length} versions published; ${counts.refused} times told to come later`,
  );
  console.log(`an upsert was found after ${middle.toFixed(0)} ms (median), ${longest.toFixed(0)} ms (longest)`);
  console.log(
    JSON.stringify({
      searches: counts.done,
      refused: counts.refused,
      failed: counts.failed,
      mixed: counts.mixed,
      upsertMedianMs: middle,
      upsertLongestMs: longest,
    }),
  );
}
