/** Makes of what a text excludes what documents can be held against, and tells of the rest that it excludes nothing. */
import { foldText, stem } from '../../models/text.ts';
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { Mask } from '../../stores/attributes.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Predicate } from '../../stores/predicate.ts';
import type { Part } from './exclusion-cues.ts';
import { titleCondition } from './facet-conditions.ts';
import { type Gazetteers, readFacets } from './facets.ts';
import type { IgnoredPart } from './ignored-part.ts';
import type { MinusRead } from './minus-words.ts';
import { unreadExclusions, withNegations } from './negation.ts';
import type { ReadFacet } from './read-facet.ts';
import { roleOfWork } from './role-names.ts';
import { singular } from './singular.ts';

export interface Exclusions {
  readonly facets: readonly ReadFacet[];
  /** What is not kept out of the page, or not wholly. */
  readonly ignored: readonly IgnoredPart[];
}

export interface ExcludingText {
  /** With the minus signs. */
  readonly text: string;
  /** As it was typed or corrected, of the same length: what a caller is told in. */
  readonly quoted: string;
  readonly minus: MinusRead;
}

/** The documents that tell whether a word names work. */
interface Titles {
  readonly snapshot: IndexSnapshot;
  /** [size], 1 for what the caller may see; null for everything. */
  readonly visible: Mask | null;
}

const UNREAD_CONFIDENCE = 0.5;
/**
 * Of the documents that have a word as many name it in their title where it names work: of 16,424 postings 21 % for sales, 3 % for
 * management, .1 % for degree.
 */
const NAMES_WORK_FROM = 0.02;

/** `facets` of the plain text with what is negated made checkable, and with the exclusions that nobody read. */
export function withExclusions(
  { text, quoted, minus: { plain, parts } }: ExcludingText,
  facets: readonly ReadFacet[],
  gazetteers: Gazetteers,
  titles: Titles,
): Exclusions {
  const isWork = workReader(gazetteers, titles);
  const read = withUnreadWork(plain, facets, gazetteers, isWork);
  const signed = parts.flatMap((part) => readAlone(text, part, gazetteers));
  const all = [...read.map((facet) => (facet.isNegated ? checkableOf(facet, gazetteers) : facet)), ...signed];
  const unread = unreadExclusions(plain, read).filter(({ isBehindComma }) => !isBehindComma);
  const unchecked = all.filter(({ isNegated, condition }) => isNegated && condition === null);
  const onlyTitled = read
    .filter((facet) => !facets.some(({ start }) => start === facet.start))
    .filter(({ value }) => !isKnownWork(foldText(value), gazetteers));
  const things = gazetteers.vertical === 'jobs' ? 'postings' : 'profiles';
  const ignored = [
    ...ignoredParts(onlyTitled, quoted, `is kept out of titles; what else ${things} say of it is not checked`),
    ...ignoredParts(
      [...unchecked, ...unread],
      quoted,
      `excludes nothing here, because ${things} do not state it in a way that can be checked`,
    ),
  ];
  return { facets: all.sort((a, b) => a.start - b.start), ignored };
}

/** Asked again for the same words as a list opens, and each first answer reads all titles. */
function workReader(gazetteers: Gazetteers, titles: Titles): (folded: string) => boolean {
  // Titles of a profile are those of the past too: a teacher who was a substitute once is none.
  if (gazetteers.vertical === 'people') return () => false;
  const known = new Map<string, boolean>();
  return (folded) => {
    const isWork = known.get(folded) ?? (isKnownWork(folded, gazetteers) || isWorkOfTitles(folded, gazetteers, titles));
    known.set(folded, isWork);
    return isWork;
  };
}

/** A list goes on behind what was found to be work, so that each finding may open the next one. */
function withUnreadWork(
  plain: string,
  facets: readonly ReadFacet[],
  gazetteers: Gazetteers,
  isWork: (folded: string) => boolean,
): readonly ReadFacet[] {
  const found = unreadExclusions(plain, facets).filter(({ start, end }) => isWork(foldText(plain.slice(start, end))));
  if (found.length === 0) return facets;
  const more = [...facets, ...found.map((part) => titleExclusion(plain, part, gazetteers))];
  return withUnreadWork(plain, withNegations(plain, more), gazetteers, isWork);
}

function ignoredParts(parts: readonly Part[], quoted: string, why: string): readonly IgnoredPart[] {
  return parts.map(({ start, end }) => ({ start, end, message: `“${quoted.slice(start, end)}” ${why}.` }));
}

/** Postings tell trades in their titles too; no list says which places a name without a row of the tables holds. */
function checkableOf(facet: ReadFacet, gazetteers: Gazetteers): ReadFacet {
  const { field, condition, value, sourceText } = facet;
  if (field === 'location' && condition?.kind === 'in' && condition.field === JOB_COLUMNS.placeText)
    return { ...facet, condition: null };
  if (field !== 'industry' || condition === null) return facet;
  const of = [condition, ...titlesOf([value, sourceText].map(foldText), gazetteers)];
  return { ...facet, condition: { kind: 'any', of } };
}

/** Titles that have the words of a kind of work, or name who does it. */
function titlesOf(folded: readonly string[], { facts }: Gazetteers): readonly Predicate[] {
  const forms = folded.flatMap((words) => [words, singular(words), roleDoing(words, facts) ?? words]);
  return [...new Set(forms)].map(titleCondition);
}

/** Everything that ends in "worker" would make a role of a word: a "car worker" is none that a driver without a car means. */
function roleDoing(folded: string, facts: Gazetteers['facts']): string | null {
  const role = roleOfWork(folded, facts.isTitle);
  return role?.endsWith(' worker') ? null : role;
}

function isKnownWork(folded: string, { facts }: Gazetteers): boolean {
  return facts.isTitle(singular(folded)) || facts.findSkill(folded) !== null || roleDoing(folded, facts) !== null;
}

/** Only documents that the caller may see count: nobody may learn from a reading what titles others have. */
function isWorkOfTitles(folded: string, gazetteers: Gazetteers, { snapshot, visible }: Titles): boolean {
  const { attributes, keywords } = snapshot;
  const holding = folded.split(' ').map((word) => keywords.score([stem(word)], visible).matched);
  const held = Math.min(...holding.map((mask) => countOf(mask, visible)));
  if (held === 0) return false;
  const titled = countOf(attributes.evaluate({ kind: 'any', of: titlesOf([folded], gazetteers) }), visible);
  return titled > 0 && titled >= NAMES_WORK_FROM * held;
}

const countOf = (mask: Mask, visible: Mask | null): number =>
  mask.reduce((sum: number, isMet, at) => sum + (isMet & (visible?.[at] ?? 1)), 0);

/** Behind a minus sign a word says what it is without its neighbours; what no table knows is kept out of titles. */
function readAlone(text: string, part: Part, gazetteers: Gazetteers): readonly ReadFacet[] {
  const found = readFacets(text.slice(part.start, part.end), gazetteers).map((facet) => ({
    ...checkableOf(facet, gazetteers),
    start: facet.start + part.start,
    end: facet.end + part.start,
    isNegated: true,
  }));
  return found.length > 0 ? found : [titleExclusion(text, part, gazetteers)];
}

function titleExclusion(text: string, { start, end }: Part, gazetteers: Gazetteers): ReadFacet {
  const sourceText = text.slice(start, end);
  const folded = foldText(sourceText);
  return {
    id: `title:${folded}`,
    field: 'title',
    value: sourceText,
    sourceText,
    start,
    end,
    confidence: UNREAD_CONFIDENCE,
    condition: { kind: 'any', of: titlesOf([folded], gazetteers) },
    isNegated: true,
    isHard: false,
  };
}
