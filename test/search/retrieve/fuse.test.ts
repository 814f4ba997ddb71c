/** What candidates earn: the role before its circumstances, near places before far ones. */
import { beforeAll, describe, expect, it } from 'vitest';
import { fuse } from '../../../search/retrieve/fuse.ts';
import { keywordEvidence } from '../../../search/retrieve/keyword.ts';
import { understand } from '../../../search/understand/understand.ts';
import type { JobDocument } from '../../../stores/documents.ts';
import { createTestSearch, jobRequest, type TestSearch } from '../../helpers/test-search.ts';

let test: TestSearch;
beforeAll(async () => {
  test = await createTestSearch();
});

/** Jobs of the corpus that are allowed, best first, with their scores; by keywords alone. */
async function fused(text: string, isAllowed: (job: JobDocument) => boolean) {
  const snapshot = test.indexes.current('jobs');
  const understood = await understand(jobRequest(text), snapshot, test.context());
  const jobs = snapshot.ids.flatMap((id) => test.jobs.find((job) => job.id === id) ?? []);
  const mask = Uint8Array.from(jobs, (job) => (isAllowed(job) ? 1 : 0));
  const scores = fuse(null, keywordEvidence(understood, snapshot, null), mask, understood.facets, false, 0.3, snapshot);
  return jobs
    .map((job, position) => ({ title: job.title, place: job.locations[0]?.name ?? '', score: scores[position] ?? 0 }))
    .filter((_, position) => mask[position] === 1)
    .sort((a, b) => b.score - a.score);
}

describe('the fused score', () => {
  it('puts the role elsewhere before other roles in the right place', async () => {
    const text = 'nurse in Lyon';
    const found = await fused(
      text,
      ({ title, locations }) => title !== 'Registered Nurse' || locations[0]?.name !== 'Lyon, France',
    );
    expect(found.slice(0, 3).map(({ title }) => title)).toEqual(Array(3).fill('Registered Nurse'));
  });

  it('gives another role nothing for the name of the place', async () => {
    const snapshot = test.indexes.current('jobs');
    const understood = await understand(jobRequest('nurse in Lyon'), snapshot, test.context());
    const { scores, roleScores } = keywordEvidence(understood, snapshot, null);
    const chef = test.jobs.find(({ title, locations }) => title === 'Chef' && locations[0]?.name === 'Lyon, France');
    const position = snapshot.positionOf(chef?.id ?? '') ?? -1;
    expect(scores[position]).toBeGreaterThan(0);
    expect(roleScores[position]).toBe(0);
  });

  it('puts the same country before another one', async () => {
    const found = await fused('chef in Munich', ({ title }) => title === 'Chef');
    expect(found[0]?.place).toBe('Berlin, Germany');
    expect(found[0]?.score).toBeGreaterThan(found[1]?.score ?? 1);
  });
});
