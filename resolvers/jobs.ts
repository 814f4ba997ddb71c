/** Fulfils the contract of jobs: a ranked page of postings, and one posting by its id. */

import type { Resolvers } from '../schema/generated/jobs.ts';
import { employerWithId, industryOf } from '../search/company.ts';
import { runSearch } from '../search/search.ts';
import { suggest } from '../search/suggest/suggest.ts';
import { jobOf, jobWithId } from './document-by-id.ts';
import { CurrencyCode, DateTime, LanguageTag } from './scalars.ts';
import { matchFields, pageInfoOf, searchFields, searchOf } from './search-page.ts';
import { companyJobsRequest, jobSearchRequest } from './search-request.ts';
import { jobSuggestionRequest } from './suggestion-request.ts';
import { tellCoverage } from './told-coverage.ts';

export const jobsResolvers: Resolvers = {
  DateTime,
  LanguageTag,
  CurrencyCode,
  Query: {
    jobSearch: (_root, args, context) => tellCoverage(runSearch(jobSearchRequest(args), context), context),
    jobSuggestions: (_root, args, context) => suggest(jobSuggestionRequest(args), context),
    job: (_root, { id }, context) => jobWithId(id, context),
  },
  JobSearchConnection: {
    edges: (page) => page.edges,
    nodes: (page, _args, context) => Promise.all(page.edges.map((edge) => jobOf(edge, context))),
    pageInfo: pageInfoOf,
    search: searchOf,
  },
  JobSearchEdge: { node: (edge, _args, context) => jobOf(edge, context), match: (edge) => edge },
  JobMatch: { ...matchFields, job: (edge, _args, context) => jobOf(edge, context) },
  Search: searchFields,
  SearchNotice: { __resolveType: (notice) => notice.kind },
  Job: { __resolveReference: ({ id }, context) => jobWithId(id, context) },
  Company: {
    __resolveReference: ({ id }, context) => employerWithId(id, context),
    industry: ({ id }, _args, context) => industryOf(id, context),
    jobs: ({ id }, args, context) => tellCoverage(runSearch(companyJobsRequest(id, args), context), context),
  },
};
