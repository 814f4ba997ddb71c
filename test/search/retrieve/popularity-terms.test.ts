/** What members open raises a document by the weight of the manifest, and nothing is raised without one. */
import { expect, it } from 'vitest';
import { termScores } from '../../../gpu-workers/term-scores.ts';
import { readManifest } from '../../../models/manifest.ts';
import { popularityTerms } from '../../../search/retrieve/popularity-terms.ts';
import { runSearch } from '../../../search/search.ts';
import { countDocument } from '../../../stores/popularity.ts';
import { createTestSearch, jobRequest } from '../../helpers/test-search.ts';

const HOUR_MS = 3_600_000;
const WEIGHTED = { ...readManifest(), retrievalTerms: { popularity: { weight: 0.5, full: 3 } } };

async function searchWithEvents() {
  const test = await createTestSearch({ manifest: WEIGHTED });
  const snapshot = test.indexes.current('jobs');
  const nowMs = test.clock.date().getTime();
  const count = (at: number) =>
    countDocument(test.services.rows, { as: 'views', documentId: test.jobs[at]?.id ?? '', atMs: nowMs }, 1);
  return { test, snapshot, nowMs, count };
}

it('raises each by the logarithm of how often it was opened, up to the whole weight, once an hour', async () => {
  const { test, snapshot, nowMs, count } = await searchWithEvents();
  const services = test.services;
  await count(0);
  for (let time = 0; time < 20; time++) await count(1);
  await countDocument(services.rows, { as: 'applies', documentId: 'gone', atMs: nowMs }, 1);
  const scores = termScores(await popularityTerms(snapshot, services, nowMs), snapshot.attributes);
  expect(scores[0]).toBeCloseTo((0.5 * Math.log1p(1)) / Math.log1p(3));
  expect(scores[1]).toBeCloseTo(0.5);
  expect([...scores.slice(2)].every((score) => score === 0)).toBe(true);
  await count(2);
  const again = await popularityTerms(snapshot, services, nowMs);
  expect(termScores(again, snapshot.attributes)[2]).toBe(0);
  const later = await popularityTerms(snapshot, services, nowMs + HOUR_MS);
  expect(termScores(later, snapshot.attributes)[2]).toBeGreaterThan(0.1);
});

it('reaches the workers with a search', async () => {
  const { test, count } = await searchWithEvents();
  await count(3);
  await runSearch(jobRequest('someone who cooks'), test.context());
  expect(test.pools.nearestCalls[0]?.terms).toMatchObject([
    { kind: 'listed', weight: 0.5, shares: { [test.jobs[3]?.id ?? '']: expect.any(Number) } },
  ]);
});

it('is nothing without a weight, and nothing before anything was opened; the manifest that serves has one', async () => {
  const { test, snapshot, nowMs, count } = await searchWithEvents();
  expect(await popularityTerms(snapshot, test.services, nowMs)).toEqual([]);
  await count(0);
  const { retrievalTerms, ...unweighted } = readManifest();
  expect(retrievalTerms?.popularity?.weight).toBeGreaterThan(0);
  const without = { ...test.services, manifest: unweighted };
  expect(await popularityTerms(snapshot, without, nowMs + HOUR_MS)).toEqual([]);
});
