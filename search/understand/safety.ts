/** Judges a text by the safety policy: plain patterns, the model's judgment, and what is said instead. */

import type { TextReading } from '../../models/understanding.ts';
import type { Notice, Safety, Understanding } from '../types.ts';
import { SAFETY_POLICY } from './safety-policy.ts';

export interface SafetyReading {
  readonly safety: Safety;
  /** Rule of the policy; null for what is safe. */
  readonly category: string | null;
}

export const SAFE: SafetyReading = { safety: 'SAFE', category: null };
export const CONTACT_ASKED: SafetyReading = { safety: 'UNSAFE', category: 'contact-data' };

/**
 * Rules alone judge when `reading` is null. `isReadable` is what the words say: a language that the caller states excuses nothing.
 * `plain` is the reading of the text in plain words, null where it has no others.
 */
export function readSafety(
  text: string,
  reading: TextReading | null,
  isReadable = true,
  plain: TextReading | null = null,
): SafetyReading {
  const { classes, against, refuseFrom, refuseForeignFrom } = SAFETY_POLICY;
  const broken = classes.find(({ patterns }) => patterns.some((pattern) => pattern.test(text)));
  if (broken !== undefined && (reading === null || !against.test(text)))
    return { safety: 'UNSAFE', category: broken.rule };
  if (reading === null) return SAFE;
  const judged = judgedReading(reading, plain);
  // A text that passes for another language may still be meant badly; the model is less sure of it.
  if (unsafeShare(judged) >= (isReadable ? refuseFrom : refuseForeignFrom))
    return { safety: 'UNSAFE', category: likeliestRule(judged) };
  const { CONTROVERSIAL = 0, SAFE: safe = 0 } = judged.safeties;
  return CONTROVERSIAL > safe ? { safety: 'CONTROVERSIAL', category: null } : SAFE;
}

/** Plain words excuse and never accuse, and of what the model has no doubt they excuse nothing. */
function judgedReading(reading: TextReading, plain: TextReading | null): TextReading {
  const share = unsafeShare(reading);
  return plain !== null && share < SAFETY_POLICY.refuseLawfulFrom && unsafeShare(plain) < share ? plain : reading;
}

/** Three heads of the model say it, each in its own words: safety, intent, and which rule is broken. 0..1, their mean. */
function unsafeShare({ safeties, intents, categories }: TextReading): number {
  return ((safeties.UNSAFE ?? 0) + (intents.UNSAFE ?? 0) + 1 - (categories.none ?? 1)) / 3;
}

function likeliestRule({ categories }: TextReading): string {
  const [best = 'harassment'] = Object.entries(categories)
    .filter(([name]) => name !== 'none')
    .sort((a, b) => b[1] - a[1])
    .map(([name]) => name);
  return best;
}

/** Of the same length, with spaces where the text speaks to the program: a text is searched and never obeyed. */
export function withoutOrders(text: string): string {
  return SAFETY_POLICY.orders.reduce((rest, order) => rest.replace(order, (words) => ' '.repeat(words.length)), text);
}

/** The text with "work" for lawful work that is named by a hard word; the same text where there is none. */
export function inPlainWords(text: string): string {
  return SAFETY_POLICY.lawful.reduce((rest, lawful) => rest.replace(lawful, 'work'), text);
}

/** Why the page is empty and what is possible instead; null unless the text is refused. */
export function refusalNotice({
  safety,
  safetyCategory,
}: Pick<Understanding, 'safety' | 'safetyCategory'>): Notice | null {
  if (safety !== 'UNSAFE') return null;
  const rule = safetyCategory ?? 'harassment';
  const { message, alternatives } = SAFETY_POLICY.classes.find((known) => known.rule === rule) ?? UNKNOWN_RULE;
  return {
    kind: 'RefusalNotice',
    code: 'REFUSED',
    message: `${[message, ...alternatives].join('. ')}.`,
    rule,
    alternatives,
  };
}

/** A newer model may know a rule that this policy does not have yet. */
const UNKNOWN_RULE = {
  message: 'This service does not help with what this text asks for',
  alternatives: ['Search for a role, a skill, an employer or a place'],
};
