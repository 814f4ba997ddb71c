/** Setup of the tests that speak to the gateway or the subgraphs and not to the search: all of that folder is `fake-search.ts`. */
import { beforeAll, vi } from 'vitest';
import { calls, slowSearches } from '../gateway/fake-search.ts';

vi.mock('../../search/search.ts', () => import('../gateway/fake-search.ts'));
vi.mock('../../search/documents.ts', () => import('../gateway/fake-search.ts'));
vi.mock('../../search/company.ts', () => import('../gateway/fake-search.ts'));
vi.mock('../../search/objects.ts', () => import('../gateway/fake-search.ts'));
vi.mock('../../search/records.ts', () => import('../gateway/fake-search.ts'));
vi.mock('../../search/rank/relevance.ts', () => import('../gateway/fake-search.ts'));
vi.mock('../../search/rank/ranking-trace.ts', () => import('../gateway/fake-search.ts'));
vi.mock('../../search/present/snippets.ts', () => import('../gateway/fake-search.ts'));
vi.mock('../../search/present/explanation.ts', () => import('../gateway/fake-search.ts'));
vi.mock('../../search/suggest/suggest.ts', () => import('../gateway/fake-search.ts'));
vi.mock('../../search/understand/understanding.ts', () => import('../gateway/fake-search.ts'));

// Files that share a process share the stand-in; each begins with none of another's calls.
beforeAll(() => {
  calls.length = 0;
  for (const release of slowSearches.splice(0)) release();
  vi.restoreAllMocks();
});
