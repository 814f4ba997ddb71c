/** Reads the grade out of an LLM's answer; what is not a grade is said in plain words. */

import { z } from 'zod';
import { contentOf, parsedOrUndefined, quoted, withoutThoughts } from '../../runtime/chat-completions.ts';
import { GRADES } from '../agreement.ts';
import type { Verdict } from './judge.ts';

const answerSchema = z.object({ grade: z.number().int().min(0).max(4), reason: z.string().nullish() });
const CODE_BLOCK = /```\w*\s([\s\S]*?)```/g;

/** `body` is the text of a chat completion as the endpoint sent it. */
export function readCompletion(body: string): Verdict {
  const content = contentOf(body);
  return content === null ? failed('a chat completion with choices[0].message.content', body) : readAnswer(content);
}

/** Takes the JSON object bare, or as the only code block with or without words around it. */
export function readAnswer(content: string): Verdict {
  const text = withoutThoughts(content);
  const blocks = [...text.matchAll(CODE_BLOCK)].map(([, inside = '']) => inside);
  const answer = answerSchema.safeParse(
    parsedOrUndefined(text) ?? (blocks.length === 1 ? parsedOrUndefined(blocks[0] ?? '') : undefined),
  );
  if (!answer.success) return failed('{"grade": 0 to 4, "reason": "…"}', content);
  const { grade, reason } = answer.data;
  return {
    kind: 'graded',
    probabilities: GRADES.map((other) => (other === grade ? 1 : 0)),
    reason: reason ?? null,
  };
}

function failed(expected: string, came: string): Verdict {
  return { kind: 'failed', reason: `expected ${expected}, got ${quoted(came)}` };
}
