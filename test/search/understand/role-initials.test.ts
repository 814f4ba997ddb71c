/** Initials that stand for a role, read by rules and in what the model tagged. */
import { expect, it } from 'vitest';
import type { TextReading } from '../../../models/understanding.ts';
import { type Gazetteers, readFacets } from '../../../search/understand/facets.ts';
import { gatherKnowledge } from '../../../search/understand/knowledge.ts';
import { modelFacets } from '../../../search/understand/model-facets.ts';
import { memorySnapshot } from '../../helpers/memory-index.ts';
import { testJobs } from '../../helpers/test-corpus.ts';
import { testFacts } from '../../helpers/test-search.ts';

const snapshot = memorySnapshot('jobs', testJobs(testFacts()), testFacts());
const gazetteers: Gazetteers = {
  vertical: 'jobs',
  facts: testFacts(),
  knowledge: gatherKnowledge(snapshot),
  keywords: snapshot.keywords,
  nowMs: 0,
};
const titlesOf = (facets: ReturnType<typeof readFacets>): readonly string[] =>
  facets.filter(({ field }) => field === 'title').map(({ value }) => value);

it('reads three capitals or more that are short for a role as that role', () => {
  expect(titlesOf(readFacets('HCA nights', gazetteers))).toEqual(['healthcare assistant']);
});

it('reads no role from two capitals, which mean the time of day too', () => {
  expect(titlesOf(readFacets('start at 6 AM', gazetteers))).toEqual([]);
});

it('takes initials of a role for a role where the model took them for a skill', () => {
  const span = { field: 'skill', start: 0, end: 4, confidence: 0.9, isNegated: false };
  const reading = { spans: [span] } as unknown as TextReading;
  expect(titlesOf(modelFacets('HRBP', reading, gazetteers))).toEqual(['human resources business partner']);
});
