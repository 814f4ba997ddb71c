/** Refuses arguments outside their limits, with the limit and what came. */

import { checkCharacters, checkFilter, checkValues } from '../runtime/check-filter.ts';
import { badInput } from '../runtime/errors.ts';
import { ARGUMENT_LIMITS } from '../runtime/limits.ts';
import type { SearchRequest } from './types.ts';

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

function checkRange(name: string, value: number, maximum: number): void {
  if (!Number.isInteger(value) || value < 1 || value > maximum)
    throw badInput(`${name} must be 1 to ${maximum}, got ${value}`);
}
