/** A value that was read from the text, with the place where it stands and what it would mean as a condition. */
import type { Predicate } from '../../stores/predicate.ts';
import type { UnderstoodFacet } from '../types.ts';

export type FacetField =
  | 'title'
  | 'company'
  | 'location'
  | 'skill'
  | 'seniority'
  | 'employmentType'
  | 'workplace'
  | 'name'
  | 'industry'
  | 'salaryMin'
  | 'postedWithinDays'
  | 'yearsExperienceMin'
  | 'degree'
  | 'school'
  | 'openToWork';

export interface ReadFacet extends UnderstoodFacet {
  readonly field: FacetField;
  readonly sourceText: string;
  /** Offsets of the source text in UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Documents that meet it; null when the vertical has no such column. */
  readonly condition: Predicate | null;
  /** Documents that nearly meet it: for a town, those of its region and country. */
  readonly nearCondition?: Predicate;
}

/** Only what the graph knows of it. */
export function publicFacet(facet: ReadFacet): UnderstoodFacet {
  const { id, field, value, sourceText, confidence, isNegated, isHard, tense, currency, radiusKm } = facet;
  return {
    ...{ id, field, value, sourceText, confidence, isNegated, isHard },
    ...(tense === undefined ? {} : { tense }),
    ...(currency === undefined ? {} : { currency }),
    ...(radiusKm === undefined ? {} : { radiusKm }),
  };
}

const PLACE_PREFIX = 'location:';

/** Names of places are shared, their ids are not; a place with what lies around it is another value. */
export function placeFacetId(placeId: string, radiusKm?: number): string {
  return `${PLACE_PREFIX}${placeId}${radiusKm === undefined ? '' : `@${radiusKm}km`}`;
}

/** The place that an understood location means. */
export function placeIdOf({ id }: UnderstoodFacet): string {
  return id.slice(PLACE_PREFIX.length).replace(/@[\d.]+km$/, '');
}
