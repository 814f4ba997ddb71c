/** What a caller may search and see: by scopes, tenant, and the filter of key or token. */
import { type Caller, hasScope, requireScope } from '../runtime/caller.ts';
import type { Vertical } from '../stores/documents.ts';
import type { JobFilter, PeopleFilter } from './filters.ts';
import type { SearchRequest } from './types.ts';

const RECRUITER_SCOPE = 'people:recruiter';

const READ_SCOPES = { jobs: 'jobs:read', people: 'people:read' } as const satisfies Record<Vertical, string>;

export const mayRead = (caller: Caller, vertical: Vertical): boolean => hasScope(caller, READ_SCOPES[vertical]);

/** The parts of a request that come from the caller; absent where nothing is to be kept from them. */
export interface Sight {
  readonly tenant?: string;
  readonly seesHidden?: boolean;
  readonly within?: JobFilter | PeopleFilter;
}

/** Recruiters see hidden profiles and who is open to work. */
export function sightOf(caller: Caller, vertical: Vertical): Sight {
  const within = caller.filter?.[vertical];
  return {
    ...(caller.tenant === '' ? {} : { tenant: caller.tenant }),
    ...(vertical === 'people' && hasScope(caller, RECRUITER_SCOPE) ? { seesHidden: true } : {}),
    ...(within === undefined ? {} : { within }),
  };
}

/** The request with what the caller may see. Throws FORBIDDEN for a filter that needs a scope which the caller lacks. */
export function asSeenBy(caller: Caller, request: SearchRequest): SearchRequest {
  if (request.vertical === 'people' && typeof request.filter.openToWork === 'boolean')
    requireScope(caller, RECRUITER_SCOPE, 'filter.openToWork');
  return { ...request, ...sightOf(caller, request.vertical) } as SearchRequest;
}

/** Whether who sees like this may read what was found by somebody who sees like that: never more than they would find. */
export function seesAsMuch(own: Sight, other: Sight): boolean {
  const isWithin = own.within === undefined || JSON.stringify(own.within) === JSON.stringify(other.within);
  return own.tenant === other.tenant && isWithin && (own.seesHidden === true || other.seesHidden !== true);
}
