/** Joins what rules and model read: for each field the side that measured better speaks first, the other fills what is free. */

import { CONDITION_FIELDS, overlapsOther } from './model-facets.ts';
import type { FacetField, ReadFacet } from './read-facet.ts';

type Speaker = 'rules' | 'model' | 'rules first' | 'model first' | 'model else rules';

/** Chosen on held-out answers of the cross-validation (training/LOG.md, "query understanding"). */
const SPEAKERS: Readonly<Record<FacetField, Speaker>> = {
  name: 'rules',
  company: 'rules first',
  location: 'rules first',
  workplace: 'rules',
  employmentType: 'rules',
  seniority: 'rules',
  title: 'model else rules',
  skill: 'model first',
  industry: 'model',
  salaryMin: 'model first',
  postedWithinDays: 'rules',
  yearsExperienceMin: 'model',
  degree: 'model',
  school: 'model',
  openToWork: 'rules',
};

/** In the order of the text; each value once. */
export function mergeFacets(rules: readonly ReadFacet[], model: readonly ReadFacet[]): readonly ReadFacet[] {
  const speaks = (facet: ReadFacet, ...speakers: readonly Speaker[]): boolean =>
    speakers.includes(SPEAKERS[facet.field]);
  const isReadByModel = ({ field, isNegated }: ReadFacet): boolean =>
    model.some((other) => other.field === field && other.isNegated === isNegated);
  // One word that is also a role says little where the model saw other things: "protect elections from hackers".
  const isTold = ({ sourceText }: ReadFacet): boolean => model.length === 0 || sourceText.includes(' ');
  const ordered = [
    ...model.filter((facet) => rules.some((other) => isNameAround(facet, other))),
    ...rules.filter((facet) => speaks(facet, 'rules', 'rules first')),
    ...model.filter((facet) => speaks(facet, 'model', 'model first', 'model else rules')),
    ...model.filter((facet) => speaks(facet, 'rules first')),
    ...rules.filter((facet) => speaks(facet, 'model first')),
    ...rules.filter((facet) => speaks(facet, 'model else rules') && isTold(facet) && !isReadByModel(facet)),
  ];
  const kept: ReadFacet[] = [];
  for (const facet of ordered) {
    const isTaken = kept.some(
      (other) => other.id === facet.id || overlapsOther(facet, other) || contradicts(facet, other),
    );
    if (!isTaken) kept.push(facet);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Names are made of other things: the University of Phoenix is no place. */
const NAMES: readonly FacetField[] = ['school'];
const PARTS_OF_NAMES: readonly FacetField[] = ['location', 'title', 'skill'];

function isNameAround(name: ReadFacet, part: ReadFacet): boolean {
  const isInside = name.start <= part.start && part.end <= name.end;
  return NAMES.includes(name.field) && PARTS_OF_NAMES.includes(part.field) && isInside;
}

/** What is not wanted is not wanted, whoever read it. */
function contradicts(facet: ReadFacet, other: ReadFacet): boolean {
  const isSameValue = facet.field === other.field && facet.value === other.value;
  return CONDITION_FIELDS.includes(facet.field) && isSameValue && facet.isNegated !== other.isNegated;
}
