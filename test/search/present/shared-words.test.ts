/** Words that a search and a document share are told as the document writes them, and as met only where the whole is close. */
import { describe, expect, it } from 'vitest';
import { sharedWords } from '../../../search/present/shared-words.ts';
import type { JobDocument } from '../../../stores/documents.ts';
import { testJobs } from '../../helpers/test-corpus.ts';
import { testFacts } from '../../helpers/test-search.ts';

const facts = testFacts();
const document: JobDocument = {
  ...(testJobs(facts)[0] as JobDocument),
  description: 'Tends kelp fields by lamplight.',
};

const sharedBy = (asked: string, grade: number | null, unwanted: readonly string[] = []) =>
  sharedWords({ document, facts, nowMs: 0, asked, unwanted: new Set(unwanted), facets: [], grade });

describe('shared words', () => {
  it('are those that say something, in the forms of the document', () => {
    expect(sharedBy('somebody for a kelp field in the years to come', null)).toEqual([
      { kind: 'SEMANTIC', text: 'Mentions “kelp”, “fields”', satisfied: true },
    ]);
    expect(sharedBy('someone who paints', null)).toEqual([]);
  });

  it('are quoted as the document writes them', () => {
    const french = { ...document, description: 'Une École.' };
    const [reason] = sharedWords({
      document: french,
      facts,
      nowMs: 0,
      asked: 'écoles à Paris',
      unwanted: new Set(),
      facets: [],
      grade: null,
    });
    expect(reason?.text).toBe('Mentions “École”');
  });

  it('are met where the ranker finds the whole close, and left open where they may mean something else', () => {
    expect(sharedBy('kelp', 3)).toMatchObject([{ satisfied: true }]);
    expect(sharedBy('kelp', 1)).toEqual([
      { kind: 'SEMANTIC', text: 'Mentions “kelp”', satisfied: false, isOpen: true },
    ]);
  });

  it('are none that the text excludes', () => {
    expect(sharedBy('lamplight but no kelp', null, ['kelp'])).toMatchObject([{ text: 'Mentions “lamplight”' }]);
  });
});
