/** The lists of filters, and by which columns a value that may be out of date is known. */
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../stores/attribute-names.ts';
import type { Mask } from '../stores/attributes.ts';
import type { Vertical } from '../stores/documents.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { JobFilter, PeopleFilter } from './filters.ts';
import type { VerticalFilter } from './vertical-filter.ts';

/** Of values that a client keeps: told when no visible document has them. Null where an unknown one changes nothing, or is looked for as words. */
type Column = string | null;
type ListsOf<F> = { readonly [K in keyof F as NonNullable<F[K]> extends readonly unknown[] ? K : never]-?: Column };

const JOB_LISTS: ListsOf<JobFilter> = {
  titles: null,
  companyIds: JOB_COLUMNS.company,
  excludeCompanyIds: null,
  skills: null,
  locations: null,
  workplaceTypes: null,
  employmentTypes: null,
  seniorities: null,
  salaryBands: JOB_COLUMNS.salaryBand,
  languages: null,
  excludeJobIds: null,
};

const PEOPLE_LISTS: ListsOf<PeopleFilter> = {
  titles: null,
  currentCompanyIds: PEOPLE_COLUMNS.currentCompany,
  pastCompanyIds: PEOPLE_COLUMNS.pastCompany,
  schools: null,
  skills: null,
  certifications: null,
  placeIds: PEOPLE_COLUMNS.place,
  excludePersonIds: null,
};

/** By name of the list; a list that the compiler knows is in it. */
const LIST_FILTERS: Readonly<Record<Vertical, Readonly<Record<string, Column>>>> = {
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
  return Object.entries(LIST_FILTERS[vertical]).flatMap(([list, column]) => {
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
