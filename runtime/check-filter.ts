/** Refuses filters outside their limits, whoever states them: a request, a key or a token. */

import { isDateTime } from './date-time.ts';
import { badInput } from './errors.ts';
import { ARGUMENT_LIMITS } from './limits.ts';

/** What is read of the filters of jobs and people; lists are found by themselves. */
interface Filter {
  readonly locations?: readonly Location[] | null;
  readonly salary?: {
    readonly minimum?: number | null;
    readonly maximum?: number | null;
    readonly currency: string;
  } | null;
  readonly postedAfter?: string | null;
  readonly postedWithinDays?: number | null;
  readonly minimumYearsOfExperience?: number | null;
}

interface Location {
  readonly placeId?: string | null;
  readonly text?: string | null;
  readonly point?: { readonly latitude: number; readonly longitude: number } | null;
  readonly radiusKm?: number | null;
}

interface CheckedFilter {
  readonly vertical: 'jobs' | 'people';
  readonly filter: Filter;
}

/** Lists whose values are read as words, so that one without a letter or digit says nothing; others are compared as they are. */
const LISTS_OF_WORDS: ReadonlySet<string> = new Set(['titles', 'skills', 'languages', 'schools', 'certifications']);

/** Throws BAD_USER_INPUT at the first value that is outside its limits. */
export function checkFilter({ vertical, filter }: CheckedFilter): void {
  for (const [name, value] of Object.entries(filter)) if (Array.isArray(value)) checkList(name, value);
  if (vertical === 'jobs') checkJobFilter(filter);
  else checkNotNegative('filter.minimumYearsOfExperience', filter.minimumYearsOfExperience);
}

function checkList(name: string, values: readonly unknown[]): void {
  const { locations, excludedIds, listValues } = ARGUMENT_LIMITS;
  const maximum = name === 'locations' ? locations : name.startsWith('exclude') ? excludedIds : listValues;
  checkValues(`filter.${name}`, values, maximum);
  values.forEach((value, index) => {
    if (typeof value === 'string') checkSaysSomething(`filter.${name}[${index}]`, value, LISTS_OF_WORDS.has(name));
  });
}

function checkSaysSomething(name: string, value: string, isRead: boolean): void {
  if (isRead ? /[\p{L}\p{N}]/u.test(value) : value.trim() !== '') return;
  throw badInput(`${name} must have ${isRead ? 'a letter or a digit' : 'a value'}, got ${JSON.stringify(value)}`);
}

export function checkValues(name: string, values: readonly unknown[], maximum: number): void {
  if (values.length > maximum) throw badInput(`${name} may have ${maximum} values, got ${values.length}`);
  values.forEach((value, index) => {
    if (typeof value === 'string') checkCharacters(`${name}[${index}]`, value, ARGUMENT_LIMITS.valueCharacters);
  });
}

export function checkCharacters(name: string, value: string, maximum: number): void {
  if (value.length <= maximum) return;
  const characters = [...value].length;
  if (characters > maximum) throw badInput(`${name} may have ${maximum} characters, got ${characters}`);
}

function checkNotNegative(name: string, value: number | null | undefined): void {
  if (typeof value === 'number' && !(value >= 0)) throw badInput(`${name} must be 0 or more, got ${value}`);
}

function checkJobFilter(filter: Filter): void {
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

function checkLocation(location: Location, index: number): void {
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
