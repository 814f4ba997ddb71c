/** The sample has the same number of every kind, draws the same again, and each query says how many it stands for. */
import { describe, expect, it } from 'vitest';
import { loggedQuery, type SampledQuery, sampleByStratum } from '../../../evaluation/over-time/sample.ts';
import { seededRandom } from '../../../runtime/random.ts';

const logOf = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).flatMap(([stratum, count]) =>
    Array.from({ length: count }, (_, index) =>
      loggedQuery({ qid: `${stratum}${index}`, text: 'nurse', stratum }, 'existing'),
    ),
  );
const qids = (sample: readonly SampledQuery[]): readonly string[] => sample.map(({ query }) => query.qid);
const random = () => seededRandom(7);

describe('a sample', () => {
  it('takes as many queries of a rare kind as of a common one', () => {
    const sample = sampleByStratum(logOf({ common: 100, rare: 5 }), 5, random);
    expect(sample.filter(({ stratum }) => stratum === 'common')).toHaveLength(5);
    expect(sample.filter(({ stratum }) => stratum === 'rare')).toHaveLength(5);
  });

  it('has each query stand for its share of the log', () => {
    const sample = sampleByStratum(logOf({ common: 100, rare: 3 }), 5, random);
    expect(sample.map(({ weight }) => weight)).toEqual([20, 20, 20, 20, 20, 1, 1, 1]);
  });

  it('is the same with the same seed, and another with another', () => {
    const log = logOf({ common: 100 });
    expect(qids(sampleByStratum(log, 5, random))).toEqual(qids(sampleByStratum(log, 5, random)));
    expect(qids(sampleByStratum(log, 5, random))).not.toEqual(qids(sampleByStratum(log, 5, () => seededRandom(8))));
  });

  it('of one kind stays as it was when another kind grows', () => {
    const titles = (log: ReturnType<typeof logOf>) =>
      qids(sampleByStratum(log, 5, random)).filter((qid) => qid.startsWith('title'));
    expect(titles(logOf({ place: 10, title: 50 }))).toEqual(titles(logOf({ place: 90, title: 50 })));
  });
});

describe('a logged query', () => {
  it('belongs to the stratum that it names, else to its category, else to the others', () => {
    const stratumOf = (more: object) => loggedQuery({ qid: 'q', text: 't', ...more }, 'existing').stratum;
    expect(stratumOf({ stratum: 'short', category: 'title' })).toBe('short');
    expect(stratumOf({ category: 'title' })).toBe('title');
    expect(stratumOf({})).toBe('other');
  });

  it('is about jobs when it says nothing', () => {
    expect(loggedQuery({ qid: 'q', text: 't' }, 'aspirational')).toMatchObject({ vertical: 'jobs' });
  });
});
