/** Arguments of a search field as the request that the search folder takes; null means the default, like leaving it out. */

import type { CompanyJobsArgs, JobSearchInput, QueryJobSearchArgs } from '../schema/generated/jobs.ts';
import type { PeopleSearchInput, QueryPeopleSearchArgs } from '../schema/generated/people.ts';
import type { JobSearchRequest, PeopleSearchRequest } from '../search/types.ts';

/** The defaults of schema/jobs.graphql and schema/people.graphql, for clients that send null. */
const DEFAULTS = { first: 20, facetLimit: 10, spellCorrect: true } as const;

export function jobSearchRequest({ input, first, after }: QueryJobSearchArgs): JobSearchRequest {
  return {
    vertical: 'jobs',
    ...commonPart(input, first, after),
    filter: input.filter ?? {},
    sort: input.sort ?? 'RELEVANCE',
    facets: input.facets ?? [],
    diversify: input.diversify ?? 'NONE',
    broaden: input.broaden ?? false,
  };
}

/** All jobs of one employer, the newest first. */
export function companyJobsRequest(id: string, { first, after }: Partial<CompanyJobsArgs>): JobSearchRequest {
  return jobSearchRequest({
    input: { filter: { companyIds: [id] }, sort: 'NEWEST' },
    first: first ?? null,
    after: after ?? null,
  });
}

export function peopleSearchRequest({ input, first, after }: QueryPeopleSearchArgs): PeopleSearchRequest {
  return {
    vertical: 'people',
    ...commonPart(input, first, after),
    filter: input.filter ?? {},
    sort: input.sort ?? 'RELEVANCE',
    facets: input.facets ?? [],
    broaden: input.broaden ?? true,
  };
}

function commonPart(
  input: JobSearchInput | PeopleSearchInput,
  first: number | null | undefined,
  after: string | null | undefined,
) {
  return {
    text: input.text ?? null,
    facetLimit: input.facetLimit ?? DEFAULTS.facetLimit,
    ignoreUnderstood: input.ignoreUnderstood ?? [],
    language: input.language ?? null,
    spellCorrect: input.spellCorrect ?? DEFAULTS.spellCorrect,
    first: first ?? DEFAULTS.first,
    after: after ?? null,
  };
}
