/** The manifest's weights become terms of a search: the date of the vertical, the same all day, nothing without a weight. */
import { expect, it } from 'vitest';
import { retrievalTerms } from '../../../search/retrieve/retrieval-terms.ts';

const DAY_MS = 86_400_000;
const NOON = 20_000 * DAY_MS + DAY_MS / 2;
const WEIGHTS = { retrievalTerms: { freshness: { weight: 0.1, halfLifeDays: 30 } } };

it('freshness halves with every half life before today, by the date of the vertical', () => {
  const expected = { kind: 'decay', weight: 0.1, at: 20_000 * DAY_MS, halfLife: 30 * DAY_MS };
  expect(retrievalTerms('jobs', WEIGHTS, NOON)).toEqual([{ ...expected, field: 'postedAt' }]);
  expect(retrievalTerms('people', WEIGHTS, NOON)).toEqual([{ ...expected, field: 'updatedAt' }]);
  expect(retrievalTerms('jobs', WEIGHTS, NOON + DAY_MS / 4)).toEqual(retrievalTerms('jobs', WEIGHTS, NOON));
});

it('is nothing where the manifest gives no weight', () => {
  expect(retrievalTerms('jobs', {}, NOON)).toEqual([]);
});
