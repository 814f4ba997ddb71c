/** Spelling over the demo corpus: what its documents are called by stays, frequent words stay, a correction is final. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { generateJobs } from '../../../data/demo/generate.ts';
import { normaliseJob } from '../../../ingest/normalise-job.ts';
import { validateJob } from '../../../ingest/validate.ts';
import { gatherKnowledge } from '../../../search/understand/knowledge.ts';
import { correctSpelling } from '../../../search/understand/spelling.ts';
import { spellingKnowledge } from '../../../search/understand/spelling-knowledge.ts';
import { memorySnapshot } from '../../helpers/memory-index.ts';
import { testFacts } from '../../helpers/test-search.ts';

/** What this many documents hold is no slip. */
const OFTEN = 10;

const jobs = [...generateJobs()].flatMap((line) => {
  const checked = validateJob(JSON.stringify(line));
  return checked.kind === 'valid' ? [normaliseJob(checked.value, 'demo', testFacts())] : [];
});
const snapshot = memorySnapshot('jobs', jobs, testFacts());
const knowledge = gatherKnowledge(snapshot);
const correct = (text: string): string | null =>
  correctSpelling(text, spellingKnowledge(text, testFacts(), knowledge, snapshot));
const changed = (texts: Iterable<string>): readonly string[] =>
  [...new Set(texts)].filter((text) => correct(text) !== null).map((text) => `${text} -> ${correct(text)}`);

it.each([
  ['title', jobs.map(({ title }) => title)],
  ['skill', jobs.flatMap(({ skills }) => skills)],
  ['place', jobs.flatMap(({ locations }) => locations.map(({ name }) => name))],
  ['company', jobs.flatMap(({ company }) => company?.name ?? [])],
  ['skill in lower case', jobs.flatMap(({ skills }) => skills.map((skill) => skill.toLowerCase()))],
  ['company in lower case', jobs.flatMap(({ company }) => company?.name.toLowerCase() ?? [])],
])('every %s of the demo corpus stays as it is', (_, texts) => {
  expect(changed(texts)).toEqual([]);
});

it('words that many documents hold stay as they are', () => {
  const often = [...snapshot.keywords.words()].filter(([, documents]) => documents >= OFTEN).map(([word]) => word);
  expect(changed(often)).toEqual([]);
});

it('correcting a corrected text changes nothing', () => {
  const words = jobs
    .slice(0, 300)
    .flatMap(({ title, description }) => [...title.split(' '), ...description.split(' ').slice(0, 6)]);
  const slip = fc
    .tuple(fc.constantFrom(...words), fc.nat(12), fc.boolean())
    .map(([word, at, isTyped]) =>
      isTyped ? word : word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
    );
  fc.assert(
    fc.property(fc.array(slip, { minLength: 1, maxLength: 8 }), fc.constantFrom(' ', '', ', '), (typed, between) => {
      const corrected = correct(typed.join(between));
      if (corrected !== null) expect(correct(corrected)).toBeNull();
    }),
  );
});

it.each([
  ['a place one slip away from the text', 'nurse in makaty', 'nurse in makati'],
  ['two words written as one', 'softwareengineer', 'software engineer'],
  ['one word written as two', 'ware house', 'warehouse'],
])('%s is put right', (_, typed, meant) => {
  expect(correct(typed)).toBe(meant);
});
