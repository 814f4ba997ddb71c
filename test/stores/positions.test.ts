/** Which positions count as current. */
import { expect, it } from 'vitest';
import { positionsOf } from '../../stores/positions.ts';
import { testPeople } from '../helpers/test-corpus.ts';
import { testFacts } from '../helpers/test-search.ts';

const [first] = testPeople(testFacts())[0]?.work ?? [];
if (first === undefined) throw new Error('expected a test person with work');
const position = (title: string, startDate: string | null, endDate: string | null) => ({
  ...first,
  title,
  startDate,
  endDate,
});

it.each([
  ['those that have begun and not ended', [position('now', '2020', null), position('before', '2010', '2020')], ['now']],
  [
    'the first when all have ended',
    [position('newest', '2020', '2024'), position('before', '2010', '2020')],
    ['newest'],
  ],
  [
    'none without a date beside one that has begun',
    [position('now', '2020', null), position('some time', null, null)],
    ['now'],
  ],
  [
    'those without a date beside others that have ended',
    [position('before', '2010', '2020'), position('some time', null, null)],
    ['some time'],
  ],
  ['all when none has a date', [position('one', null, null), position('two', null, null)], ['one', 'two']],
])('current are %s', (_which, work, current) => {
  expect(positionsOf(work).current.map(({ title }) => title)).toEqual(current);
});
