/** A record of a search with one ranked result. */
import type { SearchRecord } from '../../stores/search-records.ts';

export function sampleRecord(id: string): SearchRecord {
  return {
    id,
    vertical: 'jobs',
    text: 'night nurse',
    correctedText: null,
    submittedAt: '2026-01-01T00:00:00Z',
    indexVersion: 'i1',
    modelVersion: 'm1',
    request: { first: 20 },
    understanding: { facets: [{ field: 'title', value: 'nurse' }] },
    coverage: null,
    notices: [],
    trace: null,
    totalCount: 1,
    facets: [],
    results: [
      {
        documentId: 'j1',
        documentVersion: 'v1',
        retrievalScore: 0.5,
        score: 0.9,
        rankScore: 0.9,
        stage: 'CROSS_ENCODER',
        isCached: false,
      },
    ],
  };
}
