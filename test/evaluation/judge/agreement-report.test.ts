/** The report of a judge: kappas with intervals over queries, and groups that show where it disagrees. */
import { describe, expect, it } from 'vitest';
import { agreementReport } from '../../../evaluation/judge/agreement-report.ts';
import type { GradedPair } from '../../../evaluation/judge/pairs-to-grade.ts';
import { seededRandom } from '../../../runtime/random.ts';

/** Queries of four pairs; the judge is right about titles and always one too generous about negations. */
const pairs: readonly GradedPair[] = Array.from({ length: 80 }, (_, index) => {
  const query = index >> 2;
  const gold = index % 4;
  const isHard = query % 2 === 1;
  return {
    qid: `q${query}`,
    vertical: query < 12 ? 'jobs' : 'people',
    category: isHard ? 'negation' : 'title',
    documentId: `d${index}`,
    gold,
    judge: isHard ? gold + 1 : gold,
  };
});
const report = agreementReport(pairs, () => seededRandom(1));

describe('the report', () => {
  it('has kappas inside their intervals, the same for the same seed', () => {
    for (const { value, interval } of [report.linear, report.quadratic]) {
      expect(interval?.low).toBeLessThan(value ?? 0);
      expect(interval?.high).toBeGreaterThan(value ?? 0);
    }
    expect(agreementReport(pairs, () => seededRandom(1))).toEqual(report);
  });

  it('counts pairs, queries and those on the same side of relevant', () => {
    expect([report.pairs, report.queries]).toEqual([80, 20]);
    // Of the hard half, a gold 2 becomes a 3.
    expect(report.sameSide).toBeCloseTo(1 - 10 / 80);
  });

  it('names the category of most disagreement first, with the direction of the error', () => {
    expect(report.byCategory).toMatchObject([
      { name: 'negation', pairs: 40, distance: 1, error: 1, farShare: 0 },
      { name: 'title', pairs: 40, kappa: 1, distance: 0, error: 0 },
    ]);
  });

  it('groups by vertical and by the grade that counts', () => {
    expect(report.byVertical.map(({ name, pairs: count }) => [name, count])).toEqual([
      ['jobs', 48],
      ['people', 32],
    ]);
    expect(report.byGold.map(({ name, kappa, distance }) => [name, kappa, distance])).toEqual(
      ['0', '1', '2', '3'].map((name) => [name, null, 0.5]),
    );
  });

  it('has no categories when the queries name none', () => {
    const plain = pairs.map((pair) => ({ ...pair, category: '' }));
    expect(agreementReport(plain, () => seededRandom(1)).byCategory).toEqual([]);
  });
});
