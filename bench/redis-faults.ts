/**
 * What searches take while the Redis of a server is struck, beside the same without: calm and struck in turn, and how soon Redis is used again.
 * Run: npm run bench:redis [-- --rounds 3] [--searches 50] [--fault frozen]
 *   One client asks one new text after the other. TANDEM_BACKEND=fake takes the models' time out of it.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freshTexts } from '../cli/search-texts.ts';
import { seededRandom } from '../runtime/random.ts';
import { REDIS_FAULTS, type RedisFault, startSharedRedis } from '../test/helpers/redis-faults.ts';
import { hasNoRedis } from '../test/helpers/redis-server.ts';
import { quantile } from './quantiles.ts';
import { type Answered, createSearchClient } from './search-client.ts';
import { measuredServer } from './server.ts';

/** RELIABILITY.md. */
const LIMITS = { p99GrowthMs: 30, recoveryMs: 1_000 } as const;
const POLL_MS = 25;
const LONGEST_RECOVERY_MS = 15_000;
const WARM_UP_SEARCHES = 50;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    searches: { type: 'string', default: '50' },
    fault: { type: 'string', default: '' },
  },
});
// The helper has said why.
if (hasNoRedis) process.exit(1);
const texts = freshTexts(seededRandom(1));
const redis = await startSharedRedis();
const server = await measuredServer(undefined, { REDIS_URL: redis.url, TANDEM_LOG_LEVEL: 'error' });
const client = createSearchClient(server.url);
const searchAgain = (text: string): Promise<Answered> => client.send(text, 'interactive', performance.now());
try {
  await searchTimes(WARM_UP_SEARCHES);
  const faults = REDIS_FAULTS.filter(({ name }) => name.includes(values.fault));
  const measured: Measured[] = [];
  for (const fault of faults) {
    const each = await measure(fault);
    measured.push(each);
    console.log(lineOf(each));
  }
  const missed = measured.filter((each) => !isWithin(each)).map(({ name }) => name);
  console.log(JSON.stringify({ failed: measured.reduce((sum, { struck }) => sum + failedOf(struck), 0), missed }));
} finally {
  await client.close();
  await server.stop();
  await redis.remove();
}

interface Measured {
  readonly name: string;
  readonly calm: readonly Answered[];
  readonly struck: readonly Answered[];
  /** The longest of all rounds. */
  readonly recoveryMs: number;
}

async function measure(fault: RedisFault): Promise<Measured> {
  const calm: Answered[] = [];
  const struck: Answered[] = [];
  let recoveryMs = 0;
  for (let round = 0; round < Number(values.rounds); round += 1) {
    calm.push(...(await searchTimes(Number(values.searches))));
    await fault.strike(redis);
    struck.push(...(await searchTimes(Number(values.searches))));
    await fault.end(redis);
    recoveryMs = Math.max(recoveryMs, await untilUsedMs());
  }
  return { name: fault.name, calm, struck, recoveryMs };
}

async function searchTimes(count: number): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await searchAgain(texts.next().value));
  return answers;
}

/** Until the record of a search that began since is in Redis. */
async function untilUsedMs(): Promise<number> {
  const records = (): Promise<readonly string[]> => redis.ask((asked) => asked.keys('tandem:r1:*'));
  const startMs = performance.now();
  const before = new Set(await records());
  const running: Promise<Answered>[] = [];
  const text = texts.next().value;
  while (performance.now() - startMs < LONGEST_RECOVERY_MS) {
    running.push(searchAgain(text));
    await pause(POLL_MS);
    if ((await records()).some((name) => !before.has(name))) break;
  }
  const tookMs = performance.now() - startMs;
  await Promise.all(running);
  return tookMs;
}

function failedOf(answers: readonly Answered[]): number {
  return answers.filter(({ kind }) => kind === 'failed' || kind === 'refused').length;
}

function timeOf(answers: readonly Answered[], share: number): number {
  const times = answers.map(({ latencyMs }) => latencyMs);
  return quantile(times, share) ?? Number.NaN;
}

function isWithin({ calm, struck, recoveryMs }: Measured): boolean {
  const growthMs = timeOf(struck, 0.99) - timeOf(calm, 0.99);
  return failedOf(struck) === 0 && growthMs <= LIMITS.p99GrowthMs && recoveryMs <= LIMITS.recoveryMs;
}

function lineOf({ name, calm, struck, recoveryMs }: Measured): string {
  const degraded = struck.filter(({ kind }) => kind === 'degraded').length;
  const [p50, p99] = [0.5, 0.99].map(
    (share) => `${timeOf(calm, share).toFixed(0)} to ${timeOf(struck, share).toFixed(0)}`,
  );
  const counts = `${failedOf(struck)} of ${struck.length} failed, ${degraded} degraded`;
  return `${name}: ${counts}, p50 ${p50} ms, p99 ${p99} ms, used again after ${recoveryMs.toFixed(0)} ms`;
}
