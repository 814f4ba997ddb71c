/** The filters of jobs and people as one type, for what treats both alike. */
import type { JobFilter, PeopleFilter } from './filters.ts';

/** A filter with the kind of documents that it is for. */
export type VerticalFilter =
  | { readonly vertical: 'jobs'; readonly filter: JobFilter }
  | { readonly vertical: 'people'; readonly filter: PeopleFilter };
