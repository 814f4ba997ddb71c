/** Turns a client's filter into predicates, one a facet, so that a facet can be counted without its own. */

import { foldText } from '../../models/text.ts';
import { DAY_MS } from '../../runtime/clock.ts';
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { Facts } from '../../stores/facts.ts';
import { allOf, type Predicate } from '../../stores/predicate.ts';
import type { JobFilter, LocationFilter, PeopleFilter } from '../filters.ts';
import type { JobFacetField, PeopleFacetField } from '../types.ts';
import type { ReadFacet } from '../understand/read-facet.ts';
import type { VerticalFilter } from '../vertical-filter.ts';
import { placeOfFilter } from './filter-places.ts';

export type FacetField = JobFacetField | PeopleFacetField;

export interface FilterPart {
  /** The facet whose counts ignore it; null for filters that no facet shows. */
  readonly facet: FacetField | null;
  readonly predicate: Predicate;
  /** Facet values that the client selected with it. */
  readonly selected: readonly string[];
}

/** The conditions of a filter; `nowMs` (since 1970) is what "within days" counts from. */
export function filterParts({ vertical, filter }: VerticalFilter, facts: Facts, nowMs: number): readonly FilterPart[] {
  return vertical === 'jobs' ? jobParts(filter, facts, nowMs) : peopleParts(filter);
}

/** What the text itself excludes or demands; no facet of the client's shows it, so none is counted without it. */
export function understoodParts(facets: readonly ReadFacet[]): readonly FilterPart[] {
  return facets.flatMap(({ isHard, isNegated, condition }) => {
    if (!isHard || condition === null) return [];
    return [part(null, isNegated ? { kind: 'not', of: condition } : condition)];
  });
}

/** All of them, or all but those of one facet; null when none is left. */
export function predicateOf(parts: readonly FilterPart[], without: FacetField | null = null): Predicate | null {
  return allOf(parts.filter((part) => without === null || part.facet !== without).map((part) => part.predicate));
}

type Values = readonly string[] | null | undefined;

function jobParts(filter: JobFilter, facts: Facts, nowMs: number): readonly FilterPart[] {
  const columns = JOB_COLUMNS;
  return [
    ...titles(filter.titles),
    ...oneOf('COMPANY', columns.company, filter.companyIds),
    ...noneOf(columns.company, filter.excludeCompanyIds),
    ...oneOf('SKILL', columns.skill, filter.skills?.map(foldText)),
    ...locations(filter.locations, facts),
    ...oneOf('WORKPLACE_TYPE', columns.workplaceType, filter.workplaceTypes),
    ...oneOf('EMPLOYMENT_TYPE', columns.employmentType, filter.employmentTypes),
    ...oneOf('SENIORITY', columns.seniority, filter.seniorities),
    ...salary(filter.salary),
    ...oneOf('SALARY_BAND', columns.salaryBand, filter.salaryBands),
    ...posted(filter, nowMs),
    ...flag(columns.directApply, filter.directApply),
    ...noneOf(columns.id, filter.excludeJobIds),
  ];
}

function peopleParts(filter: PeopleFilter): readonly FilterPart[] {
  const columns = PEOPLE_COLUMNS;
  const years = filter.minimumYearsOfExperience;
  return [
    ...titles(filter.titles),
    ...oneOf('CURRENT_COMPANY', columns.currentCompany, filter.currentCompanyIds),
    ...oneOf('PAST_COMPANY', columns.pastCompany, filter.pastCompanyIds),
    ...oneOf('SCHOOL', columns.school, filter.schools?.map(foldText)),
    ...oneOf('SKILL', columns.skill, filter.skills?.map(foldText)),
    ...oneOf(null, columns.certification, filter.certifications?.map(foldText)),
    ...oneOf('LOCATION', columns.place, filter.placeIds),
    ...(typeof years === 'number'
      ? [part(null, { kind: 'range', field: columns.yearsExperience, minimum: years })]
      : []),
    ...flag(columns.openToWork, filter.openToWork),
    ...noneOf(columns.id, filter.excludePersonIds),
  ];
}

function part(facet: FacetField | null, predicate: Predicate, selected: readonly string[] = []): FilterPart {
  return { facet, predicate, selected };
}

/** An empty list asks for nothing, as an absent one. */
function oneOf(facet: FacetField | null, field: string, values: Values): readonly FilterPart[] {
  return values && values.length > 0 ? [part(facet, { kind: 'in', field, values }, values)] : [];
}

export function noneOf(field: string, values: Values): readonly FilterPart[] {
  return values && values.length > 0 ? [part(null, { kind: 'not', of: { kind: 'in', field, values } })] : [];
}

function flag(field: string, value: boolean | null | undefined): readonly FilterPart[] {
  return typeof value === 'boolean' ? [part(null, { kind: 'in', field, values: [String(value)] })] : [];
}

function titles(values: Values): readonly FilterPart[] {
  if (!values || values.length === 0) return [];
  const of = values.map(
    (title): Predicate => ({ kind: 'contains', field: JOB_COLUMNS.title, words: foldedWords(title) }),
  );
  return [part(null, { kind: 'any', of })];
}

const foldedWords = (text: string): readonly string[] =>
  foldText(text)
    .split(' ')
    .filter((word) => word !== '');

function locations(filters: readonly LocationFilter[] | null | undefined, facts: Facts): readonly FilterPart[] {
  if (!filters || filters.length === 0) return [];
  const selected = filters.flatMap(({ placeId, text }) => placeId ?? text ?? []);
  return [part('LOCATION', { kind: 'any', of: filters.map((filter) => locationPredicate(filter, facts)) }, selected)];
}

function locationPredicate(filter: LocationFilter, facts: Facts): Predicate {
  const { placeId, text, point, radiusKm } = filter;
  if (point && radiusKm) return { kind: 'near', ...point, radiusKm };
  const place = placeOfFilter(filter, facts);
  const own: Predicate[] =
    place || placeId ? [{ kind: 'in', field: JOB_COLUMNS.place, values: [place?.id ?? placeId ?? ''] }] : [];
  if (text) own.push({ kind: 'in', field: JOB_COLUMNS.placeText, values: [foldText(text)] });
  const latitude = place?.latitude ?? null;
  const longitude = place?.longitude ?? null;
  if (radiusKm && latitude !== null && longitude !== null) own.push({ kind: 'near', latitude, longitude, radiusKm });
  return { kind: 'any', of: own };
}

/** Ranges overlap; pay in another currency is never converted: in this one it is unstated. */
function salary(filter: JobFilter['salary']): readonly FilterPart[] {
  if (!filter) return [];
  const columns = JOB_COLUMNS;
  const overlap: Predicate[] = [{ kind: 'in', field: columns.salaryCurrency, values: [filter.currency] }];
  if (typeof filter.minimum === 'number')
    overlap.push({ kind: 'range', field: columns.salaryMaximum, minimum: filter.minimum });
  if (typeof filter.maximum === 'number')
    overlap.push({ kind: 'range', field: columns.salaryMinimum, maximum: filter.maximum });
  const stated: Predicate = { kind: 'all', of: overlap };
  const unstated: Predicate = {
    kind: 'not',
    of: { kind: 'in', field: columns.salaryCurrency, values: [filter.currency] },
  };
  return [part('SALARY_BAND', filter.includeUnstated === false ? stated : { kind: 'any', of: [stated, unstated] })];
}

function posted({ postedAfter, postedWithinDays }: JobFilter, nowMs: number): readonly FilterPart[] {
  const field = JOB_COLUMNS.postedAt;
  const parts: FilterPart[] = [];
  if (postedAfter) parts.push(part(null, { kind: 'range', field, minimum: Date.parse(postedAfter) }));
  if (postedWithinDays) {
    const minimum = nowMs - postedWithinDays * DAY_MS;
    parts.push(part('POSTED_WITHIN', { kind: 'range', field, minimum }, [String(postedWithinDays)]));
  }
  return parts;
}
