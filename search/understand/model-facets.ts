/** Turns the spans that the model read into facets: values as the tables write them, and the documents that meet them. */

import { foldText } from '../../models/text.ts';
import type { TaggedSpan, TextReading } from '../../models/understanding.ts';
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { Facts } from '../../stores/facts.ts';
import type { Predicate } from '../../stores/predicate.ts';
import { isEnglish } from './english-words.ts';
import { longTitleOf } from './expand-abbreviations.ts';
import * as conditions from './facet-conditions.ts';
import type { Gazetteers } from './facets.ts';
import { payAt, readYears } from './read-amounts.ts';
import { type FacetField, placeFacetId, type ReadFacet } from './read-facet.ts';
import * as pay from './read-pay.ts';
import { isNamedRole, mayBeRole, roleOfWork, sharedRole, withLongEnd, withoutLastWord } from './role-names.ts';
import { singular } from './singular.ts';
import { industryNamed, skillNamed } from './skill-names.ts';
import { withoutFormer } from './tense.ts';
import { overlaps, type Place } from './text-spans.ts';
import { partedTitles } from './title-spans.ts';
import { writtenSpans } from './written-spans.ts';

/** Surer than this a span is read; chosen on held-out training queries. */
const LEAST_CONFIDENCE = 0.5;

/** In the order of the text; offsets are those of `text`. */
export function modelFacets(text: string, reading: TextReading, gazetteers: Gazetteers): readonly ReadFacet[] {
  const sure = reading.spans.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE);
  // "offshore oil and gas" is one trade, for oil and gas is.
  const isTerm = (source: string): boolean => endings(foldText(source)).some((end) => isListed(end, gazetteers.facts));
  const written = writtenSpans(sure, text, isTerm)
    .map((span) => (span.field === 'title' ? withoutFormer(span, text) : span))
    .filter(({ start, end }) => start < end)
    .map((span) => withRoleOfInitials(span, text, gazetteers.facts));
  const spans = partedTitles(written, text, gazetteers.facts.isTitle);
  return spans.flatMap((span, index) => facetsOf(span, text, gazetteers, spans[index + 1]));
}

/** "HRBP" is short for a role, whatever field the model gave it. */
function withRoleOfInitials(span: TaggedSpan, text: string, { expand, isTitle }: Facts): TaggedSpan {
  const long = expand(foldText(text.slice(span.start, span.end)));
  return span.field === 'skill' && long !== null && isTitle(long) ? { ...span, field: 'title' } : span;
}

const isListed = (folded: string, { findIndustry }: Pick<Facts, 'findIndustry'>): boolean =>
  / (?:and|or) /.test(folded) && findIndustry(folded) !== null;

interface Value {
  readonly value: string;
  readonly condition: Predicate | null;
  readonly id?: string;
  readonly nearCondition?: Predicate;
  readonly currency?: string;
  /** Where all of it stands, when the model tagged a part. */
  readonly at?: Place;
}

type ValueReader = (
  source: string,
  span: TaggedSpan,
  text: string,
  gazetteers: Gazetteers,
  next: TaggedSpan | undefined,
) => Value | null;

const READERS: Readonly<Record<string, ValueReader>> = {
  title: titleValue,
  location: placeValue,
  company: employerValue,
  skill: (source, _span, _text, { facts }) => {
    const value = skillNamed(source, facts);
    return { value, condition: conditions.skillCondition(value) };
  },
  industry: (source, { isNegated }, _text, { facts, vertical }) => {
    const value = industryNamed(source, facts);
    if (value === null && !isNegated) return null;
    return {
      value: value ?? source,
      condition: vertical === 'jobs' ? conditions.industryCondition(value ?? source) : null,
    };
  },
  degree: (source) => ({ value: degreeName(source), condition: null }),
  school: (source, _span, _text, { facts, vertical }) => {
    const value = facts.findSchool(foldText(source)) ?? source;
    const condition: Predicate = { kind: 'in', field: PEOPLE_COLUMNS.school, values: [foldText(value)] };
    return { value, condition: vertical === 'people' ? condition : null };
  },
  name: (source, _span, _text, { vertical }) => {
    const value = source.replace(/['’]s$/, '');
    return { value, condition: vertical === 'people' ? conditions.nameCondition(foldText(value)) : null };
  },
  salaryMin: payValue,
  yearsExperienceMin: yearsValue,
};

function facetsOf(
  span: TaggedSpan,
  text: string,
  gazetteers: Gazetteers,
  next: TaggedSpan | undefined,
): readonly ReadFacet[] {
  const source = text.slice(span.start, span.end);
  const found = READERS[span.field]?.(source, span, text, gazetteers, next) ?? null;
  if (found === null || found.value === '') return [];
  return [facetAt(span, text, span.field as FacetField, found)];
}

function facetAt(span: TaggedSpan, text: string, field: FacetField, found: Value): ReadFacet {
  const { confidence, isNegated } = span;
  const { at = span, ...read } = found;
  const { start, end } = at;
  const id = found.id ?? `${field}:${foldText(found.value) || found.value}`;
  return { ...read, id, field, sourceText: text.slice(start, end), start, end, confidence, isNegated, isHard: false };
}

function titleValue(
  source: string,
  span: TaggedSpan,
  text: string,
  { facts, knowledge }: Gazetteers,
  next: TaggedSpan | undefined,
): Value | null {
  const { isTitle } = facts;
  const folded = foldText(source);
  const single = singular(folded);
  const long = longTitleOf(text, span.start, span.end, facts) ?? facts.expand(folded) ?? facts.expand(single);
  const written = long ?? withLongEnd(single, isTitle) ?? (isNamedRole(single, isTitle) ? single : folded);
  const value = isNamedRole(written, isTitle) ? written : (roleNamedBy(written, span, text, facts, next) ?? written);
  // On held-out queries 105 of 108 single words that the tables know no role in were none (training/LOG.md).
  if (!mayBeRole(value, isTitle) || isSurname(folded, facts, knowledge)) return null;
  const forms = [value, singular(folded)];
  const of = [...new Set([...forms, ...forms.flatMap((form) => knownEnding(form, facts))])].map(
    conditions.titleCondition,
  );
  const named = isTitle(value) ? value : (knownEnding(value, facts)[0] ?? value);
  return { value: named, condition: { kind: 'any', of } };
}

/** Many a surname ends as those do who do something: an Okafor is no role, where somebody is called so. */
function isSurname(folded: string, { isTitle, isWord }: Facts, { people }: Gazetteers['knowledge']): boolean {
  return people.hasWord(folded) && !isTitle(folded) && !isWord(folded) && !isEnglish(folded);
}

/** Of words that name work, no role: the role that they share with the next words, or that does the work. */
function roleNamedBy(
  folded: string,
  { end }: TaggedSpan,
  text: string,
  { isTitle }: Pick<Facts, 'isTitle'>,
  next: TaggedSpan | undefined,
): string | null {
  const following = next?.field === 'title' ? singular(foldText(text.slice(next.start, next.end))) : '';
  const shared = next === undefined ? null : sharedRole(folded, text.slice(end, next.start), following, isTitle);
  return shared ?? withoutLastWord(folded, isTitle) ?? roleOfWork(folded, isTitle);
}

/** The folded words, and what is left of them without the first one, two and so on. */
function endings(folded: string): readonly string[] {
  const words = folded.split(' ');
  return words.map((_, from) => words.slice(from).join(' '));
}

/** A "refugee medical assistant" is a medical assistant too: documents seldom have every word of what people ask. */
function knownEnding(title: string, { isTitle }: Pick<Facts, 'isTitle'>): readonly string[] {
  const known = endings(title).find((ending) => ending.includes(' ') && isTitle(ending));
  return known === undefined ? [] : [known];
}

function placeValue(source: string, _span: TaggedSpan, _text: string, { facts }: Gazetteers): Value {
  const place = facts.findPlace(source) ?? facts.findPlace(source.toUpperCase());
  if (place === null)
    return { value: source, condition: { kind: 'in', field: JOB_COLUMNS.placeText, values: [foldText(source)] } };
  const around = facts.placesAround(place).map(({ id }) => id);
  return {
    value: conditions.placeName(place, facts),
    id: placeFacetId(place.id),
    condition: conditions.placeCondition(...conditions.placesMeant(place, source, facts).map(({ id }) => id)),
    nearCondition: conditions.placeCondition(...around),
  };
}

/** An employer that no document names is one only where the model is surer than this; chosen on held-out folds. */
const UNKNOWN_EMPLOYER_FROM = 0.8;

function employerValue(
  source: string,
  { confidence }: TaggedSpan,
  _text: string,
  { knowledge, vertical }: Gazetteers,
): Value | null {
  const named = knowledge.findEmployer(foldText(source));
  const meant = named === null ? knowledge.employersByStart(foldText(source)) : [named];
  const [employer, ...others] = meant;
  const isSure = confidence >= UNKNOWN_EMPLOYER_FROM;
  if (employer === undefined) return isSure ? { value: source, condition: null } : null;
  if (others.length > 0 && !isSure) return null;
  const value = others.length === 0 ? employer.name : source;
  return { value, condition: conditions.employerCondition(vertical, ...meant.map(({ id }) => id)) };
}

const DEGREES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:ph\.?d|doctorate)\b/i, 'PhD'],
  [/\bmba\b/i, 'MBA'],
  [/\bmaster(?:['’]?s)?\b|\bmsc\b/i, "master's"],
  [/\bbachelor(?:['’]?s)?\b|\bbsc\b/i, "bachelor's"],
];

/** The level alone where the words name nothing else; a subject stays. */
function degreeName(source: string): string {
  const bare = source.replace(/\s*\bdegrees?$/i, '');
  const known = DEGREES.find(([pattern]) => pattern.test(bare));
  return known !== undefined && bare.split(/\s+/).length === 1 ? known[1] : bare;
}

function payValue(_source: string, span: TaggedSpan, text: string, { vertical }: Gazetteers): Value | null {
  const stated = payAt(text, span);
  if (stated === null || stated.isCeiling) return null;
  const read = { ...pay.payValue(stated), at: { start: stated.start, end: stated.end } };
  return vertical === 'jobs' ? read : { ...read, condition: null };
}

function yearsValue(source: string, _span: TaggedSpan, _text: string, { vertical }: Gazetteers): Value | null {
  const years = readYears(source);
  if (years === null) return null;
  const enough: Predicate = { kind: 'range', field: PEOPLE_COLUMNS.yearsExperience, minimum: years };
  return { value: String(years), condition: vertical === 'people' ? enough : null };
}

/** Fields of which a text may say the same words as of another: "finance director" is a role and a level. */
export const CONDITION_FIELDS: readonly FacetField[] = ['seniority', 'employmentType', 'workplace'];

export const overlapsOther = (facet: ReadFacet, other: ReadFacet): boolean =>
  overlaps(facet, other) && !CONDITION_FIELDS.includes(facet.field) && !CONDITION_FIELDS.includes(other.field);
