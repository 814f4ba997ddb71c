/** A line that cannot be indexed is told in plain words what was expected and what came. */
import { describe, expect, test } from 'vitest';
import { validateJob, validatePerson } from '../../ingest/validate.ts';

describe('a job line', () => {
  test('needs an id and a title and nothing else', () => {
    expect(validateJob('{"id":"1","title":"Cook"}')).toEqual({
      kind: 'valid',
      value: { id: '1', title: 'Cook' },
      unusedFields: [],
    });
  });

  test('may have null for what is not known, and fields that nobody reads', () => {
    const line = { id: 1, title: 'Cook', company: null, salary: null, skills: null, licence: 'x', __proto__x: 1 };
    expect(validateJob(JSON.stringify(line))).toMatchObject({ kind: 'valid', unusedFields: ['licence', '__proto__x'] });
  });

  test.each([
    ['{"id":"1","title"', 'expected one JSON object on the line, got "{\\"id\\":\\"1\\",\\"title\\""'],
    ['[1]', 'expected one JSON object on the line, got "[1]"'],
    ['null', 'expected one JSON object on the line, got "null"'],
    ['{"title":"Cook"}', 'id is missing'],
    ['{"id":"1"}', 'title is missing'],
    ['{"id":"1","title":"  "}', 'title: '],
    ['{"id":"1","title":7}', 'title: Invalid input: expected string, received number; got "7"'],
    ['{"id":"1","title":"Cook","skills":"salt"}', 'skills: Invalid input: expected array, received string; got "salt"'],
    [
      '{"id":"1","title":"Cook","postedAt":"soon"}',
      'postedAt: expected a date such as 2026-03-01T09:00:00+01:00; got "soon"',
    ],
    ['{"id":"1","title":"Cook","salary":{"minimum":-1,"currency":"USD"}}', 'salary.minimum: '],
    ['{"id":"1","title":"Cook","salary":{"minimum":1}}', 'salary.currency is missing'],
  ])('%s is refused', (line, reason) => {
    const checked = validateJob(line);
    expect(checked.kind === 'bad' ? checked.reason : checked).toEqual(expect.stringContaining(reason));
  });

  test('of great length is refused with the limit', () => {
    const checked = validateJob(JSON.stringify({ id: '1', title: 'Cook', description: 'x'.repeat(100_001) }));
    expect(checked).toMatchObject({ kind: 'bad', reason: expect.stringContaining('100000') });
  });
});

test('a person line needs an id and a name', () => {
  expect(validatePerson('{"id":"1","name":"Ada"}').kind).toBe('valid');
  expect(validatePerson('{"id":"1"}')).toMatchObject({
    kind: 'bad',
    code: 'REQUIRED',
    externalId: '1',
    reason: 'name is missing',
  });
});
