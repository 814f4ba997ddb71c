/** How the model is asked: once a text, never for long, and rules alone when it is away. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { TextReading } from '../../../models/understanding.ts';
import { TandemError } from '../../../runtime/errors.ts';
import { askModel } from '../../../search/understand/model-reading.ts';
import { understand } from '../../../search/understand/understand.ts';
import { SURE_READING } from '../../helpers/sure-reading.ts';
import { createTestSearch, jobRequest, peopleRequest, type TestSearch } from '../../helpers/test-search.ts';

const SURE: TextReading = {
  ...SURE_READING,
  spans: [
    { field: 'title', start: 0, end: 11, confidence: 0.9, isNegated: false },
    { field: 'salaryMin', start: 18, end: 23, confidence: 0.9, isNegated: false },
  ],
};

let test: TestSearch;
beforeEach(async () => {
  test = await createTestSearch();
});

/** The context of a search whose model answers so. */
function answering(answer: () => Promise<readonly TextReading[]>) {
  const context = test.context();
  return { ...context, services: { ...context.services, pools: { ...test.pools, understand: answer } } };
}

describe('the model', () => {
  it('is asked once about a text', async () => {
    let asked = 0;
    const context = answering(async () => {
      asked += 1;
      return [SURE];
    });
    await askModel('pastry cook', context);
    expect(await askModel('pastry cook', context)).toEqual(SURE);
    expect(asked).toBe(1);
  });

  it('that is away leaves the text to the rules, and is asked again next time', async () => {
    const away = answering(() => Promise.reject(new TandemError('WORKER_UNAVAILABLE', 'no worker')));
    expect(await askModel('chef', away)).toBeNull();
    const understood = await understand(jobRequest('chef in Lyon'), test.indexes.current('jobs'), away);
    expect(understood.facets.map(({ field }) => field)).toEqual(['title', 'location']);
    expect(
      await askModel(
        'chef',
        answering(async () => [SURE]),
      ),
    ).toEqual(SURE);
  });

  it('that breaks is not hidden', async () => {
    const broken = answering(() => Promise.reject(new TandemError('INTERNAL', 'wrong output')));
    await expect(askModel('chef', broken)).rejects.toThrow('wrong output');
  });

  it('adds what rules cannot read, with the documents that meet it', async () => {
    const context = answering(async () => [SURE]);
    const text = 'pastry cook, over $60k a year';
    const understood = await understand(jobRequest(text), test.indexes.current('jobs'), context);
    expect(understood.facets.map(({ field, value }) => [field, value])).toEqual([
      ['title', 'pastry cook'],
      ['salaryMin', '60000'],
    ]);
    expect(understood.facets[1]?.condition).toMatchObject({ kind: 'all' });
    expect(understood.understanding).toMatchObject({ intent: 'JOBS', route: 'SEMANTIC' });
  });
});

describe('an employer that no document names', () => {
  const companies = async (confidence: number): Promise<readonly string[]> => {
    const span = { field: 'company', start: 13, end: 26, confidence, isNegated: false };
    const context = answering(async () => [{ ...SURE, spans: [span] }]);
    const { facets } = await understand(
      jobRequest('pastry chef, Zorvane Foods'),
      test.indexes.current('jobs'),
      context,
    );
    return facets.filter(({ field }) => field === 'company').map(({ value }) => value);
  };

  it('is read where the model is sure', async () => {
    expect(await companies(0.9)).toEqual(['Zorvane Foods']);
  });

  it('is left out where the model only guesses', async () => {
    expect(await companies(0.6)).toEqual([]);
  });
});

describe('a single word that the model takes for a role', () => {
  const titles = async (text: string, end: number): Promise<readonly string[]> => {
    const span = { field: 'title', start: 0, end, confidence: 0.9, isNegated: false };
    const context = answering(async () => [{ ...SURE, spans: [span] }]);
    const { facets } = await understand(jobRequest(text), test.indexes.current('jobs'), context);
    return facets.filter(({ field }) => field === 'title').map(({ value }) => value);
  };

  it('is read where the tables know it or the work that it names', async () => {
    expect(await titles('plumber wanted', 7)).toEqual(['plumber']);
    expect(await titles('nursing, nights', 7)).toEqual(['nurse']);
  });

  it('is left out where it names no role', async () => {
    expect(await titles('qualified and free on Mondays', 9)).toEqual([]);
  });
});

describe('the intent', () => {
  const saying = (intents: Record<string, number>) => answering(async () => [{ ...SURE, spans: [], intents }]);
  const intentOf = async (text: string, intents: Record<string, number>): Promise<string> =>
    (await understand(jobRequest(text), test.indexes.current('jobs'), saying(intents))).understanding.intent;

  it('is a search unless the model is sure that it is none', async () => {
    expect(await intentOf('sing me something', { UNSUPPORTED: 0.7, JOBS: 0.3 })).toBe('JOBS');
    expect(await intentOf('sing me another song', { UNSUPPORTED: 0.95, JOBS: 0.05 })).toBe('UNSUPPORTED');
  });

  it('is a search where the text names a role', async () => {
    expect(await intentOf('chef', { UNSUPPORTED: 0.95, JOBS: 0.05 })).toBe('JOBS');
  });

  it('follows the side of the service that was asked, unless the text clearly means the other', async () => {
    expect(await intentOf('help with a garden', { PEOPLE: 0.6, JOBS: 0.4 })).toBe('JOBS');
    expect(await intentOf('help with another garden', { PEOPLE: 0.97, JOBS: 0.03 })).toBe('PEOPLE');
  });

  it('reads a trade that is not wanted as a filter, by every name that postings give it', async () => {
    const text = 'registered nurse, no hospitals';
    const span = { field: 'industry', start: 21, end: 30, confidence: 0.9, isNegated: true } as const;
    const context = answering(async () => [{ ...SURE, spans: [span] }]);
    const { facets } = await understand(jobRequest(text), test.indexes.current('jobs'), context);
    expect(facets.find(({ field }) => field === 'industry')).toMatchObject({
      value: 'hospital',
      isHard: true,
      // Titles that name it go with it.
      condition: {
        kind: 'any',
        of: expect.arrayContaining([{ kind: 'contains', field: 'industry', words: ['hospital'] }]),
      },
    });
  });
});

describe('a model that takes a name for an unsafe word', () => {
  const unsafe: TextReading = {
    ...SURE_READING,
    safeties: { UNSAFE: 1 },
    intents: { UNSAFE: 1 },
    categories: { age: 1 },
  };
  const safetyOf = async (text: string): Promise<string> => {
    const context = answering(async () => [unsafe]);
    return (await understand(peopleRequest(text), test.indexes.current('people'), context)).understanding.safety;
  };

  it('is not believed of the name of somebody, and is of all that says more', async () => {
    expect(await safetyOf('Okafor, Tobias')).toBe('SAFE');
    expect(await safetyOf('Tobias Okafor and only men')).toBe('UNSAFE');
    expect(await safetyOf('Young, Tobias')).toBe('UNSAFE');
  });
});
