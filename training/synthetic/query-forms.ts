/** Whole sentences around a role: questions, and people who change their trade. */

import type { Vertical } from '../../stores/documents.ts';
import type { Random } from '../random.ts';

/** `{role}` alone, `{a}` with its article; what follows the role comes behind it. */
const QUESTIONS: Readonly<Record<Vertical, readonly string[]>> = {
  jobs: [
    'who needs {a}?',
    'is anyone hiring {a}?',
    'any openings for {a}?',
    'where can i work as {a}?',
    'are there jobs for {a}?',
    'who is looking for {a}?',
    'what {role} jobs are there?',
  ],
  people: [
    'who is {a}?',
    'do we know {a}?',
    'can anyone recommend {a}?',
    'who works as {a}?',
    'who could we ask about being {a}?',
    'is there {a}?',
    'where do i find {a}?',
  ],
};

/** From the role that somebody has to the one that they want. */
const CHANGES = [
  '{from} looking to become {a}',
  'from {from} to {role}',
  'career change from {from} into {role}',
  'i am {aFrom} and want to work as {a}',
  '{from} moving into {role} roles',
  'leaving {from} work, want to be {a}',
] as const;

const withArticle = (role: string): string => `${/^[aeiou]/i.test(role) ? 'an' : 'a'} ${role}`;

/** `role` holds the conditions that stand around it: "who needs a night nurse in bern?" */
export function asQuestion(role: string, vertical: Vertical, random: Random): string {
  return filled(random.pick(QUESTIONS[vertical]), { role, a: withArticle(role) });
}

export function asChange(role: string, from: string, random: Random): string {
  return filled(random.pick(CHANGES), { role, a: withArticle(role), from, aFrom: withArticle(from) });
}

function filled(pattern: string, words: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (all, name: string) => words[name] ?? all);
}
