/** The attribute columns of jobs: what each job says for filters, facets and sorts. */

import { foldText } from '../models/text.ts';
import type { AttributeLayout, AttributeRow, Label } from '../stores/attribute-builder.ts';
import { JOB_COLUMNS, SALARY_BAND_EDGES } from '../stores/attribute-names.ts';
import type { JobDocument, Salary } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';
import { placeAttributes } from './place-attributes.ts';

const C = JOB_COLUMNS;
const NUMBERS: readonly string[] = [C.salaryMinimum, C.salaryMaximum, C.postedAt, C.expiresAt];
const POINTS: readonly string[] = [C.point];

export const JOB_LAYOUT: AttributeLayout = {
  labels: Object.values(C).filter((name) => !NUMBERS.includes(name) && !POINTS.includes(name)),
  numbers: NUMBERS,
  points: POINTS,
};

export function jobAttributes(job: JobDocument, facts: Facts): AttributeRow {
  const places = placeAttributes(job.locations, facts);
  return {
    labels: {
      ...places.labels,
      [C.id]: [job.id],
      [C.documentVersion]: [job.version],
      [C.source]: [job.source],
      [C.language]: present(job.language),
      [C.title]: [{ value: foldText(job.title), display: job.title }],
      [C.company]: job.company === null ? [] : [{ value: job.company.id, display: job.company.name }],
      [C.skill]: foldedLabels(job.skills),
      [C.industry]: job.industry === null ? [] : facts.industryLabels(foldText(job.industry)),
      [C.workplaceType]: present(job.workplaceType),
      [C.employmentType]: job.employmentTypes,
      [C.seniority]: present(job.seniority),
      [C.salaryCurrency]: present(job.salary?.currency ?? null),
      [C.salaryBand]: salaryBands(job.salary),
      [C.directApply]: [String(job.directApply)],
      [C.tenant]: job.tenant === undefined ? [] : [job.tenant],
    },
    numbers: {
      [C.salaryMinimum]: job.salary?.annualMinimum ?? job.salary?.annualMaximum ?? null,
      [C.salaryMaximum]: job.salary?.annualMaximum ?? job.salary?.annualMinimum ?? null,
      [C.postedAt]: millisecondsOf(job.postedAt),
      [C.expiresAt]: millisecondsOf(job.expiresAt),
    },
    points: { [C.point]: places.points },
  };
}

const present = (value: string | null): readonly string[] => (value === null ? [] : [value]);

/** Folded for comparison, shown as written. */
export function foldedLabels(names: readonly string[]): readonly Label[] {
  return names.map((display) => ({ value: foldText(display) || display, display }));
}

export function millisecondsOf(moment: string | null): number | null {
  const time = moment === null ? Number.NaN : Date.parse(moment);
  return Number.isNaN(time) ? null : time;
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A band holds every job whose annual pay overlaps it, as the pay filter from edge to edge would. */
function salaryBands(salary: Salary | null): readonly Label[] {
  const low = salary?.annualMinimum ?? salary?.annualMaximum ?? null;
  const high = salary?.annualMaximum ?? low;
  if (salary === null || low === null || high === null) return [];
  return SALARY_BAND_EDGES.flatMap((edge, index) => {
    const last = (SALARY_BAND_EDGES[index + 1] ?? Number.POSITIVE_INFINITY) - 1;
    if (high < edge || low > last) return [];
    const { currency } = salary;
    if (last === Number.POSITIVE_INFINITY)
      return [{ value: `${currency}:${edge}-`, display: `${currency} ${whole.format(edge)} and more` }];
    return [
      { value: `${currency}:${edge}-${last}`, display: `${currency} ${whole.format(edge)} to ${whole.format(last)}` },
    ];
  });
}
