/** Phrases in quotes: all documents with the words are read, however many, once an index version. */
import { expect, it } from 'vitest';
import { exactPhrases } from '../../../search/retrieve/exact-phrases.ts';
import type { TandemDocument } from '../../../stores/documents.ts';
import { memorySnapshot } from '../../helpers/memory-index.ts';
import { sampleJob } from '../../helpers/sample-documents.ts';
import { createTestSearch, testFacts } from '../../helpers/test-search.ts';

/** More than are read at once, with the words in the right order in the last one alone. */
const JOBS = Array.from({ length: 1_200 }, (_, at) =>
  sampleJob({
    id: `j${at}`,
    externalId: `${at}`,
    version: `v${at}`,
    title: 'Clerk',
    description: at === 1_199 ? `A night porter is wanted. ${'More of the same. '.repeat(40)}` : 'A porter at night.',
  }),
);

async function phraseSearch() {
  const test = await createTestSearch();
  const snapshot = memorySnapshot('jobs', JOBS, testFacts(), 'phrases');
  test.indexes.publish(snapshot);
  await test.services.documents.putMany(JOBS);
  let reads = 0;
  const documents = {
    ...test.services.documents,
    getMany: async (keys: Parameters<typeof test.services.documents.getMany>[0]) => {
      reads += 1;
      return test.services.documents.getMany(keys) as Promise<readonly (TandemDocument | null)[]>;
    },
  };
  const services = { ...test.services, documents };
  const find = (deadline = test.context().deadline) => exactPhrases('"night porter"', snapshot, services, deadline);
  return { test, find, reads: () => reads };
}

const idsOf = ({ parts }: Awaited<ReturnType<typeof exactPhrases>>): readonly string[] =>
  parts.flatMap(({ predicate }) => (predicate.kind === 'in' ? predicate.values : []));

it('finds the one document that has it among a thousand and more with its words', async () => {
  const { find } = await phraseSearch();
  const found = await find();
  expect(idsOf(found)).toEqual(['j1199']);
  expect(found.isWhole).toBe(true);
});

it('reads nothing again for a phrase of the same index version', async () => {
  const { find, reads } = await phraseSearch();
  const first = await find();
  const before = reads();
  expect(await find()).toEqual(first);
  expect(reads()).toBe(before);
});

it('stops when its time is over, says so, and does not keep what it has', async () => {
  const { test, find, reads } = await phraseSearch();
  const { deadline } = test.context();
  test.clock.advance(5_000);
  expect(await find(deadline)).toMatchObject({ isWhole: false });
  expect(reads()).toBe(1);
  expect(idsOf(await find())).toEqual(['j1199']);
});
