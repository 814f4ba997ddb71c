/** What a member's profile answers to a phrase such as "near me": values as a text would name them, with their conditions. */

import { foldText } from '../../models/text.ts';
import type { PersonDocument, WorkExperience } from '../../stores/documents.ts';
import { positionsOf } from '../../stores/positions.ts';
import type { ViewerProfile } from '../viewer-profile.ts';
import { employerCondition, placeCondition, placeName, skillCondition, titleCondition } from './facet-conditions.ts';
import { type Gazetteers, readFacets } from './facets.ts';
import type { ProfilePart } from './profile-phrases.ts';
import { placeFacetId, type ReadFacet } from './read-facet.ts';

/** A value and how it stands in a text. */
export type ProfileValue = Pick<ReadFacet, 'id' | 'field' | 'value' | 'condition' | 'nearCondition'> & {
  readonly written: string;
};

/** So many say what somebody can do; more would drown the rest of the text. */
const MAX_SKILLS = 5;

/** Nothing where the profile does not say. */
export function profileValues(part: ProfilePart, profile: ViewerProfile, tables: Gazetteers): readonly ProfileValue[] {
  const { person } = profile;
  if (part === 'place') return placeValue(profile, tables);
  return person === null ? [] : OF_PERSON[part](person, tables);
}

type Reader = (person: PersonDocument, tables: Gazetteers) => readonly ProfileValue[];

const OF_PERSON: Readonly<Record<Exclude<ProfilePart, 'place'>, Reader>> = {
  role: roleValue,
  field: (person, tables) => {
    const value = person.jobFunction;
    if (value === null) return roleValue(person, tables);
    return [{ id: idOf('industry', value), field: 'industry', value, condition: null, written: `in ${value}` }];
  },
  skills: ({ skills }) =>
    skills.slice(0, MAX_SKILLS).map((value) => ({
      id: idOf('skill', value),
      field: 'skill',
      value,
      condition: skillCondition(value),
      written: `with ${value}`,
    })),
  employer: (person, { vertical }) => {
    const company = presentWork(person)?.company ?? null;
    if (company === null) return [];
    const { id, name: value } = company;
    const condition = employerCondition(vertical, id);
    return [{ id: idOf('company', value), field: 'company', value, condition, written: `at ${value}` }];
  },
};

const idOf = (field: string, value: string): string => `${field}:${foldText(value) || value}`;

/** Null of what is over. */
function presentWork({ work }: PersonDocument): WorkExperience | null {
  return positionsOf(work).current.find(({ endDate }) => endDate === null) ?? null;
}

/** Without present work, what was done last is what the member does. */
function roleValue(person: PersonDocument, tables: Gazetteers): readonly ProfileValue[] {
  const title = (presentWork(person) ?? person.work[0])?.title ?? '';
  const known = readFacets(title, tables).find(({ field, isNegated }) => field === 'title' && !isNegated);
  const value = known?.value ?? foldText(title);
  if (value === '') return [];
  const condition = known?.condition ?? titleCondition(value);
  return [{ id: idOf('title', value), field: 'title', value, condition, written: `as ${value}` }];
}

function placeValue({ homePlace }: ViewerProfile, { facts }: Gazetteers): readonly ProfileValue[] {
  if (homePlace === null) return [];
  const value = placeName(homePlace, facts);
  const around = facts.placesAround(homePlace).map(({ id }) => id);
  return [
    {
      id: placeFacetId(homePlace.id),
      field: 'location',
      value,
      condition: placeCondition(homePlace.id),
      nearCondition: placeCondition(...around),
      written: `in ${value}`,
    },
  ];
}
