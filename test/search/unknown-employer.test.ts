/** Employers that no document has: told, with the page that fits the text otherwise, and never said to be there. */
import { describe, expect, it } from 'vitest';
import type { TextReading } from '../../models/understanding.ts';
import { runSearch } from '../../search/search.ts';
import type { SearchRequest } from '../../search/types.ts';
import { understandingOf } from '../../search/understand/understanding.ts';
import { SURE_READING } from '../helpers/sure-reading.ts';
import { createTestSearch, jobRequest, peopleRequest } from '../helpers/test-search.ts';

/** The model finds an employer in the text, surely. */
function naming(text: string, employer: string, intents: TextReading['intents'] = { COMPANY: 0.9 }): TextReading {
  const start = text.indexOf(employer);
  const span = { field: 'company', start, end: start + employer.length, confidence: 0.99, isNegated: false } as const;
  return { ...SURE_READING, intents, spans: employer === '' ? [] : [span] };
}

async function read(request: SearchRequest, reading: TextReading) {
  const test = await createTestSearch();
  const pools = { ...test.pools, understand: async () => [reading] };
  const context = test.context({ services: { ...test.services, pools } });
  const page = await runSearch(request, context);
  return { page, test, understanding: await understandingOf(page.searchId, context) };
}

describe('an employer that no document has', () => {
  it.each([
    [jobRequest('Netflix careers'), 'Netflix'],
    [jobRequest('jobs at Zarniwoop Industries'), 'Zarniwoop Industries'],
    [peopleRequest('who works at Quillfeather Labs'), 'Quillfeather Labs'],
  ])('is told, and is not said to be one of the documents: %o', async (request, name) => {
    const { page, test, understanding } = await read(request, naming(request.text ?? '', name));
    expect(page.notices).toMatchObject([{ code: 'PART_IGNORED' }]);
    expect(page.notices[0]?.message).toContain(`an employer called “${name}”`);
    expect(understanding).toMatchObject({ intent: 'COMPANY', route: 'HYBRID' });
    expect(understanding?.routeReason).toMatch(/no document is known to have/);
    expect(understanding?.summary).toMatch(/no employer called/);
    expect(test.pools.nearestCalls).not.toHaveLength(0);
  });

  it('leaves the role that stands beside it', async () => {
    const { page, test, understanding } = await read(
      jobRequest('chef at Netflix'),
      naming('chef at Netflix', 'Netflix'),
    );
    expect(understanding?.intent).toBe('JOBS');
    expect(page.notices).toHaveLength(1);
    expect(test.jobs.find(({ id }) => id === page.edges[0]?.documentId)?.title).toBe('Chef');
  });

  it('is not told of one that is there, also by the first words of its name', async () => {
    for (const name of ['Blue Finch Logistics', 'Blue Finch']) {
      const text = `jobs at ${name}`;
      const { page, understanding } = await read(jobRequest(text), naming(text, name));
      expect(page.notices).toEqual([]);
      expect(understanding?.route).toBe('KEYWORD');
    }
  });
});

describe('what the model takes for a name', () => {
  it.each(['LA jobs', 'terraform', 'Harbour'])('is no employer where none is named: %s', async (text) => {
    const { understanding } = await read(jobRequest(text), naming(text, '', { COMPANY: 0.9, JOBS: 0.1 }));
    expect(understanding?.intent).toBe('JOBS');
  });

  it('is no person among jobs', async () => {
    const { understanding } = await read(jobRequest('Abernathy'), naming('Abernathy', '', { NAME: 0.9, JOBS: 0.1 }));
    expect(understanding?.intent).toBe('JOBS');
    const people = await read(peopleRequest('Abernathy'), naming('Abernathy', '', { NAME: 0.9, PEOPLE: 0.1 }));
    expect(people.understanding?.intent).toBe('NAME');
  });
});
