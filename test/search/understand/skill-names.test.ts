/** Names that the tables have for the words of a skill or an industry. */
import { expect, it } from 'vitest';
import { industryNamed, skillNamed } from '../../../search/understand/skill-names.ts';
import { testFacts } from '../../helpers/test-search.ts';

it('reads an industry by any name that the table has for it', () => {
  expect(industryNamed('railways', testFacts())).toBe('public transport');
  expect(industryNamed('insurance sector', testFacts())).toBe('insurance');
});

it('reads no industry from one or two words that the table lacks, and leaves longer names as they are', () => {
  expect(industryNamed('early', testFacts())).toBeNull();
  expect(industryNamed('windy buildings', testFacts())).toBeNull();
  expect(industryNamed('repair of old organs', testFacts())).toBe('repair of old organs');
});

it('leaves a skill that no table has as it is written, without what is done with any skill', () => {
  expect(skillNamed('Zorblang programming', testFacts())).toBe('Zorblang');
});
