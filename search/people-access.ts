/** What of people a caller may search and see: recruiters see hidden profiles and who is open to work. */
import { type Caller, hasScope, requireScope } from '../runtime/caller.ts';
import type { SearchRequest } from './types.ts';

export const RECRUITER_SCOPE = 'people:recruiter';

export const seesHidden = (caller: Caller): boolean => hasScope(caller, RECRUITER_SCOPE);

/** The request with what the caller may see. Throws FORBIDDEN for a filter that needs a scope which the caller lacks. */
export function asSeenBy(caller: Caller, request: SearchRequest): SearchRequest {
  if (request.vertical === 'jobs') return request;
  if (typeof request.filter.openToWork === 'boolean') requireScope(caller, RECRUITER_SCOPE, 'filter.openToWork');
  return seesHidden(caller) ? { ...request, seesHidden: true } : request;
}
