/** Logged candidate lists are put in order by the ranker that serves, their logged scores being the part of retrieval. */
import { describe, expect, it } from 'vitest';
import type { RunRow } from '../../evaluation/files.ts';
import { EVALUATION_SOURCE, rerank } from '../../evaluation/rerank.ts';
import { documentId } from '../../ingest/normalise-parts.ts';
import { memoryIndexStore, memorySnapshot } from '../helpers/memory-index.ts';
import { testJobs } from '../helpers/test-corpus.ts';
import { createTestSearch, testFacts } from '../helpers/test-search.ts';

const QUERY = { qid: 'q1', text: 'registered nurse' };
const jobs = testJobs(testFacts());
const nurse = jobs.find((job) => job.title === 'Registered Nurse')?.externalId ?? '';
const chef = jobs.find((job) => job.title === 'Chef')?.externalId ?? '';

async function reranked(logged: readonly RunRow[], depth = 10): Promise<readonly string[]> {
  const positions = new Map(jobs.map((job, index) => [documentId('jobs', EVALUATION_SOURCE, job.externalId), index]));
  const snapshot = { ...memorySnapshot('jobs', jobs, testFacts()), positionOf: (id: string) => positions.get(id) };
  const { services } = await createTestSearch({ indexes: memoryIndexStore([snapshot]) });
  const { rows } = await rerank(QUERY, logged, { services, vertical: 'jobs', depth, deadlineMs: 5_000 });
  return rows.map((row) => row.documentId);
}

describe('a logged list', () => {
  it('is put in order by the ranker, and holds nothing but what was logged', async () => {
    const logged = [
      { documentId: chef, score: 0.6 },
      { documentId: nurse, score: 0.5 },
    ];
    expect(await reranked(logged)).toEqual([nurse, chef]);
  });

  it('keeps its order below the depth', async () => {
    const logged = [
      { documentId: chef, score: 0.6 },
      { documentId: nurse, score: 0.5 },
    ];
    expect(await reranked(logged, 1)).toEqual([chef, nurse]);
  });

  it('lets a logged score that is much higher win over the ranker', async () => {
    const logged = [
      { documentId: chef, score: 9 },
      { documentId: nurse, score: 0 },
    ];
    expect(await reranked(logged)).toEqual([chef, nurse]);
  });

  it('of another corpus is refused with the document and the query', async () => {
    await expect(reranked([{ documentId: 'from elsewhere', score: 1 }])).rejects.toThrow(/from elsewhere of query q1/);
  });

  it('that is empty stays empty', async () => {
    expect(await reranked([])).toEqual([]);
  });
});
