/** Facts that a judge has read: a grade stays with the sentence and the verdict that it was given for. */
import { describe, expect, it } from 'vitest';
import { countFacts, factId, pairName } from '../../evaluation/fact-grades.ts';
import type { MatchReason } from '../../search/types.ts';
import type { JobDocument } from '../../stores/documents.ts';
import { testJobs } from '../helpers/test-corpus.ts';
import { testFacts } from '../helpers/test-search.ts';

const document = testJobs(testFacts())[0] as JobDocument;
const said = (text: string, change: Partial<MatchReason> = {}): MatchReason => ({
  kind: 'SEMANTIC',
  text,
  satisfied: false,
  ...change,
});
const pairOf = (...reasons: readonly MatchReason[]) => ({
  qid: 'q1',
  document,
  explanation: { summary: 'Some words.', reasons },
});

describe('the facts of a judge', () => {
  const [truth, lie] = [said('In Lyon', { satisfied: true }), said('In Austin, not Lyon')];
  const grades = new Map([
    [
      pairName('q1', document.externalId),
      new Map([
        [factId(truth), 1],
        [factId(lie), 0],
      ]),
    ],
  ]);

  it('are counted by what the reason says of them', () => {
    const counts = countFacts([pairOf(truth, lie)], grades);
    expect(counts.met).toEqual({ agreeing: 1, graded: 1, ungraded: 0 });
    expect(counts.broken).toEqual({ agreeing: 0, graded: 1, ungraded: 0 });
  });

  it('that say something else, or the same with another verdict, have not been read', () => {
    const counts = countFacts([pairOf(said('In Lyon', { isOpen: true }), said('In Lyons'))], grades);
    expect(counts.unknown).toEqual({ agreeing: 0, graded: 0, ungraded: 1 });
    expect(counts.broken.ungraded).toBe(1);
  });
});
