/** Tells of roles and employers whether the text asks for what somebody was: the words that say so, and what they stand beside. */
import { companyIdsOf, formerEmployerCondition } from './facet-conditions.ts';
import type { FacetField, ReadFacet } from './read-facet.ts';
import { blanked, type Place } from './text-spans.ts';

/** Words that say who somebody was, and begin the name of no role: there are alumni officers, and leaving care workers. */
export const FORMER: readonly string[] = ['former', 'formerly', 'ex', 'previous', 'previously', 'retired'];
/** Words that say something is over, each directly before what is; closed lists of English, written by hand. */
const OVER = [
  ...FORMER,
  'past',
  'earlier',
  'once',
  'used to',
  'left',
  'leaving',
  'quit',
  'departed',
  'alumni',
  'alumnus',
  'alumna',
  'alumnae',
  'alum',
  'alums',
  'leavers',
  'veterans of',
];
/** Words that say somebody was or did something, which may go on. */
const EVER = ['worked', 'has been', 'have been', 'had been', 'was', 'were'];
/** Directly behind what is over: "Oak & Ember alumni". */
const BEHIND =
  /^(?:['’]s?)?\s*[,(]?\s*(?:alumn(?:i|us|a|ae)|alums?|leavers?|(?:ex|former|past|previous)[\s-]+(?:employees?|staff|people|workers?|colleagues?|members?)|(?:formerly|previously|in the past|before|earlier|years ago)(?=\s*(?:[,.;)]|$)))(?![\p{L}\p{N}])/iu;

const source = (cues: readonly string[]): string => `(?:${cues.join('|').replaceAll(' ', '\\s+')})`;

const OVER_CUE = new RegExp(`(?<![\\p{L}\\p{N}])${source(OVER)}(?![\\p{L}\\p{N}])`, 'giu');
const FORMER_START = new RegExp(`^${source(FORMER)}(?:[\\s\\-–:]+|$)`, 'iu');
const ANY_CUE = new RegExp(`\\b${source([...OVER, ...EVER])}\\b`, 'iu');

/** What may stand between such a word and the value. */
const LEAD =
  /^[\s\-–:]*(?:(?:at|of|for|from|with|by|as|an?|the|in|to|be|been|work|works|working|worked|employees?|employed|staff|people|person|workers?|members?|colleagues?|somebody|someone|anyone|who)[\s-]+)*$/iu;
const LIST = /^\s*(?:,|\/|,?\s*(?:and|or)\b)\s*(?:(?:at|for|with|of|an?|the)\s+)*$/iu;
const AT = /^\s*(?:at|of|for|with|from|in|by)\s+(?:the\s+)?$/iu;
/** Alone before an employer these words ask for nothing but its former staff. */
const JOINING = new Set([
  'be',
  'been',
  'has',
  'have',
  'had',
  'leaver',
  'leavers',
  'colleagues',
  'members',
  'years',
  'ago',
  'before',
]);
const CUE_WORDS = new Set([...OVER, ...EVER].flatMap((cue) => cue.split(' ')));

/** Of the same length, with spaces for the words that tell of the past. */
export const withoutTenses = (text: string): string =>
  text.replace(new RegExp(ANY_CUE, 'giu'), (cue) => ' '.repeat(cue.length));

/** True for a folded word that tells of the past and says nothing else. */
export const tellsOfPast = (folded: string): boolean => CUE_WORDS.has(folded) || JOINING.has(folded);

/** True for folded words of which the first says no more than that the others are over: "former", "ex chef". */
export const tellsOfFormer = (folded: string): boolean => FORMER_START.test(folded);

/** The place without the words before a role that say only that it is over: "ex chef", and nothing of "former". */
export function withoutFormer<P extends Place>(place: P, text: string): P {
  const [said = ''] = FORMER_START.exec(text.slice(place.start, place.end)) ?? [];
  return { ...place, start: place.start + said.length };
}

/** Fields of which somebody has earlier values. */
const HISTORY: readonly FacetField[] = ['title', 'company'];

/**
 * With the tense of each role and employer, for people that are looked for: what they were is a wish like any other. An employer that is over is met by whoever was
 * there and is not any more.
 */
export function withTense(text: string, facets: readonly ReadFacet[]): readonly ReadFacet[] {
  const over = overIn(text, facets);
  const isEver = ANY_CUE.test(text);
  return facets.map((facet) => {
    if (over.has(facet)) return { ...facet, tense: 'over', condition: formerCondition(facet) };
    return isEver && isHistory(facet) ? { ...facet, tense: 'ever' } : facet;
  });
}

/** The roles and employers that the text says are behind somebody. */
export function overIn(text: string, facets: readonly ReadFacet[]): ReadonlySet<ReadFacet> {
  const values = facets.filter(isHistory);
  const before = [...text.matchAll(OVER_CUE)].flatMap((cue) => reachedFrom(cue.index + cue[0].length, text, facets));
  return new Set([...before, ...values.filter(({ end }) => BEHIND.test(text.slice(end)))]);
}

const isHistory = ({ field, isNegated }: ReadFacet): boolean => HISTORY.includes(field) && !isNegated;

/** The value that follows, others of its list, and the employer of a role: "ex nurses of Oak & Ember". */
function reachedFrom(from: number, text: string, facets: readonly ReadFacet[]): readonly ReadFacet[] {
  // Levels, places and the like may stand between: "former senior accountant".
  const others = facets.filter((facet) => !HISTORY.includes(facet.field));
  const plain = blanked(text, others);
  const reached: ReadFacet[] = [];
  for (const facet of facets.filter((one) => isHistory(one) && one.start >= from)) {
    const last = reached.at(-1);
    const link = last === undefined ? LEAD : last.field === facet.field ? LIST : last.field === 'title' ? AT : null;
    if (link === null || !link.test(plain.slice(last?.end ?? from, facet.start))) break;
    reached.push(facet);
  }
  return reached;
}

function formerCondition({ field, condition }: ReadFacet): ReadFacet['condition'] {
  const ids = field === 'company' ? companyIdsOf(condition) : [];
  return ids.length === 0 ? condition : formerEmployerCondition(ids);
}
