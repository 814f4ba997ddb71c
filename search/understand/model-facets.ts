/** Turns the spans that the model read into facets: values as the tables write them, and the documents that meet them. */

import { foldText } from '../../models/text.ts';
import type { TaggedSpan, TextReading } from '../../models/understanding.ts';
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { Facts } from '../../stores/facts.ts';
import type { Predicate } from '../../stores/predicate.ts';
import { longTitleOf } from './expand-abbreviations.ts';
import * as conditions from './facet-conditions.ts';
import { type Gazetteers, singular } from './facets.ts';
import { readPay, readYears } from './read-amounts.ts';
import { type FacetField, placeFacetId, type ReadFacet } from './read-facet.ts';
import { overlaps } from './text-spans.ts';

/** Surer than this a span is read; chosen on held-out training queries. */
const LEAST_CONFIDENCE = 0.5;

/** In the order of the text; offsets are those of `text`. */
export function modelFacets(text: string, reading: TextReading, gazetteers: Gazetteers): readonly ReadFacet[] {
  const spans = reading.spans.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE);
  return spans.flatMap((span) => facetsOf(span, text, gazetteers));
}

interface Value {
  readonly value: string;
  readonly condition: Predicate | null;
  readonly id?: string;
  readonly nearCondition?: Predicate;
}

type ValueReader = (source: string, span: TaggedSpan, text: string, gazetteers: Gazetteers) => Value | null;

const READERS: Readonly<Record<string, ValueReader>> = {
  title: titleValue,
  location: placeValue,
  company: employerValue,
  skill: (source, _span, _text, { facts }) => {
    const value = facts.findSkill(foldText(source)) ?? facts.expand(foldText(source)) ?? source;
    return { value, condition: conditions.skillCondition(value) };
  },
  industry: (source, _span, _text, { facts }) => {
    const folded = foldText(source);
    return { value: facts.findIndustry(folded) ?? facts.findIndustry(singular(folded)) ?? source, condition: null };
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

function facetsOf(span: TaggedSpan, text: string, gazetteers: Gazetteers): readonly ReadFacet[] {
  const source = text.slice(span.start, span.end);
  const found = READERS[span.field]?.(source, span, text, gazetteers) ?? null;
  if (found === null || found.value === '') return [];
  return [facetAt(span, text, span.field as FacetField, found)];
}

function facetAt(span: TaggedSpan, text: string, field: FacetField, found: Value): ReadFacet {
  const { start, end, confidence, isNegated } = span;
  const { value, condition, nearCondition, id = `${field}:${foldText(value) || value}` } = found;
  const sourceText = text.slice(start, end);
  const near = nearCondition === undefined ? {} : { nearCondition };
  return { id, field, value, sourceText, start, end, confidence, condition, ...near, isNegated, isHard: false };
}

function titleValue(source: string, { start, end }: TaggedSpan, text: string, { facts }: Gazetteers): Value {
  const folded = foldText(source);
  const long = longTitleOf(text, start, end, facts) ?? facts.expand(folded);
  const value = singular(long ?? folded);
  const forms = [value, singular(folded)];
  const of = [...new Set([...forms, ...forms.flatMap((form) => knownEnding(form, facts))])].map(
    conditions.titleCondition,
  );
  return { value, condition: { kind: 'any', of } };
}

/** A "refugee medical assistant" is a medical assistant too: documents seldom have every word of what people ask. */
function knownEnding(title: string, { isTitle }: Pick<Facts, 'isTitle'>): readonly string[] {
  const words = title.split(' ');
  const endings = words.map((_, from) => words.slice(from).join(' ')).filter((ending) => ending.includes(' '));
  const known = endings.find(isTitle);
  return known === undefined ? [] : [known];
}

function placeValue(source: string, _span: TaggedSpan, _text: string, { facts }: Gazetteers): Value {
  const place = facts.findPlace(source) ?? facts.findPlace(source.toUpperCase());
  if (place === null)
    return { value: source, condition: { kind: 'in', field: JOB_COLUMNS.placeText, values: [foldText(source)] } };
  const around = facts.placesAround(place).map(({ id }) => id);
  return {
    value: place.name,
    id: placeFacetId(place.id),
    condition: conditions.placeCondition(place.id),
    nearCondition: conditions.placeCondition(...around),
  };
}

function employerValue(source: string, _span: TaggedSpan, _text: string, { knowledge, vertical }: Gazetteers): Value {
  const employer = knowledge.findEmployer(foldText(source)) ?? knowledge.findEmployerByStart(foldText(source));
  if (employer === null) return { value: source, condition: null };
  return { value: employer.name, condition: conditions.employerCondition(vertical, employer.id) };
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

function payValue(source: string, _span: TaggedSpan, text: string, { vertical }: Gazetteers): Value | null {
  const pay = readPay(source, text);
  if (pay === null) return null;
  const enough: Predicate = { kind: 'range', field: JOB_COLUMNS.salaryMaximum, minimum: pay.amount };
  const own: Predicate[] =
    pay.currency === null ? [] : [{ kind: 'in', field: JOB_COLUMNS.salaryCurrency, values: [pay.currency] }];
  return { value: String(pay.amount), condition: vertical === 'jobs' ? { kind: 'all', of: [...own, enough] } : null };
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
