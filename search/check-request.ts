/** Refuses arguments outside their limits, with the limit and what came. */
import { badInput } from '../runtime/errors.ts';
import type { LocationFilter, SearchRequest } from './types.ts';

const REQUEST_LIMITS = {
  first: 100,
  textCharacters: 512,
  listValues: 100,
  excludedIds: 400,
  locations: 5,
  facetLimit: 100,
  ignoredFacets: 100,
  radiusKm: 20_000,
} as const;

/** Throws BAD_USER_INPUT at the first argument that is outside its limits. */
export function checkRequest(request: SearchRequest): void {
  checkRange('first', request.first, REQUEST_LIMITS.first);
  const characters = [...(request.text ?? '')].length;
  if (characters > REQUEST_LIMITS.textCharacters) {
    throw badInput(`text may have ${REQUEST_LIMITS.textCharacters} characters, got ${characters}`);
  }
  checkRange('facetLimit', request.facetLimit, REQUEST_LIMITS.facetLimit);
  checkLength('ignoreUnderstood', request.ignoreUnderstood, REQUEST_LIMITS.ignoredFacets);
  for (const [name, value] of Object.entries(request.filter)) if (Array.isArray(value)) checkList(name, value);
  if (request.vertical === 'jobs') checkJobFilter(request);
}

function checkRange(name: string, value: number, maximum: number): void {
  if (!Number.isInteger(value) || value < 1 || value > maximum)
    throw badInput(`${name} must be 1 to ${maximum}, got ${value}`);
}

function checkList(name: string, values: readonly unknown[]): void {
  if (name === 'locations') checkLength(`filter.${name}`, values, REQUEST_LIMITS.locations);
  else
    checkLength(
      `filter.${name}`,
      values,
      name.startsWith('exclude') ? REQUEST_LIMITS.excludedIds : REQUEST_LIMITS.listValues,
    );
}

function checkLength(name: string, values: readonly unknown[], maximum: number): void {
  if (values.length > maximum) throw badInput(`${name} may have ${maximum} values, got ${values.length}`);
}

function checkJobFilter({ filter }: Extract<SearchRequest, { vertical: 'jobs' }>): void {
  filter.locations?.forEach(checkLocation);
  const { postedAfter, postedWithinDays, salary } = filter;
  if (typeof postedAfter === 'string' && Number.isNaN(Date.parse(postedAfter))) {
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
  if (salary && (salary.minimum ?? 0) > (salary.maximum ?? Number.POSITIVE_INFINITY)) {
    throw badInput(`filter.salary.minimum may not be above the maximum, got ${salary.minimum} and ${salary.maximum}`);
  }
}

function checkLocation(location: LocationFilter, index: number): void {
  const { placeId, text, point, radiusKm } = location;
  const name = `filter.locations[${index}]`;
  const given = [placeId, text, point].filter((value) => value !== null && value !== undefined).length;
  if (given !== 1) throw badInput(`${name} needs exactly one of placeId, text or point, got ${given} of them`);
  if (point && !(typeof radiusKm === 'number')) throw badInput(`${name}.point needs radiusKm, got none`);
  if (point && (Math.abs(point.latitude) > 90 || Math.abs(point.longitude) > 180)) {
    throw badInput(
      `${name}.point must be within -90 to 90 and -180 to 180 degrees, got ${point.latitude}, ${point.longitude}`,
    );
  }
  if (typeof radiusKm === 'number' && !(radiusKm > 0 && radiusKm <= REQUEST_LIMITS.radiusKm)) {
    throw badInput(`${name}.radiusKm must be above 0 and at most ${REQUEST_LIMITS.radiusKm}, got ${radiusKm}`);
  }
}
