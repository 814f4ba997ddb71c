/** Reads the grade out of an LLM's answer; what is not a grade is said in plain words. */

import { z } from 'zod';
import { GRADES } from '../agreement.ts';
import type { Verdict } from './judge.ts';

const answerSchema = z.object({ grade: z.number().int().min(0).max(4), reason: z.string().nullish() });
const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

/** Models that think aloud put it before their answer. */
const THOUGHTS = /^\s*<think>[\s\S]*?<\/think>/;
const CODE_BLOCK = /```\w*\s([\s\S]*?)```/g;
const MAX_QUOTED = 160;

/** `body` is the text of a chat completion as the endpoint sent it. */
export function readCompletion(body: string): Verdict {
  const completion = completionSchema.safeParse(parsed(body));
  const content = completion.data?.choices[0]?.message.content;
  return content === undefined
    ? failed('a chat completion with choices[0].message.content', body)
    : readAnswer(content);
}

/** Takes the JSON object bare, or as the only code block with or without words around it. */
export function readAnswer(content: string): Verdict {
  const text = content.replace(THOUGHTS, '').trim();
  const blocks = [...text.matchAll(CODE_BLOCK)].map(([, inside = '']) => inside);
  const answer = answerSchema.safeParse(parsed(text) ?? (blocks.length === 1 ? parsed(blocks[0] ?? '') : undefined));
  if (!answer.success) return failed('{"grade": 0 to 4, "reason": "…"}', content);
  const { grade, reason } = answer.data;
  return {
    kind: 'graded',
    probabilities: GRADES.map((other) => (other === grade ? 1 : 0)),
    reason: reason ?? null,
  };
}

export function quoted(text: string): string {
  const flat = text.trim().replace(/\s+/g, ' ');
  return JSON.stringify(flat.length > MAX_QUOTED ? `${flat.slice(0, MAX_QUOTED)}…` : flat);
}

function failed(expected: string, came: string): Verdict {
  return { kind: 'failed', reason: `expected ${expected}, got ${quoted(came)}` };
}

/** Undefined when the text is not JSON; the schemas refuse that like any other wrong value. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
