/** Two systems are compared over the judged queries that both answered, of several files together. */
import { describe, expect, it } from 'vitest';
import { compareRuns, joinByQuery } from '../../evaluation/compare-runs.ts';
import type { Run } from '../../evaluation/files.ts';
import { seededRandom } from '../../runtime/random.ts';

const GRADES = new Map([
  ['good', 4],
  ['poor', 0],
]);
const QUERIES = ['q1', 'q2', 'q3', 'q4'];
const judgments = new Map(QUERIES.map((qid) => [qid, GRADES]));

function runOf(lists: Readonly<Record<string, readonly string[]>>): Run {
  return new Map(Object.entries(lists).map(([qid, ids]) => [qid, ids.map((documentId) => ({ documentId, score: 1 }))]));
}

const best = runOf(Object.fromEntries(QUERIES.map((qid) => [qid, ['good', 'poor']])));
const worst = runOf(Object.fromEntries(QUERIES.map((qid) => [qid, ['poor', 'good']])));

describe('a comparison', () => {
  it('says by how much the first is better, and how sure that is', () => {
    const comparison = compareRuns('mrr', { first: best, second: worst }, judgments, seededRandom(1));
    expect(comparison).toMatchObject({ queries: 4, first: 1, second: 0.5, difference: 0.5, interval: [0.5, 0.5] });
    expect(comparison.shareNotBetter).toBe(0);
  });

  it('is the same again, and turns its sign when the systems change places', () => {
    const mixed = runOf({ q1: ['good'], q2: ['poor', 'good'], q3: ['good'], q4: [] });
    const of = (first: Run, second: Run) => compareRuns('mrr', { first, second }, judgments, seededRandom(1));
    expect(of(mixed, worst)).toEqual(of(mixed, worst));
    const [there, back] = [of(mixed, worst), of(worst, mixed)];
    expect(back.difference).toBe(-there.difference);
    expect(back.interval).toEqual([-there.interval[1], -there.interval[0]].map((end) => expect.closeTo(end, 4)));
  });

  it('takes only judged queries that both have', () => {
    const more = new Map([...best, ...runOf({ unjudged: ['good'], alone: ['good'] })]);
    const fewer = runOf({ q1: ['poor', 'good'], unjudged: ['good'] });
    expect(compareRuns('mrr', { first: more, second: fewer }, judgments, seededRandom(1)).queries).toBe(1);
  });

  it('leaves out a query whose metric is not defined in one of them', () => {
    const nothingJudged = runOf({ q1: ['unknown'], q2: ['poor'] });
    expect(compareRuns('poor@10', { first: nothingJudged, second: best }, judgments, seededRandom(1)).queries).toBe(1);
  });

  it('refuses runs without a common judged query', () => {
    expect(() => compareRuns('mrr', { first: best, second: runOf({}) }, judgments, seededRandom(1))).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });
});

describe('files of several verticals', () => {
  it('are joined by query', () => {
    expect([...joinByQuery([new Map([['q1', 1]]), new Map([['q2', 2]])], 'run files').keys()]).toEqual(['q1', 'q2']);
  });

  it('may not answer one query twice', () => {
    expect(() => joinByQuery([new Map([['q1', 1]]), new Map([['q1', 2]])], 'run files')).toThrow(
      /one of the run files, got q1 in two/,
    );
  });
});
