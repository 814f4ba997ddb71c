/** How new a posting has to be, as people write it. */
import { describe, expect, it } from 'vitest';
import { readFreshness } from '../../../search/understand/read-freshness.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const read = (text: string): readonly [string, string][] =>
  readFreshness(text, NOW).map(({ value, sourceText }) => [value, sourceText]);

describe('freshness', () => {
  it.each([
    ['chef posted in the last week', '7', 'posted in the last week'],
    ['chef added within the past 3 days', '3', 'added within the past 3 days'],
    ['last 24 hours, chef', '1', 'last 24 hours'],
    ['chef, no older than two weeks', '14', 'no older than two weeks'],
    ['chef posted 5 days ago', '5', 'posted 5 days ago'],
    ['chef posted today', '1', 'posted today'],
    ['new this month, chef', '30', 'new this month'],
    ['chef from the past couple of days', '2', 'from the past couple of days'],
  ])('of %j is %s days', (text, days, words) => {
    expect(read(text)).toEqual([[days, words]]);
  });

  it.each(['chef with 5 years in the last job', 'work 4 days a week', 'day nurse', 'three months contract'])(
    'is not stated by %j',
    (text) => {
      expect(read(text)).toEqual([]);
    },
  );

  it('counts from now', () => {
    expect(readFreshness('posted in the last week', NOW)[0]?.condition).toMatchObject({
      minimum: Date.parse('2026-03-03T12:00:00Z'),
    });
  });
});
