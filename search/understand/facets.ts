/** Reads titles, employers, places, skills and conditions from a text by gazetteers; the longest reading of a word wins. */
import { foldText, isStopWord, stem } from '../../models/text.ts';
import type { Seniority, Vertical } from '../../stores/documents.ts';
import type { Facts, GazetteerPlace } from '../../stores/facts.ts';
import type { KeywordIndex } from '../../stores/keyword-index.ts';
import { type Condition, conditionsOf, LONGEST_CONDITION_WORDS } from './condition-words.ts';
import { isEnglish } from './english-words.ts';
import { isCue } from './exclusion-cues.ts';
import { longTitleOf } from './expand-abbreviations.ts';
import * as conditions from './facet-conditions.ts';
import type { Knowledge } from './knowledge.ts';
import { withNegations } from './negation.ts';
import { type FacetField, placeFacetId, type ReadFacet } from './read-facet.ts';
import { readFreshness } from './read-freshness.ts';
import { readName } from './read-name.ts';
import { readOpenToWork } from './read-open-to-work.ts';
import { readPayAsked } from './read-pay.ts';
import { singular } from './singular.ts';
import { tellsOfFormer } from './tense.ts';
import { overlaps, type Span, spansOf } from './text-spans.ts';
import { begunEmployer, isWordOfTexts } from './words-of-documents.ts';

export interface Gazetteers {
  readonly vertical: Vertical;
  readonly facts: Facts;
  readonly knowledge: Knowledge;
  readonly keywords: KeywordIndex;
  /** True for who may see who is open to work; absent otherwise. */
  readonly seesHidden?: boolean;
  /** Milliseconds since 1970: what "in the last week" counts from. */
  readonly nowMs: number;
}

const CONFIDENT = 0.9;
/** Words directly before a place, and before an employer: the prepositions that English has for each, a closed list. */
const PLACE_CUES = new Set('in near around at within based from to outside'.split(' '));
const EMPLOYER_CUES = new Set('at for with of by from'.split(' '));
/** Before a single word that is a name and something else, "with" and "of" say too little. */
const STRONG_EMPLOYER_CUES = new Set('at for by'.split(' '));
export const LONGEST_PLACE_WORDS = 5;
/** Where two readings have the same words: what is said with a cue before what only looks like it. */
const PRIORITY: readonly FacetField[] = [
  'postedWithinDays',
  'openToWork',
  'salaryMin',
  'name',
  'workplace',
  'employmentType',
  'company',
  'location',
  'title',
  'skill',
  'seniority',
];

/** In the order of the text; a word counts once, but a level may be a part of a title. */
export function readFacets(text: string, gazetteers: Gazetteers): readonly ReadFacet[] {
  const longest = Math.max(gazetteers.facts.longestWords, LONGEST_PLACE_WORDS);
  const spans = spansOf(text, longest);
  const terms = spans.filter((span) => span.wordCount > 1 && gazetteers.facts.findSkill(span.folded) !== null);
  const { vertical, nowMs, seesHidden = false } = gazetteers;
  const ofVertical =
    vertical === 'jobs' ? [...readFreshness(text, nowMs), ...readPayAsked(text)] : readOpenToWork(text, seesHidden);
  const found = [...spans.flatMap((span) => readingsOf(span, gazetteers)), ...ofVertical]
    .filter((facet) => !isPartOfTerm(facet, terms) && !(facet.field === 'location' && isCue(facet, text)))
    .map((facet) => (facet.field === 'title' ? writtenOut(facet, text, gazetteers.facts) : facet));
  const ordered = [...found].sort(
    (a, b) => lengthOf(b) - lengthOf(a) || PRIORITY.indexOf(a.field) - PRIORITY.indexOf(b.field),
  );
  const kept: ReadFacet[] = [];
  for (const facet of ordered) {
    const isFree = !kept.some(
      (other) => overlaps(facet, other) && (facet.field === 'seniority') === (other.field === 'seniority'),
    );
    if (isFree && !kept.some((other) => other.id === facet.id)) kept.push(facet);
  }
  kept.sort((a, b) => a.start - b.start);
  return withNegations(text, kept);
}

/** "mass spectrometry" is done in no state. */
function isPartOfTerm(facet: ReadFacet, terms: readonly Span[]): boolean {
  const isGuess = facet.field === 'location' && facet.confidence < CONFIDENT;
  return isGuess && terms.some((term) => overlaps(term, facet) && term.end - term.start > facet.end - facet.start);
}

const lengthOf = (facet: ReadFacet): number => facet.sourceText.split(/\s+/).length;

function readingsOf(span: Span, gazetteers: Gazetteers): readonly ReadFacet[] {
  const readers = [personNamed, readEmployer, readPlace, readTitle, readSkill];
  const single = readers.flatMap((reader) => reader(span, gazetteers) ?? []);
  return [...single, ...readConditions(span, gazetteers)];
}

function facetOf(
  span: Span,
  field: FacetField,
  value: string,
  confidence: number,
  condition: ReadFacet['condition'],
): ReadFacet {
  const { start, end, text } = span;
  const id = `${field}:${foldText(value) || value}`;
  return { id, field, value, sourceText: text, start, end, confidence, condition, isNegated: false, isHard: false };
}

function personNamed(span: Span, { facts, knowledge }: Gazetteers): ReadFacet | null {
  const name = readName(span, facts, knowledge);
  return name && facetOf(span, 'name', name.value, name.confidence, name.condition);
}

function readEmployer(span: Span, { vertical, facts, knowledge, keywords }: Gazetteers): ReadFacet | null {
  const isWhole = span.isFirst && span.isLast;
  const employer = knowledge.findEmployer(span.folded) ?? (isWhole ? begunEmployer(span, facts, knowledge) : null);
  if (employer === null || isStopWord(span.text)) return null;
  // A text that is nothing but the name asks for the employer, though some skill is called so too.
  const skill = isWhole ? facts.findDistinctSkill(span.folded) : facts.findSkill(span.folded);
  const isOrdinary = facts.isTitle(span.folded) || skill !== null || facts.findPlace(span.text) !== null;
  const isRare = keywords.documentFrequency(stem(span.folded)) <= COMMON_SHARE * keywords.size;
  const hasCue = (span.wordCount === 1 ? STRONG_EMPLOYER_CUES : EMPLOYER_CUES).has(span.before);
  if (isOrdinary && !hasCue && !isAuthority(span)) return null;
  // The first word has its capital anyway.
  const isNamed = isCapitalised(span.text) && (!span.isFirst || !isEnglish(span.folded));
  const isMeant = isWhole || span.before === 'at' || (isRare && (hasCue || isNamed));
  if (span.wordCount === 1 && !isMeant) return null;
  const condition = conditions.employerCondition(vertical, employer.id);
  return facetOf(span, 'company', employer.name, hasCue || isWhole ? 0.95 : 0.8, condition);
}

/** "city of Los Angeles" employs people, "in the city of Los Angeles" they live. */
const isAuthority = ({ folded, beforeArticle }: Span): boolean =>
  /^(?:city|county|town|state) of /u.test(folded) && !PLACE_CUES.has(beforeArticle);

/** A word that more documents than this share hold is an ordinary word, whatever it also names. */
const COMMON_SHARE = 0.02;

function readPlace(span: Span, gazetteers: Gazetteers): ReadFacet | null {
  if (span.wordCount > LONGEST_PLACE_WORDS || isStopWord(span.text)) return null;
  const place = gazetteers.facts.findPlace(span.text);
  if (place === null || !isPlaceThroughout(span.text, gazetteers.facts)) return null;
  const isCue = PLACE_CUES.has(span.before) && !(span.before === 'to' && isWordOfTexts(span, place, gazetteers));
  const hasCue = span.followsComma || (isCue && !isDoubtfulCode(span, place, gazetteers.facts));
  if (!hasCue && !isPlaceWithoutCue(span, place, gazetteers)) return null;
  const name = conditions.placeName(place, gazetteers.facts);
  const meant = conditions.placesMeant(place, span.text, gazetteers.facts);
  const facet = facetOf(
    span,
    'location',
    name,
    hasCue ? 0.95 : 0.75,
    conditions.placeCondition(...meant.map(({ id }) => id)),
  );
  const around = gazetteers.facts.placesAround(place).map(({ id }) => id);
  return { ...facet, id: placeFacetId(place.id), nearCondition: conditions.placeCondition(...around) };
}

/** "Lyon, remote" means Lyon too, but only "Lyon" says so: after a comma only a region or country belongs to the place. */
export function isPlaceThroughout(text: string, facts: Facts): boolean {
  const parts = text.split(',').map((part) => part.trim());
  return parts.length === 1 || parts.every((part) => facts.findPlace(part) !== null);
}

/** Longer names of countries may be words ("turkey", "chad"). */
const LONGEST_SHORT_NAME = 3;

/** "uk", "UAE": the tables know a short name in any case, a code such as "IT" in capitals only; "us" is a stop word. */
function isShortCountryName({ folded }: Span, place: GazetteerPlace, facts: Facts): boolean {
  return place.kind === 'country' && folded.length <= LONGEST_SHORT_NAME && facts.findPlace(folded)?.id === place.id;
}

/** "skilled in IT", "HR in Lyon": two letters that are no name mean a country only after a comma. */
function isDoubtfulCode(span: Span, place: GazetteerPlace, facts: Facts): boolean {
  return place.kind === 'country' && span.folded.length === 2 && !isShortCountryName(span, place, facts);
}

/** A town that no document names and that is smaller than this is meant only when the text says "in". */
const WELL_KNOWN_POPULATION = 500_000;
const SPECIFIC_RATIO = 5;

/**
 * "mobile", "reading" and "nice" are towns too: without a cue a word names a place when not many more documents hold
 * the word than lie in the place.
 */
function isPlaceWithoutCue(span: Span, place: GazetteerPlace, tables: Gazetteers): boolean {
  const { facts, knowledge, keywords } = tables;
  const isShortName = isShortCountryName(span, place, facts);
  if (span.folded.length <= 2 && !isShortName && (place.kind === 'country' || span.text !== span.text.toUpperCase()))
    return false;
  if (facts.isTitle(span.folded) || facts.findSkill(span.folded) !== null) return false;
  if (conditionsOf(span.folded).length > 0) return false;
  if (span.folded.length <= 3 && facts.expand(span.folded) !== null) return false;
  if (isShortName) return true;
  if (isWordOfTexts(span, place, tables)) return false;
  const documentsHere = knowledge.documentsInPlace(place.id);
  const isNamed = isCapitalised(span.text) && !span.isFirst;
  if (documentsHere === 0) return isNamed || place.kind !== 'city' || place.population >= WELL_KNOWN_POPULATION;
  return span.wordCount > 1 || keywords.documentFrequency(stem(span.folded)) <= SPECIFIC_RATIO * documentsHere;
}

/** Titles of the tables that say nothing alone; "worker", "staff", "manager" and the like are none of theirs. */
const EMPTY_TITLES: ReadonlySet<string> = new Set(['hand']);

/** "HCA", "BDR": shorter ones mean more than a role ("AM", "PM"). */
const INITIALS = /^\p{Lu}{3,}s?$/u;

function readTitle(span: Span, { facts }: Gazetteers): ReadFacet | null {
  if (isStopWord(span.text) || tellsOfFormer(span.folded)) return null;
  const long = INITIALS.test(span.text) ? (facts.expand(span.folded) ?? span.folded) : span.folded;
  const title = [long, singular(span.folded)].find((form) => facts.isTitle(form));
  if (title === undefined || EMPTY_TITLES.has(title)) return null;
  const value = facts.isTitle(singular(title)) ? singular(title) : title;
  return facetOf(span, 'title', value, span.wordCount > 1 ? 0.9 : 0.75, conditions.titleCondition(value));
}

/** A role that was shortened means its long form, and is met by either. */
function writtenOut(facet: ReadFacet, text: string, facts: Facts): ReadFacet {
  const value = longTitleOf(text, facet.start, facet.end, facts);
  if (value === null) return facet;
  const of = [value, foldText(facet.sourceText)].map(conditions.titleCondition);
  return { ...facet, id: `title:${value}`, value, condition: { kind: 'any', of } };
}

function readSkill(span: Span, { facts }: Gazetteers): ReadFacet | null {
  // "Go" is a language, "go" is not.
  const isVerb = span.folded.length <= 2 && !isCapitalised(span.text);
  const skill = isVerb || isStopWord(span.text) ? null : facts.findDistinctSkill(span.folded);
  return skill === null ? null : facetOf(span, 'skill', skill, 0.8, conditions.skillCondition(skill));
}

/** Levels that one person has among many: whoever works for that person has another. */
const LEVELS_OF_HEADS: ReadonlySet<string> = new Set<Seniority>(['DIRECTOR', 'EXECUTIVE']);

/** "assistant to the CTO", "our CEO": that head is somebody else; "the CTO of a startup" is who is meant. */
function isOfAnother({ before, beforeArticle }: Span, { field, value }: Condition): boolean {
  return field === 'seniority' && LEVELS_OF_HEADS.has(value) && (beforeArticle === 'to' || before === 'our');
}

function readConditions(span: Span, { vertical }: Gazetteers): readonly ReadFacet[] {
  if (span.wordCount > LONGEST_CONDITION_WORDS) return [];
  return conditionsOf(span.folded)
    .filter((condition) => !isOfAnother(span, condition))
    .map((condition) =>
      facetOf(span, condition.field, condition.value, 0.85, conditions.statedCondition(vertical, condition)),
    );
}

const isCapitalised = (text: string): boolean => /^\p{Lu}/u.test(text);
