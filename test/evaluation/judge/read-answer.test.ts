/** Answers of an LLM are read strictly, code fences and thoughts around them kindly. */
import { describe, expect, it } from 'vitest';
import { readAnswer, readCompletion } from '../../../evaluation/judge/read-answer.ts';

const grade3 = { kind: 'graded', probabilities: [0, 0, 0, 1, 0], reason: 'Same work.' };

describe('an answer', () => {
  it.each([
    ['bare', '{"grade": 3, "reason": "Same work."}'],
    ['in a fence with a language', '```json\n{"grade": 3, "reason": "Same work."}\n```'],
    ['in a fence on one line', '``` {"grade": 3, "reason": "Same work."} ```'],
    ['in a fence with words around', 'My grade:\n```\n{"grade": 3,\n "reason": "Same work."}\n```\nThank you.'],
    ['after thoughts', '<think>\n{"grade": 1} or more?\n</think>\n\n{"grade": 3, "reason": "Same work."}'],
    ['with further fields', '{"reason": "Same work.", "grade": 3, "sure": true}'],
  ])('%s is read', (_how, content) => {
    expect(readAnswer(content)).toEqual(grade3);
  });

  it('without a reason is a grade all the same', () => {
    expect(readAnswer('{"grade": 0}')).toEqual({ kind: 'graded', probabilities: [1, 0, 0, 0, 0], reason: null });
  });

  it.each([
    ['a grade above 4', '{"grade": 5, "reason": "!"}'],
    ['a grade between two', '{"grade": 2.5}'],
    ['a grade as text', '{"grade": "3"}'],
    ['a bare number', '3'],
    ['prose', 'I would say 3.'],
    ['two code blocks', '```\n{"grade": 3}\n```\n```\n{"grade": 4}\n```'],
    ['nothing', ''],
    ['a cut object', '{"grade": 3, "reason": "Same'],
  ])('that is %s is refused with what was expected and what came', (_what, content) => {
    expect(readAnswer(content)).toEqual({
      kind: 'failed',
      reason: expect.stringMatching(/^expected \{"grade": 0 to 4, "reason": "…"\}, got "/),
    });
  });

  it('that is long is quoted in part', () => {
    expect(readAnswer('word '.repeat(1_000)).reason?.length).toBeLessThan(250);
  });
});

describe('a completion', () => {
  it('is read through to its answer', () => {
    expect(readCompletion('{"choices": [{"message": {"content": "{\\"grade\\": 2}"}}], "usage": {}}')).toMatchObject({
      probabilities: [0, 0, 1, 0, 0],
    });
  });

  it.each(['<html>', '{"choices": []}', '{"choices": [{"message": {"content": null}}]}'])(
    'that is %s is refused',
    (body) => {
      expect(readCompletion(body)).toMatchObject({
        kind: 'failed',
        reason: expect.stringContaining('expected a chat completion with choices[0].message.content, got'),
      });
    },
  );
});
