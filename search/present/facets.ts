/** Counts matches by the values of a field; a field's own filter is left out, so that its other values stay visible. */
import { DAY_MS } from '../../runtime/clock.ts';
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { LabelColumn } from '../../stores/attributes.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { FacetField } from '../retrieve/filters.ts';
import type { Retrieved } from '../retrieve/retrieve.ts';
import { compareText } from '../retrieve/sort.ts';
import type { Facet, FacetValue, SearchRequest } from '../types.ts';
import { EMPLOYMENT_WORDS, SENIORITY_WORDS, WORKPLACE_WORDS } from '../understand/summary.ts';

/** The column of labels behind a facet; POSTED_WITHIN is counted from dates. */
const COLUMNS: Readonly<Record<Exclude<FacetField, 'POSTED_WITHIN'>, string>> = {
  COMPANY: JOB_COLUMNS.company,
  LOCATION: JOB_COLUMNS.location,
  WORKPLACE_TYPE: JOB_COLUMNS.workplaceType,
  EMPLOYMENT_TYPE: JOB_COLUMNS.employmentType,
  SENIORITY: JOB_COLUMNS.seniority,
  SKILL: JOB_COLUMNS.skill,
  SALARY_BAND: JOB_COLUMNS.salaryBand,
  CURRENT_COMPANY: PEOPLE_COLUMNS.currentCompany,
  PAST_COMPANY: PEOPLE_COLUMNS.pastCompany,
  SCHOOL: PEOPLE_COLUMNS.school,
};

const ENUM_LABELS: Readonly<Record<string, string>> = { ...WORKPLACE_WORDS, ...EMPLOYMENT_WORDS, ...SENIORITY_WORDS };
const POSTED_DAYS = [1, 3, 7, 14, 30] as const;

/** In the order asked; `nowMs` is milliseconds since 1970. */
export function countFacets(
  request: SearchRequest,
  retrieved: Retrieved,
  snapshot: IndexSnapshot,
  nowMs: number,
): readonly Facet[] {
  const fields: readonly FacetField[] = [...new Set(request.facets)];
  return fields.map((field) => countFacet(field, request.facetLimit, retrieved, snapshot, nowMs));
}

function countFacet(
  field: FacetField,
  limit: number,
  retrieved: Retrieved,
  snapshot: IndexSnapshot,
  nowMs: number,
): Facet {
  const own = retrieved.filters.filter((part) => part.facet === field);
  const selected = new Set(own.flatMap((part) => part.selected));
  const { mask } = retrieved.relaxedMatches.get(field) ?? retrieved.matches;
  if (field === 'POSTED_WITHIN') return { field, values: postedWithin(mask, selected, snapshot, nowMs) };
  const values = countLabels(snapshot.attributes.labels(COLUMNS[field]), mask, selected, limit);
  return { field, values: mostFrequent(values, limit) };
}

/** At least the `limit` most frequent values, all that are as frequent as the last of them, and the selected ones. */
function countLabels(
  column: LabelColumn,
  mask: Uint8Array,
  selected: ReadonlySet<string>,
  limit: number,
): readonly FacetValue[] {
  const { values, displayLabels, starts, codes } = column;
  const counts = new Uint32Array(values.length);
  mask.forEach((isMatch, position) => {
    if (isMatch !== 1) return;
    for (let at = starts[position] ?? 0; at < (starts[position + 1] ?? 0); at++) {
      const code = codes[at] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
  });
  // Of thousands of skills a page shows a few: the others are told apart by number, which is quicker than by label.
  const least = Math.max(1, counts.toSorted().at(-limit) ?? 1);
  return values.flatMap((value, code) => {
    const count = counts[code] ?? 0;
    const isShown = count >= least || (count > 0 && selected.has(value));
    if (!isShown) return [];
    const label = sentenceCase(ENUM_LABELS[value]) ?? displayLabels[code] ?? value;
    return [{ value, label, count, selected: selected.has(value) }];
  });
}

/** Selected values are always shown: a client must be able to take them back. */
function mostFrequent(values: readonly FacetValue[], limit: number): readonly FacetValue[] {
  const ordered = [...values].sort((a, b) => b.count - a.count || compareText(a.label, b.label));
  const beyond = ordered.slice(limit).filter((value) => value.selected);
  return [...ordered.slice(0, limit), ...beyond];
}

function postedWithin(
  mask: Uint8Array,
  selected: ReadonlySet<string>,
  snapshot: IndexSnapshot,
  nowMs: number,
): readonly FacetValue[] {
  const { numbers } = snapshot.attributes.numbers(JOB_COLUMNS.postedAt);
  return POSTED_DAYS.flatMap((days) => {
    let count = 0;
    mask.forEach((isMatch, position) => {
      if (isMatch === 1 && (numbers[position] ?? Number.NaN) >= nowMs - days * DAY_MS) count++;
    });
    const value = String(days);
    const label = days === 1 ? 'Last 24 hours' : `Last ${days} days`;
    return count === 0 ? [] : [{ value, label, count, selected: selected.has(value) }];
  });
}

function sentenceCase(text: string | undefined): string | undefined {
  return text === undefined ? undefined : text.slice(0, 1).toUpperCase() + text.slice(1);
}
