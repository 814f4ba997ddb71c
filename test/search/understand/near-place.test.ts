/** The place that a mistyped word means: one large town, or one where documents are, and nothing else near. */
import { expect, it } from 'vitest';
import { gatherKnowledge } from '../../../search/understand/knowledge.ts';
import { nearPlace } from '../../../search/understand/near-place.ts';
import { memorySnapshot } from '../../helpers/memory-index.ts';
import { testJobs } from '../../helpers/test-corpus.ts';
import { testFacts } from '../../helpers/test-search.ts';

const knowledge = gatherKnowledge(memorySnapshot('jobs', testJobs(testFacts()), testFacts()));

it.each([
  ['a large town', 'hambur', 'hamburg'],
  ['a large town with letters swapped', 'hambrug', 'hamburg'],
  ['a name with another first letter', 'jamburg', null],
  ['a name of four letters', 'lyom', null],
  ['two slips', 'hmabrug', null],
  ['no place', 'qqqqqq', null],
])('%s: %j means %j', (_what, typed, name) => {
  expect(nearPlace(typed, testFacts(), knowledge)).toBe(name);
});
