/** Finds what a text asks of the member's own profile: "near me", "like my current one", "in my field". */
import { cleanText } from './clean-text.ts';

export type ProfilePart = 'place' | 'role' | 'field' | 'skills' | 'employer';

export interface ProfilePhrase {
  readonly part: ProfilePart;
  /** As typed. */
  readonly sourceText: string;
  readonly isNegated: boolean;
}

export interface ProfileQuestion {
  readonly phrases: readonly ProfilePhrase[];
  /** The text without them: what can be read without knowing who asks. */
  readonly rest: string;
}

const MY = '(?:my|mine)(?: (?:own|current|present|existing))?';
const JOB = '(?:job|role|position|title|one|occupation|work)';
/**
 * Written by hand, as people say that they mean themselves. "From home" is a workplace and not a place, and "my" before any
 * other word ("my first job") asks nothing of the profile.
 */
const PATTERNS: Readonly<Record<ProfilePart, readonly string[]>> = {
  place: [
    '(?:near|nearby|close to|around|next to|local to|not far from|within reach of) (?:me|home|here|my (?:home|house|place|flat)|where (?:i|we) live)',
    '(?:in|around|near) my (?:area|city|town|region|neighbou?rhood|home ?town|part of town)',
    'where i live',
  ],
  role: [
    `(?:like|similar to|same as|comparable to|as) (?:what i do(?: now| today)?|${MY} ${JOB}|mine)`,
    '(?:like|similar to) me',
  ],
  field: [
    '(?:in|within|from) (?:my(?: own| current| present)?|the same) (?:field|industry|sector|profession|line of work|domain|trade|area of expertise)(?: as me| as mine)?',
  ],
  skills: [
    '(?:that |which )?(?:match(?:es|ing)?|fit(?:s|ting)?|suit(?:s|ing)?|use|using|for|with|based on) my (?:own )?(?:skills?|skill ?set|profile|experience|background|qualifications)',
  ],
  employer: ['(?:at|for|with) my (?:current |present )?(?:company|employer|firm|workplace)', 'where i work'],
};
const ALL = (Object.entries(PATTERNS) as [ProfilePart, readonly string[]][]).map(
  ([part, forms]) => [part, new RegExp(`(\\bnot )?\\b(${forms.join('|')})(?![\\p{L}\\p{N}])`, 'giu')] as const,
);

/** No phrases for nearly every text; then `rest` is the text, cleaned. */
export function profileQuestion(text: string | null): ProfileQuestion {
  let rest = cleanText(text ?? '');
  const found: (ProfilePhrase & { readonly at: number })[] = [];
  for (const [part, pattern] of ALL) {
    rest = rest.replace(pattern, (all: string, not: string | undefined, sourceText: string, at: number) => {
      found.push({ part, sourceText, isNegated: not !== undefined, at });
      // Holds the words apart that stood on both sides, and what was found before in its place.
      return ' '.repeat(all.length);
    });
  }
  const phrases = found.sort((a, b) => a.at - b.at).map(({ at, ...phrase }) => phrase);
  return { phrases, rest: cleanText(rest).replace(/^[,;]\s*|\s*[,;]$/g, '') };
}

export const asksProfile = (text: string | null): boolean => profileQuestion(text).phrases.length > 0;
