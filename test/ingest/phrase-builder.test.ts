/** Phrases of an ingest: each distinct text is embedded once, and never again while an index or a broken-off ingest has it. */
import { expect, test } from 'vitest';
import { createPhraseBuilder, type KnownPhrases, knownPhrasesOf } from '../../ingest/phrase-builder.ts';
import type { JobDocument } from '../../stores/documents.ts';
import { createMemoryEmbeddings } from '../../stores/embeddings-memory.ts';
import { fakeEncoder } from '../helpers/fake-encoder.ts';
import { testJobs } from '../helpers/test-corpus.ts';
import { testFacts } from '../helpers/test-search.ts';

const [first] = testJobs(testFacts()) as readonly JobDocument[];
const jobOf = (title: string, description: string): JobDocument => ({ ...(first as JobDocument), title, description });

const BEFORE = jobOf('Night Nurse', 'Patients on the ward need careful attention at night. Scrubs are provided.');
const AFTER = jobOf('Night Nurse', 'Patients on the ward need careful attention at night. Parking is free.');
const NOTHING: KnownPhrases = () => null;

async function built(jobs: readonly JobDocument[], known = NOTHING, journal = createMemoryEmbeddings()) {
  const encoder = fakeEncoder();
  const builder = createPhraseBuilder(encoder, known, journal);
  for (const job of jobs) builder.add(job);
  const steps: (readonly [texts: number, total: number])[] = [];
  const arrays = await builder.build(null, (texts, total) => steps.push([texts, total]));
  return { arrays, texts: encoder.phraseCalls.flat(), steps };
}

test('a text that two documents share is embedded once and has one vector', async () => {
  const { arrays, texts } = await built([BEFORE, BEFORE]);
  expect(new Set(texts).size).toBe(texts.length);
  expect(arrays.hashes).toHaveLength(2 * texts.length);
  const [start = 0, middle = 0, end = 0] = arrays.starts;
  expect([...arrays.ids.subarray(start, middle)]).toEqual([...arrays.ids.subarray(middle, end)]);
});

test('a document whose phrases did not change embeds nothing, and its vectors stay to the byte', async () => {
  const before = await built([BEFORE]);
  const again = await built([BEFORE], knownPhrasesOf(before.arrays));
  expect(before.texts.length).toBeGreaterThan(0);
  expect(again.texts).toEqual([]);
  expect(again.steps).toEqual([]);
  expect(again.arrays.codes).toEqual(before.arrays.codes);
});

test('of a document that changed only the new phrases are embedded', async () => {
  const before = await built([BEFORE]);
  const fresh = await built([AFTER]);
  const after = await built([AFTER], knownPhrasesOf(before.arrays));
  expect(after.texts.length).toBeGreaterThan(0);
  expect([...after.texts].sort()).toEqual(fresh.texts.filter((text) => !before.texts.includes(text)).sort());
  expect(after.arrays.codes).toEqual(fresh.arrays.codes);
});

test('an ingest that was broken off goes on with what its journal has', async () => {
  const journal = createMemoryEmbeddings();
  const before = await built([BEFORE], NOTHING, journal);
  const again = await built([BEFORE], NOTHING, journal);
  expect(again.texts).toEqual([]);
  expect(again.arrays.codes).toEqual(before.arrays.codes);
});

test('every batch is told, with all that there is to embed', async () => {
  const { texts, steps } = await built([BEFORE, AFTER]);
  expect(steps.map(([, total]) => total)).toEqual(steps.map(() => texts.length));
  expect(steps.reduce((sum, [done]) => sum + done, 0)).toBe(texts.length);
});

test('the phrases of a document rise within each of its texts', async () => {
  const { arrays } = await built([BEFORE]);
  for (let at = 1; at < arrays.ids.length; at++) {
    const isSame = arrays.fields[at] === arrays.fields[at - 1];
    expect(isSame ? (arrays.offsets[at] ?? 0) >= (arrays.offsets[at - 1] ?? 0) : true).toBe(true);
  }
});

test('in a large index a run of words needs sixteen documents, a clause but one', async () => {
  const filler = Array.from({ length: 985 }, () => jobOf('', ''));
  const { texts } = await built([...filler, ...Array.from({ length: 15 }, () => BEFORE)]);
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.every((text) => text.split(' ').length > 3)).toBe(true);
  const enough = await built([...filler, ...Array.from({ length: 16 }, () => BEFORE)]);
  expect(enough.texts.some((text) => text.split(' ').length <= 3)).toBe(true);
});
