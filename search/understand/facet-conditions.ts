/** What an understood value would be as a filter: the documents that meet it. */
import { foldText } from '../../models/text.ts';
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { EmploymentType, Vertical } from '../../stores/documents.ts';
import type { Facts, GazetteerPlace } from '../../stores/facts.ts';
import type { Predicate } from '../../stores/predicate.ts';
import type { Condition } from './condition-words.ts';
import type { Pay } from './read-amounts.ts';

const within = (field: string, ...values: readonly string[]): Predicate => ({ kind: 'in', field, values });

/** The title has every word; a plural in the query is met by the singular. */
export function titleCondition(folded: string): Predicate {
  return { kind: 'contains', field: JOB_COLUMNS.title, words: folded.split(' ') };
}

export function employerCondition(vertical: Vertical, ...companyIds: readonly string[]): Predicate {
  if (vertical === 'jobs') return within(JOB_COLUMNS.company, ...companyIds);
  return {
    kind: 'any',
    of: [within(PEOPLE_COLUMNS.currentCompany, ...companyIds), within(PEOPLE_COLUMNS.pastCompany, ...companyIds)],
  };
}

/** People who were there and are not any more. */
export function formerEmployerCondition(companyIds: readonly string[]): Predicate {
  const isThere = within(PEOPLE_COLUMNS.currentCompany, ...companyIds);
  return { kind: 'all', of: [within(PEOPLE_COLUMNS.pastCompany, ...companyIds), { kind: 'not', of: isThere }] };
}

/** The employers of an employer condition. */
export function companyIdsOf(condition: Predicate | null): readonly string[] {
  if (condition?.kind === 'any') return condition.of.flatMap(companyIdsOf);
  const isEmployer = condition?.kind === 'in' && condition.field === PEOPLE_COLUMNS.currentCompany;
  return isEmployer ? condition.values : [];
}

/** Its name; with its region or country where the name alone means another place: "Washington, DC". */
export function placeName(place: GazetteerPlace, facts: Pick<Facts, 'findPlace' | 'placeLabel'>): string {
  return facts.findPlace(place.name)?.id === place.id ? place.name : facts.placeLabel(place);
}

/** The place, and for a region or country those that a text without more beside it calls the same: Georgia is a state and a country. */
export function placesMeant(
  place: GazetteerPlace,
  text: string,
  { placesNamed }: Pick<Facts, 'placesNamed'>,
): readonly GazetteerPlace[] {
  if (place.kind === 'city') return [place];
  const namesakes = placesNamed(foldText(text)).filter(({ id, kind }) => id !== place.id && kind !== 'city');
  return [place, ...namesakes];
}

/** The column holds the place itself and the region and country that it lies in. */
export function placeCondition(...placeIds: readonly string[]): Predicate {
  return within(JOB_COLUMNS.place, ...placeIds);
}

/** One of the posting's industries has every word. */
export function industryCondition(name: string): Predicate {
  return { kind: 'contains', field: JOB_COLUMNS.industry, words: foldText(name).split(' ') };
}

export function skillCondition(name: string): Predicate {
  return within(JOB_COLUMNS.skill, foldText(name));
}

/** Postings that may pay so much in the currency, if the text names one. */
export function payCondition({ amount, currency }: Pay): Predicate {
  const enough: Predicate = { kind: 'range', field: JOB_COLUMNS.salaryMaximum, minimum: amount };
  return { kind: 'all', of: [...(currency === null ? [] : [within(JOB_COLUMNS.salaryCurrency, currency)]), enough] };
}

export function nameCondition(...folded: readonly string[]): Predicate {
  return within(PEOPLE_COLUMNS.name, ...folded);
}

/** Postings say contract for what people call temporary, and the other way round. */
const CLOSE_TYPES: Readonly<Partial<Record<EmploymentType, readonly EmploymentType[]>>> = {
  CONTRACTOR: ['CONTRACTOR', 'TEMPORARY'],
  TEMPORARY: ['TEMPORARY', 'CONTRACTOR'],
};

/** Null where the vertical has no such column: profiles state no workplace. */
export function statedCondition(vertical: Vertical, condition: Condition): Predicate | null {
  if (condition.field === 'seniority') return within(JOB_COLUMNS.seniority, condition.value);
  if (vertical === 'people') return null;
  if (condition.field === 'workplace') return within(JOB_COLUMNS.workplaceType, condition.value);
  return within(JOB_COLUMNS.employmentType, ...(CLOSE_TYPES[condition.value] ?? [condition.value]));
}
