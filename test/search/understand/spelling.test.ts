/** Spelling: unknown words are corrected to likely ones, known words never. */
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../../runtime/edit-distance.ts';
import { isEnglish, isRightWord } from '../../../search/understand/english-words.ts';
import { correctSpelling, MAX_CORRECTED_WORDS, type SpellingKnowledge } from '../../../search/understand/spelling.ts';
import { createVocabulary, type Vocabulary } from '../../../search/understand/vocabulary.ts';
import { testFacts } from '../../helpers/test-search.ts';

const CORPUS: readonly (readonly [string, number])[] = [
  ['software', 900],
  ['engineer', 2000],
  ['engine', 150],
  ['nurse', 1500],
  ['registered', 800],
  ['accountant', 700],
  ['manager', 3000],
  ['electrician', 400],
  ['electrical', 2000],
  ['warehouse', 600],
  ['house', 500],
  ['ware', 3],
  ['enginer', 2],
  ['zwettl', 1],
  ['python', 300],
  ['berlin', 13],
  ['bern', 40],
];
const NAMES = new Set(['castellano']);

function knowledge(keepsCapitalised = false): SpellingKnowledge {
  const facts = testFacts();
  return {
    vocabulary: createVocabulary(CORPUS),
    isKnown: (word) =>
      isRightWord(word, (form) => isEnglish(form) || facts.isWord(form)) ||
      facts.expand(word) !== null ||
      facts.findPlace(word) !== null ||
      NAMES.has(word),
    isTitle: facts.isTitle,
    isTerm: (folded) => facts.findSkill(folded) !== null,
    isOnlyName: (folded) => NAMES.has(folded),
    nearPlace: (folded) => (folded === 'makaty' ? 'makati' : null),
    population: (folded) => ({ berlin: 3_400_000, bern: 120_000 })[folded] ?? 0,
    keepsCapitalised,
  };
}

describe('a slip of the keyboard', () => {
  it.each([
    ['sofware enginer', 'software engineer'],
    ['Regsitered nurse', 'Registered nurse'],
    ['warehuose manger', 'warehouse manager'],
    ['acountant', 'accountant'],
    ['electrican, part time', 'electrician, part time'],
    ['pyhton', 'python'],
    ['ware house manager', 'warehouse manager'],
    ['Ware huose', 'Warehouse'],
    ['softwareengineer', 'software engineer'],
    ['nurse in makaty', 'nurse in makati'],
    ['software enginer berln', 'software engineer berlin'],
    ['nurse in berln', 'nurse in berlin'],
    ['nurse in bernn', 'nurse in bern'],
  ])('%j becomes %j', (typed, meant) => {
    expect(correctSpelling(typed, knowledge())).toBe(meant);
  });

  it('is corrected when two documents have it too and hundreds have the right word', () => {
    expect(correctSpelling('enginer', knowledge())).toBe('engineer');
  });
});

describe('a text full of slips', () => {
  it('asks for the near words of a word once, and for those of its first words only', () => {
    const asked: string[] = [];
    const known = knowledge();
    const near: Vocabulary['near'] = (word, edits) => {
      asked.push(word);
      return known.vocabulary.near(word, edits);
    };
    const counting = { ...known, vocabulary: { ...known.vocabulary, near } };
    const slips = Array.from({ length: 40 }, (_, number) => `enginq${String.fromCharCode(97 + (number % 20))}r`);
    correctSpelling(`sofware enginer ${slips.join(' ')} acountant`, counting);
    expect(asked.length).toBe(MAX_CORRECTED_WORDS);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('has its first slips corrected, the rest as typed', () => {
    const slips = Array.from({ length: 20 }, (_, number) => `zzxq${String.fromCharCode(97 + number)}jv`).join(' ');
    expect(correctSpelling(`sofware enginer ${slips} acountant`, knowledge())).toBe(
      `software engineer ${slips} acountant`,
    );
  });
});

describe('a right word', () => {
  it.each([
    'software engineer',
    'take a big lorry across the country',
    'stop hackers from breaking in',
    'put wiring into new houses',
    'decide what a magazine prints',
    'RN jobs in Lyon',
    'kubernetes and terraform',
    'naïve café résumé',
    'c++ / c# .net',
    'zwettl',
    'escort driver for oversize loads',
    'freelancers and paralegals',
    'castellano',
    'castellano enginer',
    'careful friendly reliable flexible honest patient retail banking airport hotel factory museum excel planning driving budget safety training',
    'B2B SaaS 3D',
    '你好 工程师',
    'oncologist phlebotomist paralegal plumber dentist recruiter',
  ])('%j is left alone', (text) => {
    expect(correctSpelling(text, knowledge())).toBeNull();
  });

  it('is what a capitalised unknown word is taken for among people', () => {
    expect(correctSpelling('Engneer', knowledge(true))).toBeNull();
    expect(correctSpelling('Engneer', knowledge(false))).toBe('Engineer');
  });
});

describe('the distance of two words', () => {
  it('counts inserted, left out, replaced and swapped letters', () => {
    expect(editDistance('software', 'software', 2)).toBe(0);
    expect(editDistance('sofware', 'software', 2)).toBe(1);
    expect(editDistance('regsitered', 'registered', 2)).toBe(1);
    expect(editDistance('enginar', 'engineer', 2)).toBe(2);
    expect(editDistance('cat', 'engineer', 2)).toBe(3);
  });
});
