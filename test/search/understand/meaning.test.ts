/** What two texts mean, by rules alone: near misses never the same, paraphrases mostly. The bench asks the same with the models. */
import { beforeAll, describe, expect, it } from 'vitest';
import { pairWords } from '../../../bench/pair-words.ts';
import { generateJobs } from '../../../data/demo/generate.ts';
import { type MeaningPair, madeNearMisses, madeParaphrases, writtenPairs } from '../../../evaluation/meaning/pairs.ts';
import { normaliseJob } from '../../../ingest/normalise-job.ts';
import { validateJob } from '../../../ingest/validate.ts';
import { seededRandom } from '../../../runtime/random.ts';
import { meaningOf } from '../../../search/understand/meaning.ts';
import { understand } from '../../../search/understand/understand.ts';
import { memorySnapshot } from '../../helpers/memory-index.ts';
import { createTestSearch, jobRequest, type TestSearch, testFacts } from '../../helpers/test-search.ts';

const PAIRS = 200;
const SEED = 1;

const words = pairWords(testFacts());
const jobs = [...generateJobs()].flatMap((line) => {
  const checked = validateJob(JSON.stringify(line));
  return checked.kind === 'valid' ? [normaliseJob(checked.value, 'demo', testFacts())] : [];
});
const snapshot = memorySnapshot('jobs', jobs, testFacts());

let test: TestSearch;
beforeAll(async () => {
  test = await createTestSearch();
});

async function meaning(text: string): Promise<string | null> {
  return meaningOf(await understand(jobRequest(text), snapshot, test.context()), testFacts());
}

async function sharing(pairs: readonly MeaningPair[]): Promise<readonly string[]> {
  const shared: string[] = [];
  for (const { one, other } of pairs) {
    const meant = await meaning(one);
    if (meant !== null && meant === (await meaning(other))) shared.push(`${one} | ${other}`);
  }
  return shared;
}

describe('two texts', () => {
  it.each([
    ['made with a seed', madeNearMisses(words, PAIRS, seededRandom(SEED))],
    ['written by hand', writtenPairs('near-misses')],
  ])('that differ in one thing never mean the same: %s', async (_how, pairs) => {
    expect(pairs.length).toBeGreaterThanOrEqual(60);
    expect(await sharing(pairs)).toEqual([]);
  });

  it.each([
    ['made with a seed', madeParaphrases(words, PAIRS, seededRandom(SEED))],
    ['written by hand', writtenPairs('paraphrases')],
  ])('that say the same in other words mostly mean the same: %s', async (_how, pairs) => {
    expect((await sharing(pairs)).length / pairs.length).toBeGreaterThanOrEqual(0.6);
  });
});

describe('a text', () => {
  it.each(['chef jobs near me', 'jobs like my current one', 'what could I do next', 'similar roles', 'jobs for us'])(
    'about who asks means something else for everybody: %s',
    async (text) => expect(await meaning(text)).toBeNull(),
  );

  it('may ask politely for somebody without speaking of them', async () => {
    expect(await meaning('please find me a chef in Lyon')).toBe(await meaning('chef in Lyon'));
  });

  it.each([
    ['what the tables know by one name', 'registered nurse in Munich', 'RN in München'],
    ['a condition in other words', 'chef, wfh', 'remote chef'],
    ['an exclusion with quotes or without', 'chef -"nurse"', 'chef -nurse'],
    ['a negation by another word', 'chef in Lyon without remote', 'chef in Lyon, not remote'],
  ])('means the same by %s', async (_what, one, other) => {
    expect(await meaning(one)).toBe(await meaning(other));
  });

  it.each([
    ['the phrase in quotes', '"team leader" in Lyon', '"team leaders" in Lyon'],
    ['a trade in capitals', 'IT trainer in Lyon', 'it trainer in Lyon'],
    ['a sign', 'chef < 50k', 'chef > 50k'],
    ['a level that is said more closely', 'lead chef', 'senior chef'],
    ['the order of values of a field', 'chef, formerly accountant', 'accountant, formerly chef'],
    ['the order of words that no value says', 'chef nights off weekends on', 'chef weekends off nights on'],
  ])('means something else by %s', async (_what, one, other) => {
    expect(await meaning(one)).not.toBe(await meaning(other));
  });
});
