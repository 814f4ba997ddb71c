/** The lists of filters: what their values must look like, and by which columns a value that may be out of date is known. */
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../stores/attribute-names.ts';
import type { Mask } from '../stores/attributes.ts';
import type { Vertical } from '../stores/documents.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { JobFilter, PeopleFilter } from './filters.ts';
import type { VerticalFilter } from './vertical-filter.ts';

interface ListFilter {
  /** Words are read: without a letter or digit they say nothing. Values are compared as they are; objects are checked by field. */
  readonly holds: 'words' | 'values' | 'objects';
  /** Of values that a client keeps: told when no visible document has them. Null where an unknown one changes nothing. */
  readonly column: string | null;
}

type ListsOf<F> = { readonly [K in keyof F as NonNullable<F[K]> extends readonly unknown[] ? K : never]-?: ListFilter };

const words: ListFilter = { holds: 'words', column: null };
const kept = (column: string): ListFilter => ({ holds: 'values', column });
const left: ListFilter = { holds: 'values', column: null };

const JOB_LISTS: ListsOf<JobFilter> = {
  titles: words,
  companyIds: kept(JOB_COLUMNS.company),
  excludeCompanyIds: left,
  skills: words,
  locations: { holds: 'objects', column: null },
  workplaceTypes: left,
  employmentTypes: left,
  seniorities: left,
  salaryBands: kept(JOB_COLUMNS.salaryBand),
  languages: words,
  excludeJobIds: left,
};

const PEOPLE_LISTS: ListsOf<PeopleFilter> = {
  titles: words,
  currentCompanyIds: kept(PEOPLE_COLUMNS.currentCompany),
  pastCompanyIds: kept(PEOPLE_COLUMNS.pastCompany),
  schools: words,
  skills: words,
  certifications: words,
  placeIds: kept(PEOPLE_COLUMNS.place),
  excludePersonIds: left,
};

/** By name of the list; a list that the compiler knows is in it. */
export const LIST_FILTERS: Readonly<Record<Vertical, Readonly<Record<string, ListFilter>>>> = {
  jobs: JOB_LISTS,
  people: PEOPLE_LISTS,
};

export interface UnknownValue {
  readonly list: string;
  readonly value: string;
}

/** Values that no document has which the caller may see; `visible` is null for everything. */
export function unknownValues(
  { vertical, filter }: VerticalFilter,
  snapshot: IndexSnapshot,
  visible: Mask | null,
): readonly UnknownValue[] {
  return Object.entries(LIST_FILTERS[vertical]).flatMap(([list, { column }]) => {
    const values = (filter as Readonly<Record<string, unknown>>)[list];
    if (column === null || !Array.isArray(values)) return [];
    return values.filter((value) => !isKnown(column, value, snapshot, visible)).map((value) => ({ list, value }));
  });
}

function isKnown(column: string, value: string, { attributes }: IndexSnapshot, visible: Mask | null): boolean {
  if (!attributes.labels(column).values.includes(value)) return false;
  if (visible === null) return true;
  const having = attributes.evaluate({ kind: 'in', field: column, values: [value] });
  return having.some((isMet, at) => isMet === 1 && visible[at] === 1);
}
