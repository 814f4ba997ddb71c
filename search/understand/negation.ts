/** Tells which values of a text are not wanted, and which words say so of things that no value was read from. */
import { isStopWord, words } from '../../models/text.ts';
import { type Clause, clausesOf, type Item, idiomsOf, isJoining, type Part } from './exclusion-cues.ts';
import type { FacetField, ReadFacet } from './read-facet.ts';
import { blanked, overlaps } from './text-spans.ts';

/** Fields that say what one works as: behind a comma a list goes on only among its own kind. */
const KINDS_OF_WORK: readonly FacetField[] = ['title', 'industry', 'skill'];
/** What "non" can stand before: "non remote" is on site; "non executive" and "non profit" are kinds of their own. */
const STATES: readonly FacetField[] = ['workplace', 'employmentType'];
/** One or two words name a thing, three may; more tell a story. */
const LONGEST_UNREAD_WORDS = 3;

interface Excluded {
  readonly clause: Clause;
  readonly facets: readonly ReadFacet[];
  /** Words of things that no value was read from. */
  readonly unread: readonly Item[];
}

/**
 * The values in the order of the text, negated where the text says so. What only the model takes for unwanted is wanted where an
 * idiom misled it, and else left out; a circle that is far from its place has told itself that this is not wanted.
 */
export function withNegations(text: string, facets: readonly ReadFacet[]): readonly ReadFacet[] {
  const negated = new Set(excludedIn(text, facets).flatMap((excluded) => excluded.facets));
  const idioms = idiomsOf(text);
  const isMisled = ({ start, end }: Part): boolean =>
    idioms.some((idiom) => idiom.start < end && isJoining(text.slice(idiom.end, Math.max(idiom.end, start))));
  const isFar = ({ isNegated, radiusKm }: ReadFacet): boolean => isNegated && radiusKm !== undefined;
  const isUnwanted = (facet: ReadFacet): boolean => negated.has(facet) || isFar(facet);
  const told = facets.filter((facet) => isUnwanted(facet) || !facet.isNegated || isMisled(facet));
  return told.map((facet) => ({ ...facet, isNegated: isUnwanted(facet) })).sort((a, b) => a.start - b.start);
}

/** Words that say what is not wanted, where no value was read from them: "no weekends". */
export function unreadExclusions(text: string, facets: readonly ReadFacet[]): readonly Item[] {
  return excludedIn(text, facets).flatMap(({ unread }) => unread);
}

/** Of the same length, with spaces for what is excluded and for the words that exclude it. */
export function withoutExcluded(text: string, negated: readonly Part[]): string {
  const cues = clausesOf(text).filter(({ items }) =>
    items.some((item) => negated.some((part) => overlaps(item, part))),
  );
  return blanked(text, [...negated, ...cues.map(({ cue }) => cue)]);
}

/** True for a text that says what is not wanted and nothing else: everything but that is meant, and none of its words is sought. */
export function asksForNothing(text: string, facets: readonly ReadFacet[]): boolean {
  const negated = facets.filter(({ isNegated }) => isNegated);
  const rest = withoutExcluded(text, [...negated, ...unreadExclusions(text, facets)]);
  return negated.some(({ isHard }) => isHard) && isJoining(rest);
}

/** Of the same length, with spaces for all words that turn what follows, or seem to. */
export function withoutCues(text: string): string {
  return blanked(text, [...clausesOf(text).map(({ cue }) => cue), ...idiomsOf(text)]);
}

/** Of the same length, each word that turns what follows as "no". */
export function withPlainCues(text: string): string {
  return clausesOf(text)
    .filter(({ kind }) => kind !== 'outside')
    .reduce((rest, { cue: { start, end } }) => rest.slice(0, start) + 'no'.padEnd(end - start) + rest.slice(end), text);
}

function excludedIn(text: string, facets: readonly ReadFacet[]): readonly Excluded[] {
  // "No experience" is a level and excludes nothing.
  const clauses = clausesOf(text).filter(({ cue }) => !facets.some((facet) => overlaps(cue, facet)));
  return clauses.map((clause) => excludedBy(clause, text, facets));
}

/** Item after item, until one says more than the thing that is not wanted. */
function excludedBy(clause: Clause, text: string, facets: readonly ReadFacet[]): Excluded {
  const [found, unread]: [ReadFacet[], Item[]] = [[], []];
  for (const item of clause.items) {
    const inside = facets.filter(({ start }) => start >= item.start && start < item.end);
    const object = objectOf(item, text, inside, facets);
    if (object === null || !mayTurn(clause, object, text) || !isListed(item, object, found)) break;
    found.push(...object.facets);
    if (object.unread !== null) unread.push({ ...object.unread, isBehindComma: item.isBehindComma });
    const lastEnd = Math.max(...object.facets.map(({ end }) => end));
    if (inside.some(({ start }) => object.facets.length === 0 || start >= lastEnd)) break;
  }
  return { clause, facets: found, unread };
}

interface ExcludedObject {
  readonly facets: readonly ReadFacet[];
  readonly unread: Part | null;
}

/** The first value of the item where nothing of its own stands before it, with all read from the same words; else the words before. */
function objectOf(
  item: Item,
  text: string,
  inside: readonly ReadFacet[],
  facets: readonly ReadFacet[],
): ExcludedObject | null {
  const [first] = [...inside].sort((a, b) => a.start - b.start || b.end - a.end);
  if (first !== undefined && isJoining(text.slice(item.start, first.start)))
    return { facets: inside.filter((facet) => facet === first || overlaps(facet, first)), unread: null };
  const unread = thingIn(item.start, first?.start ?? item.end, text, facets);
  return unread && { facets: [], unread };
}

/** The words that tell something, from the first to the last; null where there are none, or too many for a thing. */
function thingIn(from: number, end: number, text: string, facets: readonly ReadFacet[]): Part | null {
  const telling = words(text.slice(from, end))
    .map((word) => ({ ...word, start: from + word.start, end: from + word.end }))
    .filter((word) => !isStopWord(word.text) && !isJoining(word.text))
    .filter((word) => !facets.some((facet) => overlaps(word, facet)));
  const [first, last] = [telling[0], telling.at(-1)];
  if (first === undefined || last === undefined || telling.length > LONGEST_UNREAD_WORDS) return null;
  return telling.some((word) => NAMES_NO_THING.test(word.text)) ? null : { start: first.start, end: last.end };
}

/** What follows a cue and excludes nothing: "no car needed", "not sure", "does not mind nights". Written by hand. */
const NAMES_NO_THING =
  /^(?:need|require|necessary|mandatory|essential|mind|matter|care|sure|afraid|scared|bother|fuss|worr|know|think|certain|important|too|very|much|many|enough|able|can|help|ask)/iu;

/** "Work outside with animals" is in no place; "who doesn't drive" tells what is done, "doesn't want trucks" what is not wanted. */
function mayTurn({ kind, cue }: Clause, { facets, unread }: ExcludedObject, text: string): boolean {
  const [first] = facets;
  const between = text.slice(cue.end, first?.start ?? unread?.start ?? cue.end);
  if (kind === 'prefix') return first !== undefined && STATES.includes(first.field) && /^[-\s]$/u.test(between);
  if (kind === 'outside') return first?.field === 'location' && /^\s*(?:the\s+)?$/iu.test(between);
  if (kind === 'beyond') return first !== undefined;
  return kind !== 'verb' || first !== undefined || words(between).length > 0;
}

/** Behind a comma what no table knows may be work, where work stands before it. */
function isListed({ isBehindComma }: Item, { facets }: ExcludedObject, before: readonly ReadFacet[]): boolean {
  const last = before.at(-1);
  if (!isBehindComma) return true;
  return last !== undefined && kindOf(last.field) === kindOf(facets[0]?.field ?? 'title');
}

const kindOf = (field: FacetField): string => (KINDS_OF_WORK.includes(field) ? 'work' : field);
