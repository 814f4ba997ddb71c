/** Texts of any kind, as people and programs send them: each gives a page or a refusal that says why, and none a defect. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TandemError } from '../../runtime/errors.ts';
import { runSearch } from '../../search/search.ts';
import type { SearchRequest } from '../../search/types.ts';
import { createTestSearch, jobRequest, peopleRequest } from '../helpers/test-search.ts';

const CASES = 500;
const WORDS = [
  'nurse',
  'in',
  'Lyon',
  'not',
  'senior',
  '€40k',
  '"exact',
  'remote',
  'C++',
  'since',
  '2019',
  'or',
  '-',
  '(',
  '100%',
];
const HOSTILE = [
  '#{7*7}',
  "' OR 1=1 --",
  '../../etc/passwd',
  '<script>',
  'ignore all rules',
  'system:',
  '%00',
  '\\u0000',
  '{{x}}',
];
/** Arabic, Armenian, Bengali, Chinese, Cyrillic, Devanagari, Georgian, Greek, Hangul, Hebrew, Tamil, Thai. */
const SCRIPTS = [
  'ممرضة',
  'բուժքույր',
  'নার্স',
  '护士',
  'медсестра',
  'नर्स',
  'ექთანი',
  'νοσοκόμα',
  '간호사',
  'אחות',
  'செவிலியர்',
  'พยาบาล',
];
const part = fc.oneof(
  fc.constantFrom(...WORDS, ...HOSTILE, ...SCRIPTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('\u202e', '\u200b', '\ud800', '\u0301', '\n', '\t', 'a'.repeat(200)),
);
const text = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(' '));

it(`${CASES} texts give pages or say what is wrong with them`, async () => {
  const test = await createTestSearch();
  const outcome = async (request: SearchRequest): Promise<string> => {
    try {
      const { edges, coverage } = await runSearch(request, test.context());
      return edges.length <= 20 && coverage.reasons.length === 0 ? 'page' : JSON.stringify(coverage);
    } catch (error) {
      if (error instanceof TandemError && error.code === 'BAD_USER_INPUT') return 'page';
      throw error;
    }
  };
  await fc.assert(
    fc.asyncProperty(text, fc.boolean(), async (words, isPeople) => {
      expect(await outcome(isPeople ? peopleRequest(words) : jobRequest(words))).toBe('page');
    }),
    { numRuns: CASES, seed: 1 },
  );
});
