/** A job as indexed, from a checked line of input. */

import type { EmploymentType, JobDocument, Place, WorkplaceType } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import { findSkills } from './find-skills.ts';
import {
  companyOf,
  distinctLines,
  documentId,
  enumName,
  momentOf,
  placeOf,
  seniorityOf,
  withVersion,
} from './normalise-parts.ts';
import { salaryOf } from './normalise-salary.ts';
import { readStatedPay } from './read-stated-pay.ts';
import type { RawJob } from './validate.ts';

const EMPLOYMENT_TYPES: ReadonlyMap<string, EmploymentType> = new Map([
  ['FULL_TIME', 'FULL_TIME'],
  ['PART_TIME', 'PART_TIME'],
  ['CONTRACT', 'CONTRACTOR'],
  ['CONTRACTOR', 'CONTRACTOR'],
  ['TEMPORARY', 'TEMPORARY'],
  ['INTERNSHIP', 'INTERN'],
  ['INTERN', 'INTERN'],
  ['VOLUNTEER', 'VOLUNTEER'],
  ['PER_DIEM', 'PER_DIEM'],
]);

const WORKPLACES: ReadonlyMap<string, WorkplaceType> = new Map([
  ['REMOTE', 'REMOTE'],
  ['TRUE', 'REMOTE'],
  ['HYBRID', 'HYBRID'],
  ['ONSITE', 'ON_SITE'],
  ['ON_SITE', 'ON_SITE'],
]);

/** `source` names where the line came from, and `tenant` whose it is; with the line's id they make the document id. */
export function normaliseJob(raw: RawJob, source: string, facts: Facts, tenant?: string): JobDocument {
  const externalId = String(raw.id);
  const description = cleanText(raw.description ?? '') ?? '';
  const title = cleanLine(raw.title) ?? externalId;
  const skills = distinctLines(raw.skills);
  const places = rawPlaces(raw);
  const locations = places.flatMap((place) => locationOf(place, facts) ?? []);
  return withVersion<JobDocument>({
    kind: 'job',
    id: documentId('jobs', source, externalId, tenant),
    source,
    externalId,
    title,
    description,
    company: companyOf(raw.company),
    locations,
    workplaceType: workplaceOf(raw, places),
    employmentTypes: employmentTypesOf(raw),
    seniority: seniorityOf(raw.seniority),
    industry: cleanLine(raw.industry ?? ''),
    jobFunction: cleanLine(raw.function ?? ''),
    salary: salaryOf(raw.salary) ?? salaryOf(readStatedPay(description, countryOf(locations))),
    skills: skills.length > 0 ? skills : findSkills(description, facts),
    postedAt: momentOf(raw.postedAt),
    expiresAt: momentOf(raw.expiresAt),
    applyUrl: cleanLine(raw.applyUrl ?? ''),
    directApply: raw.directApply ?? false,
    language: cleanLine(raw.language ?? ''),
    ...(tenant !== undefined && raw.public === false ? { tenant } : {}),
  });
}

/** The country that all places are in; null when they are in several or in none that is known. */
function countryOf(places: readonly Place[]): string | null {
  const countries = new Set(places.map((place) => place.countryCode));
  const [country = null] = countries;
  return countries.size === 1 ? country : null;
}

type RawPlaces = NonNullable<RawJob['locations']>;

/** One text may name several places: "Berlin; Munich". */
function rawPlaces(raw: RawJob): RawPlaces {
  const given = [
    ...(raw.location === null || raw.location === undefined ? [] : [raw.location]),
    ...(raw.locations ?? []),
  ];
  return given.flatMap((place): RawPlaces => (typeof place === 'string' ? place.split(/\s*;\s*|\s+\|\s+/) : [place]));
}

/** Words about the workplace that boards write where the place should be. */
const WORKPLACE_WORDS: readonly (readonly [RegExp, WorkplaceType])[] = [
  [/\b(?:(?:fully|100%) )?remote\b/i, 'REMOTE'],
  [/\bhybrid\b/i, 'HYBRID'],
  [/\bon-?site\b/i, 'ON_SITE'],
];
const LEFT_OVER = /\(\s*\)|\b(?:or|and|only|within|in)\b/gi;
const EDGES = /^[\s,/&:()|-]+|[\s,/&:()|-]+$/g;
const NO_PLACE = /^(?:null|none|n\/?a|unknown|not provided|not specified)?$/i;

/** "Remote" is no place; "Remote, Germany" and "Austin, TX or remote" are the place without the word. */
function locationOf(raw: RawPlaces[number], facts: Facts): Place | null {
  if (typeof raw !== 'string') return placeOf(raw, facts);
  const spoken = WORKPLACE_WORDS.filter(([pattern]) => pattern.test(raw));
  const rest = spoken.reduce((text, [pattern]) => text.replace(pattern, ' '), raw);
  const place = spoken.length === 0 ? raw : rest.replace(LEFT_OVER, ' ').replace(EDGES, '');
  return NO_PLACE.test(place.trim()) ? null : placeOf(place, facts);
}

/** The field decides; without it, what stands where the place should be. */
function workplaceOf(raw: RawJob, places: RawPlaces): WorkplaceType | null {
  const stated = WORKPLACES.get(enumName(raw.workplaceType)) ?? WORKPLACES.get(enumName(String(raw.remote ?? '')));
  if (stated !== undefined) return stated;
  const texts = places.filter((place) => typeof place === 'string');
  return WORKPLACE_WORDS.find(([pattern]) => texts.some((text) => pattern.test(text)))?.[1] ?? null;
}

function employmentTypesOf(raw: RawJob): readonly EmploymentType[] {
  const names = [raw.employmentType, ...(raw.employmentTypes ?? [])].map(enumName).filter((name) => name !== '');
  return [...new Set(names.map((name) => EMPLOYMENT_TYPES.get(name) ?? 'OTHER'))];
}
