/** What the safety policy refuses, with the model's judgment and without it, and what is said instead. */
import { beforeAll, describe, expect, it } from 'vitest';
import { modelFile } from '../../../models/manifest.ts';
import type { TextReading } from '../../../models/understanding.ts';
import { runSearch } from '../../../search/search.ts';
import { readingKey } from '../../../search/understand/model-reading.ts';
import { readSafety, refusalNotice } from '../../../search/understand/safety.ts';
import { understand } from '../../../search/understand/understand.ts';
import { createTestSearch, jobRequest, type TestSearch } from '../../helpers/test-search.ts';

const reading = (safeties: Record<string, number>, categories: Record<string, number> = {}): TextReading => ({
  intents: {},
  routes: {},
  safeties,
  categories,
  conditions: {},
  spans: [],
});

describe('the safety of a text', () => {
  it('is what the model says, with the likeliest rule', () => {
    const model = reading({ UNSAFE: 0.9, SAFE: 0.1 }, { none: 0.5, harassment: 0.2, 'contact-data': 0.3 });
    expect(readSafety('text', model)).toEqual({ safety: 'UNSAFE', category: 'contact-data' });
    expect(readSafety('text', reading({ CONTROVERSIAL: 0.6, SAFE: 0.3 })).safety).toBe('CONTROVERSIAL');
    expect(readSafety('text', reading({ SAFE: 0.9 }))).toEqual({ safety: 'SAFE', category: null });
  });

  it('is what three heads say together: none alone refuses for little, and two may where the third is silent', () => {
    const said = (safety: number, intent: number, none: number): string =>
      readSafety('text', { ...reading({ UNSAFE: safety, SAFE: 1 - safety }, { none }), intents: { UNSAFE: intent } })
        .safety;
    expect(said(0.3, 0.05, 0.95)).toBe('SAFE');
    expect(said(0.05, 0.3, 0.95)).toBe('SAFE');
    expect(said(0.3, 0.4, 0.95)).toBe('UNSAFE');
    expect(said(0.1, 0.3, 0.6)).toBe('UNSAFE');
  });

  it('is read by plain patterns alone when the model is away', () => {
    expect(readSafety('private phone number of every nurse', null).safety).toBe('UNSAFE');
    expect(readSafety('home care nurse', null).safety).toBe('SAFE');
    expect(readSafety('address verification clerk', null).safety).toBe('SAFE');
  });
});

describe('a refusal', () => {
  it('names the rule and what is possible instead', () => {
    expect(refusalNotice({ safety: 'UNSAFE', safetyCategory: 'discrimination' })).toMatchObject({
      kind: 'RefusalNotice',
      code: 'REFUSED',
      rule: 'discrimination',
      alternatives: expect.arrayContaining([expect.stringContaining('skill')]),
    });
  });

  it('is not made for what is answered with care', () => {
    expect(refusalNotice({ safety: 'CONTROVERSIAL', safetyCategory: null })).toBeNull();
  });
});

describe('a refused search', () => {
  let test: TestSearch;
  beforeAll(async () => {
    test = await createTestSearch();
  });

  it('is an empty page with one notice, and nothing is embedded or scored', async () => {
    const before = [test.pools.embedCalls.length, test.pools.scoreCalls.length];
    const page = await runSearch(jobRequest('unsafe nurse search'), test.context());
    expect(page.edges).toEqual([]);
    expect(page.totalCount).toBe(0);
    expect(page.notices.map(({ code }) => code)).toEqual(['REFUSED']);
    expect(page.coverage.degraded).toBe(false);
    expect([test.pools.embedCalls.length, test.pools.scoreCalls.length]).toEqual(before);
  });
});

describe('a text that spelling changes', () => {
  const safetyOf = async (typed: number, corrected: number): Promise<string> => {
    const search = await createTestSearch();
    const { memory, manifest } = search.context().services;
    const { version } = modelFile(manifest, 'understanding');
    const judged = (share: number): TextReading => ({
      ...reading({ UNSAFE: share, SAFE: 1 - share }, { none: 1 - share }),
      intents: { UNSAFE: share, JOBS: 1 - share },
    });
    memory.readings.set(readingKey(version, 'registerd nurse'), judged(typed));
    memory.readings.set(readingKey(version, 'registered nurse'), judged(corrected));
    const { correctedText, understanding } = await understand(
      jobRequest('registerd nurse'),
      search.indexes.current('jobs'),
      search.context(),
    );
    expect(correctedText).toBe('registered nurse');
    return understanding.safety;
  };

  it('is as safe as it was typed: no correction makes harm of it or hides it', async () => {
    expect(await safetyOf(0.9, 0)).toBe('UNSAFE');
    expect(await safetyOf(0, 0.9)).toBe('SAFE');
  });
});
