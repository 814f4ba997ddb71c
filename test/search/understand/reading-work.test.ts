/** What reading a text may cost: look-ups in the tables grow with its words and end at a limit, whatever the words are. */
import { expect, it } from 'vitest';
import { readFacets } from '../../../search/understand/facets.ts';
import { gatherKnowledge } from '../../../search/understand/knowledge.ts';
import { MOST_READ_WORDS } from '../../../search/understand/text-spans.ts';
import type { Facts } from '../../../stores/facts.ts';
import { memorySnapshot } from '../../helpers/memory-index.ts';
import { testJobs } from '../../helpers/test-corpus.ts';
import { testFacts } from '../../helpers/test-search.ts';

const LONGEST_TEXT = 512;
/** A run of up to five words is asked for as a place, once by each reader that must tell places from other things. */
const PLACE_LOOKUPS_A_WORD = 20;

const snapshot = memorySnapshot('jobs', testJobs(testFacts()), testFacts());
const knowledge = gatherKnowledge(snapshot);

function placeLookUps(text: string): number {
  let count = 0;
  const findPlace: Facts['findPlace'] = (asked) => {
    count += 1;
    return testFacts().findPlace(asked);
  };
  readFacets(text, {
    vertical: 'jobs',
    facts: { ...testFacts(), findPlace },
    knowledge,
    keywords: snapshot.keywords,
    nowMs: 0,
  });
  return count;
}

const longText = (words: string): string => words.repeat(LONGEST_TEXT).slice(0, LONGEST_TEXT);

it.each([
  ['towns', 'Lyon Boston New York San Francisco Paris Leeds '],
  ['towns with commas', 'Lyon, Paris, Austin, TX, Leeds, '],
  ['beginnings of towns', 'san new la saint de el les '],
  ['letters', 'a b c d e f '],
  ['codes', 'TX NY CA DE '],
])('a text full of %s asks for at most so many places a word', (_what, words) => {
  const most = Math.min(MOST_READ_WORDS, longText(words).split(' ').length) * PLACE_LOOKUPS_A_WORD;
  const asked = placeLookUps(longText(words));
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThanOrEqual(most);
});

it('twice the words ask for no more than twice as much, and words behind the limit for nothing', () => {
  const of = (count: number): number => placeLookUps(Array.from({ length: count }, () => 'q').join(' '));
  expect(of(64)).toBeLessThanOrEqual(2 * of(32) + PLACE_LOOKUPS_A_WORD);
  expect(of(2 * MOST_READ_WORDS)).toBeLessThanOrEqual(of(MOST_READ_WORDS));
});
