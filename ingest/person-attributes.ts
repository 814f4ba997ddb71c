/** The attribute columns of people: what each person says for filters, facets and sorts. */

import { foldText } from '../models/text.ts';
import type { AttributeLayout, AttributeRow, Label } from '../stores/attribute-builder.ts';
import { PEOPLE_COLUMNS } from '../stores/attribute-names.ts';
import type { PersonDocument, WorkExperience } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';
import { positionsOf } from '../stores/positions.ts';
import { foldedLabels, millisecondsOf } from './job-attributes.ts';
import { placeAttributes } from './place-attributes.ts';

const C = PEOPLE_COLUMNS;
const NUMBERS: readonly string[] = [C.yearsExperience, C.updatedAt];
const POINTS: readonly string[] = [C.point];

export const PEOPLE_LAYOUT: AttributeLayout = {
  labels: Object.values(C).filter((name) => !NUMBERS.includes(name) && !POINTS.includes(name)),
  numbers: NUMBERS,
  points: POINTS,
};

export function personAttributes(person: PersonDocument, facts: Facts): AttributeRow {
  const places = placeAttributes(person.location === null ? [] : [person.location], facts);
  const { current, past } = positionsOf(person.work);
  const titles = [person.headline ?? '', ...person.work.map((work) => work.title)];
  return {
    labels: {
      ...places.labels,
      [C.id]: [person.id],
      [C.documentVersion]: [person.version],
      [C.source]: [person.source],
      [C.language]: foldedLabels(person.languages),
      [C.name]: [{ value: foldText(person.displayName), display: person.displayName }],
      [C.title]: titles
        .filter((title) => foldText(title) !== '')
        .map((title) => ({ value: foldText(title), display: title })),
      [C.currentCompany]: companyLabels(current),
      [C.pastCompany]: companyLabels(past),
      [C.school]: foldedLabels(person.education.flatMap((entry) => entry.institution ?? [])),
      [C.skill]: foldedLabels(person.skills),
      [C.certification]: foldedLabels(person.certifications),
      [C.seniority]: person.seniority === null ? [] : [person.seniority],
      [C.openToWork]: person.openToWork === null ? [] : [String(person.openToWork)],
      [C.visibility]: person.visibility === undefined ? [] : [person.visibility],
      [C.tenant]: person.tenant === undefined ? [] : [person.tenant],
    },
    numbers: {
      [C.yearsExperience]: person.yearsExperience,
      [C.updatedAt]: millisecondsOf(person.updatedAt),
    },
    points: { [C.point]: places.points },
  };
}

function companyLabels(work: readonly WorkExperience[]): readonly Label[] {
  return work.flatMap(({ company }) => (company === null ? [] : [{ value: company.id, display: company.name }]));
}
