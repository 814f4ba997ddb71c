/** Makes of what a text excludes what documents can be held against, and tells of the rest that it excludes nothing. */
import { foldText, stem } from '../../models/text.ts';
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Predicate } from '../../stores/predicate.ts';
import type { Notice } from '../types.ts';
import type { Part } from './exclusion-cues.ts';
import { titleCondition } from './facet-conditions.ts';
import { type Gazetteers, readFacets } from './facets.ts';
import type { MinusRead } from './minus-words.ts';
import { unreadExclusions, withNegations } from './negation.ts';
import type { ReadFacet } from './read-facet.ts';
import { roleOfWork } from './role-names.ts';
import { singular } from './singular.ts';

export interface Exclusions {
  readonly facets: readonly ReadFacet[];
  readonly notices: readonly Notice[];
}

const UNREAD_CONFIDENCE = 0.5;
/**
 * Of the documents that have a word as many name it in their title where it names work: of 16,424 postings 21 % for sales, 3 % for
 * management, .1 % for degree.
 */
const NAMES_WORK_FROM = 0.02;

/** `facets` of the plain text with what is negated made checkable, and with the exclusions that nobody read; `text` has the minus signs. */
export function withExclusions(
  text: string,
  { plain, parts }: MinusRead,
  facets: readonly ReadFacet[],
  gazetteers: Gazetteers,
  snapshot: IndexSnapshot,
): Exclusions {
  // Titles of a profile are those of the past too: a teacher who was a substitute once is none.
  const isWork = (folded: string): boolean =>
    gazetteers.vertical === 'jobs' && (isKnownWork(folded, gazetteers) || isWorkOfTitles(folded, gazetteers, snapshot));
  const read = withUnreadWork(plain, facets, gazetteers, isWork);
  const signed = parts.flatMap((part) => readAlone(text, part, gazetteers));
  const all = [...read.map((facet) => (facet.isNegated ? checkableOf(facet, gazetteers) : facet)), ...signed];
  const unread = unreadExclusions(plain, read).filter(({ isBehindComma }) => !isBehindComma);
  const unchecked = all.filter(({ isNegated, condition }) => isNegated && condition === null);
  const things = gazetteers.vertical === 'jobs' ? 'postings' : 'profiles';
  const ignored = [...unchecked, ...unread].map((part) =>
    ignoredNotice(part, text, `excludes nothing here, because ${things} do not state it in a way that can be checked`),
  );
  const onlyTitled = read.filter((facet) => !facets.some(({ start }) => start === facet.start));
  const partly = onlyTitled
    .filter(({ value }) => !isKnownWork(foldText(value), gazetteers))
    .map((part) => ignoredNotice(part, text, `is kept out of titles; what else ${things} say of it is not checked`));
  return { facets: all.sort((a, b) => a.start - b.start), notices: [...partly, ...ignored] };
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

function ignoredNotice({ start, end }: Part, text: string, why: string): Notice {
  const ignoredText = text.slice(start, end);
  return { kind: 'UnsupportedQueryNotice', code: 'PART_IGNORED', message: `“${ignoredText}” ${why}.`, ignoredText };
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

function isWorkOfTitles(folded: string, gazetteers: Gazetteers, { attributes, keywords }: IndexSnapshot): boolean {
  const titles: Predicate = { kind: 'any', of: titlesOf([folded], gazetteers) };
  const titled = attributes.evaluate(titles).reduce((sum: number, isMet) => sum + isMet, 0);
  const held = Math.min(...folded.split(' ').map((word) => keywords.documentFrequency(stem(word))));
  return titled > 0 && titled >= NAMES_WORK_FROM * held;
}

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
