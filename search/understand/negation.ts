/** Tells which values stand in a part of the text that says what is not wanted, also values that no table has. */
import { fold, isStopWord, words } from '../../models/text.ts';
import { titleCondition } from './facet-conditions.ts';
import type { ReadFacet } from './read-facet.ts';
import { overlaps } from './text-spans.ts';

/** From a negating word to the end of its clause: a comma, a stop, or a word that turns back: closed lists of English. */
export const NEGATION =
  /\b(?:not|non|no|without|except(?: for)?|excluding|excludes?|avoid|never|anything but|other than|nothing)\b/giu;
const CLAUSE_END = /[,.;:!?()]|\b(?:and|but|however|instead|only|just)\b/iu;
/** After these "and" lists more of what is left out: "excluding freelancers and interns". */
const EXCLUDES = /^(?:without|except(?: for)?|excluding|excludes?|avoid|anything but|other than)$/iu;
const EXCLUSION_END = /[,.;:!?()]|\b(?:but|however|instead|only|just)\b/iu;
/** Farther away the word is about something else. */
const REACH_WORDS = 4;

interface Clause {
  /** Of the negating word. */
  readonly cue: { readonly start: number; readonly end: number };
  /** Where the clause ends, exclusive. */
  readonly end: number;
}

function clausesOf(text: string): readonly Clause[] {
  return [...text.matchAll(NEGATION)].map((match) => {
    const start = match.index;
    const end = start + match[0].length;
    const clauseEnd = EXCLUDES.test(match[0]) ? EXCLUSION_END : CLAUSE_END;
    return { cue: { start, end }, end: end + (clauseEnd.exec(text.slice(end))?.index ?? text.length - end) };
  });
}

/** Negates values that were read by other means where the text says so; adds none. */
export function negatedByText(text: string, facets: readonly ReadFacet[]): readonly ReadFacet[] {
  const negated = negatedIn(text, clausesBeside(text, facets), facets);
  return facets.map((facet) => (negated.has(facet) ? { ...facet, isNegated: true } : facet));
}

/** Of the same length, with spaces for these values and for the words that negate them. */
export function withoutNegated(text: string, negated: readonly ReadFacet[]): string {
  const cues = clausesOf(text).filter((clause) => nextOf(clause, negated).length > 0);
  return [...negated, ...cues.map(({ cue }) => cue)].reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  );
}

/** "no experience" is a level and negates nothing. */
function clausesBeside(text: string, facets: readonly ReadFacet[]): readonly Clause[] {
  return clausesOf(text).filter(({ cue }) => !facets.some((facet) => overlaps(cue, facet)));
}

function nextOf({ cue, end }: Clause, facets: readonly ReadFacet[]): readonly ReadFacet[] {
  return facets.filter((facet) => facet.start >= cue.end && facet.start < end);
}

function negatedIn(text: string, clauses: readonly Clause[], facets: readonly ReadFacet[]): ReadonlySet<ReadFacet> {
  const negated = new Set<ReadFacet>();
  for (const clause of clauses) {
    const inside = nextOf(clause, facets);
    const [first] = inside;
    if (first === undefined || !isNear(text, clause, first)) continue;
    let end = first.start;
    for (const facet of inside) {
      const isSame = facet.start <= first.start || facet.start < end || LIST_LINK.test(text.slice(end, facet.start));
      if (!isSame) break;
      negated.add(facet);
      end = Math.max(end, facet.end);
    }
  }
  return negated;
}

/** What may stand between two values that one word negates: "not remote or hybrid". */
const LIST_LINK = /^\s*(?:\/|or|nor|and)\s*(?:(?:in|at|with|an?|the|any)\s+)*$/iu;

/** `facets` in the order of the text. "not remote software engineer" wants an engineer: only the next value is negated. */
export function withNegations(text: string, facets: readonly ReadFacet[]): readonly ReadFacet[] {
  const clauses = clausesBeside(text, facets);
  const negated = negatedIn(text, clauses, facets);
  const unread = clauses.flatMap((clause) => {
    const [first] = nextOf(clause, facets);
    const isRead = first !== undefined && isNear(text, clause, first);
    return isRead ? [] : unreadValue(text, clause, first, facets);
  });
  const told = facets.map((facet) => (negated.has(facet) ? { ...facet, isNegated: true } : facet));
  return [...told, ...unread].sort((a, b) => a.start - b.start);
}

function isNear(text: string, { cue }: Clause, facet: ReadFacet): boolean {
  return words(text.slice(cue.end, facet.start)).length < REACH_WORDS;
}

/** The words that say what is not wanted, a few behind each negation. */
export function unwantedWords(text: string): readonly string[] {
  return clausesOf(text).flatMap(({ cue, end }) => {
    const inside = words(text.slice(cue.end, end)).map((word) => word.text);
    const isStory = inside.length >= REACH_WORDS || inside.some((word) => NAMES_NO_KIND.has(fold(word)));
    return isStory ? [] : inside;
  });
}

/** Long clauses tell a story; one or two words name a kind of work. */
const LONGEST_UNREAD_WORDS = 2;
const UNREAD_CONFIDENCE = 0.5;
/** What follows a negation and unwants nothing: "no car needed", "not sure", "no problem". Written by hand. */
const NAMES_NO_KIND = new Set('required needed necessary sure matter problem least'.split(' '));

/** "software engineer, not management": what follows is unwanted in a title, as long as a role is wanted too. */
function unreadValue(
  text: string,
  clause: Clause,
  next: ReadFacet | undefined,
  facets: readonly ReadFacet[],
): readonly ReadFacet[] {
  const isRoleWanted = facets.some((facet) => facet.field === 'title' && !overlaps(facet, clause.cue));
  const from = clause.cue.end;
  const all = words(text.slice(from, Math.min(clause.end, next?.start ?? clause.end)));
  const telling = all.filter((word) => !isStopWord(word.text) && !NAMES_NO_KIND.has(fold(word.text)));
  const [first, last] = [telling[0], telling.at(-1)];
  if (!isRoleWanted || first === undefined || last === undefined) return [];
  if (telling.length > LONGEST_UNREAD_WORDS || all.length >= REACH_WORDS) return [];
  const folded = telling.map((word) => fold(word.text)).join(' ');
  const [start, end] = [from + first.start, from + last.end];
  return [
    {
      id: `title:${folded}`,
      field: 'title',
      value: telling.map((word) => word.text).join(' '),
      sourceText: text.slice(start, end),
      start,
      end,
      confidence: UNREAD_CONFIDENCE,
      condition: titleCondition(folded),
      isNegated: true,
      isHard: false,
    },
  ];
}
