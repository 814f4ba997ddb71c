/** Fulfils the contract of people: a ranked page of profiles, and one profile by its id. */

import type { Resolvers } from '../schema/generated/people.ts';
import { employerWithId, peopleAt } from '../search/company.ts';
import { runSearch } from '../search/search.ts';
import { suggest } from '../search/suggest/suggest.ts';
import { personOf, personWithId } from './document-by-id.ts';
import { DateTime, LanguageTag } from './scalars.ts';
import { matchFields, pageInfoOf, searchFields, searchOf } from './search-page.ts';
import { peopleSearchRequest } from './search-request.ts';
import { peopleSuggestionRequest } from './suggestion-request.ts';
import { tellCoverage } from './told-coverage.ts';

export const peopleResolvers: Resolvers = {
  DateTime,
  LanguageTag,
  Query: {
    peopleSearch: (_root, args, context) => tellCoverage(runSearch(peopleSearchRequest(args), context), context),
    peopleSuggestions: (_root, args, context) => suggest(peopleSuggestionRequest(args), context),
    person: (_root, { id }, context) => personWithId(id, context),
  },
  PeopleSearchConnection: {
    edges: (page) => page.edges,
    nodes: (page, _args, context) => Promise.all(page.edges.map((edge) => personOf(edge, context))),
    pageInfo: pageInfoOf,
    search: searchOf,
  },
  PeopleSearchEdge: { node: (edge, _args, context) => personOf(edge, context), match: (edge) => edge },
  PersonMatch: { ...matchFields, person: (edge, _args, context) => personOf(edge, context) },
  Search: searchFields,
  // People are never folded.
  SearchNotice: { __resolveType: ({ kind }) => (kind === 'DuplicatesFoldedNotice' ? null : kind) },
  Person: {
    __resolveReference: ({ id }, context) => personWithId(id, context),
    yearsOfExperience: (person) => person.yearsExperience,
  },
  Company: {
    __resolveReference: ({ id }, context) => employerWithId(id, context),
    peopleCount: ({ id }, _args, context) => peopleAt(id, context),
  },
  WorkExperience: { companyName: (position) => position.company?.name ?? null },
};
