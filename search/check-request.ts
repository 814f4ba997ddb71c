/** Refuses arguments outside their limits, with the limit and what came. */

import { isDateTime } from '../runtime/date-time.ts';
import { badInput } from '../runtime/errors.ts';
import { ARGUMENT_LIMITS } from '../runtime/limits.ts';
import type { Vertical } from '../stores/documents.ts';
import type { JobFilter, LocationFilter } from './filters.ts';
import { LIST_FILTERS } from './list-filters.ts';
import type { SearchRequest } from './types.ts';
import type { VerticalFilter } from './vertical-filter.ts';

/** Throws BAD_USER_INPUT at the first argument that is outside its limits. */
export function checkRequest(request: SearchRequest): void {
  checkRange('first', request.first, ARGUMENT_LIMITS.first);
  checkCharacters('text', request.text ?? '', ARGUMENT_LIMITS.textCharacters);
  checkRange('facetLimit', request.facetLimit, ARGUMENT_LIMITS.facetLimit);
  checkValues('ignoreUnderstood', request.ignoreUnderstood, ARGUMENT_LIMITS.ignoredFacets);
  checkFilter(request);
  if (request.vertical === 'jobs' && request.sort === 'DISTANCE' && !request.filter.locations?.length)
    throw badInput('sort DISTANCE needs a place or a point in filter.locations, got none');
}

/** Throws BAD_USER_INPUT at the first value that is outside its limits. */
export function checkFilter({ vertical, filter }: VerticalFilter): void {
  for (const [name, value] of Object.entries(filter)) if (Array.isArray(value)) checkList(vertical, name, value);
  if (vertical === 'jobs') checkJobFilter(filter);
  else checkNotNegative('filter.minimumYearsOfExperience', filter.minimumYearsOfExperience);
}

function checkRange(name: string, value: number, maximum: number): void {
  if (!Number.isInteger(value) || value < 1 || value > maximum)
    throw badInput(`${name} must be 1 to ${maximum}, got ${value}`);
}

function checkList(vertical: Vertical, name: string, values: readonly unknown[]): void {
  const { locations, excludedIds, listValues } = ARGUMENT_LIMITS;
  const maximum = name === 'locations' ? locations : name.startsWith('exclude') ? excludedIds : listValues;
  checkValues(`filter.${name}`, values, maximum);
  const holds = LIST_FILTERS[vertical][name]?.holds;
  values.forEach((value, index) => {
    if (typeof value === 'string') checkSaysSomething(`filter.${name}[${index}]`, value, holds === 'words');
  });
}

function checkSaysSomething(name: string, value: string, isRead: boolean): void {
  if (isRead ? /[\p{L}\p{N}]/u.test(value) : value.trim() !== '') return;
  throw badInput(`${name} must have ${isRead ? 'a letter or a digit' : 'a value'}, got ${JSON.stringify(value)}`);
}

function checkValues(name: string, values: readonly unknown[], maximum: number): void {
  if (values.length > maximum) throw badInput(`${name} may have ${maximum} values, got ${values.length}`);
  values.forEach((value, index) => {
    if (typeof value === 'string') checkCharacters(`${name}[${index}]`, value, ARGUMENT_LIMITS.valueCharacters);
  });
}

function checkCharacters(name: string, value: string, maximum: number): void {
  if (value.length <= maximum) return;
  const characters = [...value].length;
  if (characters > maximum) throw badInput(`${name} may have ${maximum} characters, got ${characters}`);
}

function checkNotNegative(name: string, value: number | null | undefined): void {
  if (typeof value === 'number' && !(value >= 0)) throw badInput(`${name} must be 0 or more, got ${value}`);
}

function checkJobFilter(filter: JobFilter): void {
  filter.locations?.forEach(checkLocation);
  const { postedAfter, postedWithinDays, salary } = filter;
  if (typeof postedAfter === 'string' && !isDateTime(postedAfter)) {
    throw badInput(`filter.postedAfter must be an RFC 3339 date with offset, got ${JSON.stringify(postedAfter)}`);
  }
  if (typeof postedWithinDays === 'number' && postedWithinDays < 1) {
    throw badInput(`filter.postedWithinDays must be 1 or more, got ${postedWithinDays}`);
  }
  if (salary && !/^[A-Z]{3}$/.test(salary.currency)) {
    throw badInput(
      `filter.salary.currency must be an ISO 4217 code such as USD, got ${JSON.stringify(salary.currency)}`,
    );
  }
  checkNotNegative('filter.salary.minimum', salary?.minimum);
  checkNotNegative('filter.salary.maximum', salary?.maximum);
  if (salary && (salary.minimum ?? 0) > (salary.maximum ?? Number.POSITIVE_INFINITY)) {
    throw badInput(`filter.salary.minimum may not be above the maximum, got ${salary.minimum} and ${salary.maximum}`);
  }
}

function checkLocation(location: LocationFilter, index: number): void {
  const { placeId, text, point, radiusKm } = location;
  const name = `filter.locations[${index}]`;
  const given = [placeId, text, point].filter((value) => value !== null && value !== undefined).length;
  if (given !== 1) throw badInput(`${name} needs exactly one of placeId, text or point, got ${given} of them`);
  checkCharacters(`${name}.placeId`, placeId ?? '', ARGUMENT_LIMITS.valueCharacters);
  checkCharacters(`${name}.text`, text ?? '', ARGUMENT_LIMITS.valueCharacters);
  if (typeof placeId === 'string') checkSaysSomething(`${name}.placeId`, placeId, false);
  if (typeof text === 'string') checkSaysSomething(`${name}.text`, text, true);
  if (point && !(typeof radiusKm === 'number')) throw badInput(`${name}.point needs radiusKm, got none`);
  if (point && (Math.abs(point.latitude) > 90 || Math.abs(point.longitude) > 180)) {
    throw badInput(
      `${name}.point must be within -90 to 90 and -180 to 180 degrees, got ${point.latitude}, ${point.longitude}`,
    );
  }
  if (typeof radiusKm === 'number' && !(radiusKm > 0 && radiusKm <= ARGUMENT_LIMITS.radiusKm)) {
    throw badInput(`${name}.radiusKm must be above 0 and at most ${ARGUMENT_LIMITS.radiusKm}, got ${radiusKm}`);
  }
}
