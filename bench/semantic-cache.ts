/**
 * The semantic cache over pairs of texts: false hits of near misses, hits of paraphrases, what a hit saves and what a miss costs.
 * Run: npm run bench:meaning [-- --pairs 200 --seed 1 --timed 40]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openServices } from '../cli/open-services.ts';
import { textTable } from '../cli/text-table.ts';
import { waitForWorkers } from '../cli/wait-for-workers.ts';
import { type MeaningPair, madeNearMisses, madeParaphrases, writtenPairs } from '../evaluation/meaning/pairs.ts';
import { loadConfig } from '../runtime/config.ts';
import { deadlineIn } from '../runtime/deadline.ts';
import { seededRandom } from '../runtime/random.ts';
import type { SearchContext, SearchServices } from '../search/context.ts';
import { plainRequest } from '../search/plain-request.ts';
import { recallMeaning } from '../search/same-meaning.ts';
import { runSearch } from '../search/search.ts';
import { understand } from '../search/understand/understand.ts';
import { pairWords } from './pair-words.ts';
import { quantile, roundedTo } from './quantiles.ts';

const { values: options } = parseArgs({
  options: {
    pairs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    timed: { type: 'string', default: '40' },
    show: { type: 'boolean', default: false },
  },
});
const WORKERS_MS = 60_000;
const DEADLINE_MS = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'));
const config = loadConfig({ ...process.env, TANDEM_DATA_DIR: folder, REDIS_URL: '' });
const { services, close } = await openServices(config, true);
await waitForWorkers(services.pools, WORKERS_MS);
try {
  const words = pairWords(services.facts);
  const [count, random] = [Number(options.pairs), seededRandom(Number(options.seed))];
  const nearMisses = madeNearMisses(words, count, random);
  const paraphrases = madeParaphrases(words, count, random);
  const results = {
    nearMisses: await hitsOf(nearMisses),
    writtenNearMisses: await hitsOf(writtenPairs('near-misses')),
    paraphrases: await hitsOf(paraphrases),
    writtenParaphrases: await hitsOf(writtenPairs('paraphrases')),
  };
  console.log(
    textTable([
      ['', 'pairs', 'hits', 'share'],
      ...Object.entries(results).map(([name, { pairs, hits, share }]) => [name, `${pairs}`, `${hits}`, `${share}`]),
    ]),
  );
  const times = await timesOf(paraphrases.slice(0, Number(options.timed)));
  console.log(JSON.stringify({ seed: Number(options.seed), ...results, ...times }));
} finally {
  await close();
  rmSync(folder, { recursive: true });
}

/** `tenant` parts one measurement from the others: nothing is shared between tenants. */
function contextOf(tenant: string, replaced: Partial<SearchServices> = {}): SearchContext {
  return {
    services: { ...services, ...replaced },
    deadline: deadlineIn(DEADLINE_MS),
    requestId: 'bench',
    caller: { id: 'bench', tenant, scopes: [] },
    lane: 'interactive',
    memo: new Map(),
  };
}

async function isRecalled(text: string, context: SearchContext): Promise<boolean> {
  const [request, snapshot] = [plainRequest('jobs', text, 1), services.indexes.current('jobs')];
  const read = await understand(request, snapshot, context);
  return (await recallMeaning(read, request, snapshot, context)).understood.understanding.fromCache;
}

/** Of the look-up alone, for a text that finds nothing. */
async function missMs(text: string, context: SearchContext): Promise<number> {
  const [request, snapshot] = [plainRequest('jobs', text, 1), services.indexes.current('jobs')];
  const read = await understand(request, snapshot, context);
  const startedMs = performance.now();
  await recallMeaning(read, request, snapshot, context);
  return performance.now() - startedMs;
}

async function hitsOf(pairs: readonly MeaningPair[]) {
  const kinds = new Map<string, { pairs: number; hits: number }>();
  for (const [index, pair] of pairs.entries()) {
    const context = contextOf(`${pair.kind} ${index}`);
    await isRecalled(pair.one, context);
    const isHit = await isRecalled(pair.other, context);
    const known = kinds.get(pair.kind) ?? { pairs: 0, hits: 0 };
    kinds.set(pair.kind, { pairs: known.pairs + 1, hits: known.hits + Number(isHit) });
    if (options.show) console.log(`${isHit ? 'hit ' : 'miss'} ${pair.kind}: ${pair.one} | ${pair.other}`);
  }
  const hits = [...kinds.values()].reduce((sum, kind) => sum + kind.hits, 0);
  const share = roundedTo(3, hits / pairs.length);
  return { pairs: pairs.length, hits, share, kinds: Object.fromEntries(kinds) };
}

async function msOf(text: string, context: SearchContext): Promise<number> {
  const startedMs = performance.now();
  await runSearch(plainRequest('jobs', text, 20), context);
  return performance.now() - startedMs;
}

/** A paraphrase with and without the cache, in turns; every text is new to its tenant. */
async function timesOf(pairs: readonly MeaningPair[]) {
  const [withCache, without, first, missed]: number[][] = [[], [], [], []];
  for (const [index, { one, other }] of pairs.entries()) {
    const runs = [
      async () => {
        missed?.push(await missMs(one, contextOf(`missed ${index}`)));
        await msOf(one, contextOf(`with ${index}`));
        withCache?.push(await msOf(other, contextOf(`with ${index}`)));
      },
      async () => {
        first?.push(await msOf(one, contextOf(`without ${index}`, { twinTexts: null })));
        without?.push(await msOf(other, contextOf(`without ${index}`, { twinTexts: null })));
      },
    ];
    for (const run of index % 2 === 0 ? runs : runs.reverse()) await run();
  }
  const half = (times: readonly number[] | undefined): number => quantile(times ?? [], 0.5) ?? 0;
  return {
    paraphraseMs: roundedTo(1, half(withCache)),
    paraphraseWithoutMs: roundedTo(1, half(without)),
    paraphraseShare: roundedTo(2, half(withCache) / half(without)),
    missMs: roundedTo(2, half(missed)),
    missShare: roundedTo(3, half(missed) / half(first)),
  };
}
