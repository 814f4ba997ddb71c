/** Tells a text that asks how a person can be reached, whatever its wording, from one that names work with the same means. */
import type { TextReading } from '../../models/understanding.ts';
import type { ReadFacet } from './read-facet.ts';
import { SAFETY_POLICY } from './safety-policy.ts';
import { singular } from './singular.ts';
import { overlaps } from './text-spans.ts';

/** From here on the model takes the text for a name; it reads "linkedin recruiter" as .2 of one. */
const NAME_FROM = 0.5;

interface Part {
  readonly start: number;
  readonly end: number;
}

/** `facets` are those of the text by rules; without the model, `reading` null, only names of profiles are known for names. */
export function asksForContact(text: string, reading: TextReading | null, facets: readonly ReadFacet[]): boolean {
  const { ways, details } = SAFETY_POLICY.contact;
  return (
    (isAboutName(reading, facets) && partsOf(ways, text).some((way) => !isWork(way, facets))) ||
    partsOf(details, text).some((asked) => belongsToPeople(asked, text, facets))
  );
}

const isAboutName = (reading: TextReading | null, facets: readonly ReadFacet[]): boolean =>
  facets.some(({ field }) => field === 'name') || (reading?.intents.NAME ?? 0) >= NAME_FROM;

function partsOf(pattern: RegExp, text: string): readonly Part[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** "email marketing", "call centre agent", "LinkedIn" as an employer. */
const isWork = (way: Part, facets: readonly ReadFacet[]): boolean =>
  facets.some((facet) => ['title', 'skill', 'company'].includes(facet.field) && overlaps(facet, way));

/** "phone numbers of nurses", "nurse's phone number", "phone numbers nurses"; not "phone number porting clerk". */
function belongsToPeople(asked: Part, text: string, facets: readonly ReadFacet[]): boolean {
  const { asking, between, people } = SAFETY_POLICY.contact;
  const named = facets.filter(({ field }) => field === 'title' || field === 'name');
  const mentioned: readonly Part[] = [...named, ...partsOf(people, text)];
  const [before, after] = [text.slice(0, asked.start), text.slice(asked.end)];
  const isAsked = asking.test(before);
  if (isAsked && /^ (?:of|for)\b/iu.test(after)) return mentioned.some(({ start }) => start >= asked.end);
  const isLast = /^\s*(?:$|[,.?!]|(?:at|in|near|from)\b)/iu.test(after);
  if (isLast) return mentioned.some(({ end }) => end <= asked.start && between.test(text.slice(end, asked.start)));
  const isMany = /s$/iu.test(text.slice(asked.start, asked.end));
  const isPlural = ({ start, end }: Part): boolean => {
    const word = text.slice(start, end).toLowerCase();
    return word === 'people' || singular(word) !== word;
  };
  return isAsked && isMany && mentioned.some((one) => one.start === asked.end + 1 && isPlural(one));
}
