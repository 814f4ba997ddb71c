/** Says of one understood value whether a document meets it, with the document's own words as evidence. */
import { contentStems, foldText } from '../../models/text.ts';
import type {
  EmploymentType,
  JobDocument,
  Place,
  Seniority,
  TandemDocument,
  WorkplaceType,
} from '../../stores/documents.ts';
import type { Facts } from '../../stores/facts.ts';
import type { MatchReason, ReasonKind, UnderstoodFacet } from '../types.ts';
import { withoutLegalForm } from '../understand/knowledge.ts';
import { placeIdOf } from '../understand/read-facet.ts';
import { EMPLOYMENT_WORDS, SENIORITY_WORDS, WORKPLACE_WORDS } from '../understand/summary.ts';
import { industryReason, statedReason } from './stated-reasons.ts';

/** Null for a field that a document of this kind cannot state. `nowMs` Unix time. */
export function facetReason(
  facet: UnderstoodFacet,
  document: TandemDocument,
  facts: Facts,
  nowMs: number,
): MatchReason | null {
  switch (facet.field) {
    case 'title':
      return titleReason(facet, document);
    case 'company':
      return companyReason(facet.value, document);
    case 'location':
      return placeReason(facet, document, facts);
    case 'skill':
      return skillReason(facet, document);
    case 'seniority':
      return seniorityReason(facet.value as Seniority, document);
    case 'workplace':
      return document.kind === 'job' ? workplaceReason(facet.value as WorkplaceType, document) : null;
    case 'employmentType':
      return document.kind === 'job' ? employmentReason(facet.value as EmploymentType, document) : null;
    case 'industry':
      return document.kind === 'job' ? industryReason(facet.value, document.industry, facts) : null;
    case 'name':
      return document.kind === 'person' ? nameReason(facet.value, document.displayName) : null;
    default:
      return statedReason(facet, document, nowMs);
  }
}

function reason(kind: ReasonKind, satisfied: boolean, text: string): MatchReason {
  return { kind, satisfied, text };
}

/** Met by the role as it was written too: who types "RN" is shown both "RN" and "Registered Nurse". */
function titleReason({ value, sourceText, isNegated }: UnderstoodFacet, document: TandemDocument): MatchReason {
  const titles = titlesOf(document);
  const asked = [value, sourceText ?? value].map(contentStems).filter((stems) => stems.length > 0);
  const sharedBy = (title: string): number => Math.max(0, ...asked.map((stems) => shareOf(stems, contentStems(title))));
  const best = [...titles].sort((a, b) => sharedBy(b) - sharedBy(a))[0];
  if (best === undefined) return reason('TITLE', false, 'States no role');
  const isMet = sharedBy(best) === 1;
  if (isNegated) return reason('TITLE', isMet, `The role is ${quoted(isMet ? best : (titles[0] ?? best))}`);
  if (isMet) return reason('TITLE', true, `The role ${quoted(best)} is what was asked`);
  const isClose = sharedBy(best) >= CLOSE_SHARE;
  const text = isClose
    ? `The role ${quoted(best)} is close to what was asked`
    : `The role is ${quoted(titles[0] ?? best)}`;
  return reason('TITLE', false, text);
}

/** A role that shares half of the words is a neighbour of the one that was asked. */
const CLOSE_SHARE = 0.5;

function shareOf(asked: readonly string[], stems: readonly string[]): number {
  return asked.filter((stem) => stems.includes(stem)).length / asked.length;
}

function titlesOf(document: TandemDocument): readonly string[] {
  if (document.kind === 'job') return [document.title];
  return [...(document.headline === null ? [] : [document.headline]), ...document.work.map((work) => work.title)];
}

function companyReason(value: string, document: TandemDocument): MatchReason {
  const employers = document.kind === 'job' ? [document.company] : document.work.map((work) => work.company);
  const names = employers.flatMap((employer) => (employer === null ? [] : [employer.name]));
  const fitting = names.find((name) => sameName(name, value));
  if (fitting !== undefined) return reason('COMPANY', true, `At ${fitting}`);
  return reason('COMPANY', false, names[0] === undefined ? 'Names no employer' : `At ${names[0]}, not ${value}`);
}

const sameName = (left: string, right: string): boolean =>
  withoutLegalForm(foldText(left)) === withoutLegalForm(foldText(right));

function placeReason(facet: UnderstoodFacet, document: TandemDocument, facts: Facts): MatchReason {
  const places = document.kind === 'job' ? document.locations : document.location === null ? [] : [document.location];
  const fitting = places.find((place) => liesIn(place, placeIdOf(facet), facts));
  if (fitting !== undefined) return reason('LOCATION', true, `In ${fitting.name}`);
  const [first] = places;
  return reason('LOCATION', false, first === undefined ? 'States no place' : `In ${first.name}, not ${facet.value}`);
}

/** The same place, or a place in the region or country that was asked. */
function liesIn(place: Place, askedId: string, facts: Facts): boolean {
  const known = place.id === null ? null : facts.placeById(place.id);
  if (known === null) return false;
  return known.id === askedId || facts.placesAround(known).some((around) => around.id === askedId);
}

/** Met by the skill as it was written too: "CPA" is what a certified public accountant calls it. */
function skillReason({ value, sourceText }: UnderstoodFacet, document: TandemDocument): MatchReason {
  const names = [value, ...(sourceText === null || foldText(sourceText) === '' ? [] : [sourceText])];
  const skills = document.skills.map(foldText);
  const listed = names.find((name) => skills.includes(foldText(name)));
  if (listed !== undefined) return reason('SKILL', true, `Lists ${listed} as a skill`);
  const body = ` ${foldText(bodyOf(document))} `;
  const mentioned = names.find((name) => body.includes(` ${foldText(name)} `));
  return mentioned === undefined
    ? reason('SKILL', false, `Does not mention ${value}`)
    : reason('SKILL', true, `Mentions ${mentioned}`);
}

function bodyOf(document: TandemDocument): string {
  if (document.kind === 'job') return [document.title, document.description, ...document.skills].join(' ');
  const work = document.work.map((entry) => `${entry.title} ${entry.summary ?? ''}`);
  return [document.headline, document.summary, ...work, ...document.skills, ...document.certifications].join(' ');
}

function seniorityReason(value: Seniority, { seniority }: TandemDocument): MatchReason {
  if (seniority === null) return reason('SENIORITY', false, 'States no level');
  if (seniority === value) return reason('SENIORITY', true, `Of ${SENIORITY_WORDS[value]}, as asked`);
  return reason('SENIORITY', false, `Of ${SENIORITY_WORDS[seniority]}, not ${SENIORITY_WORDS[value]}`);
}

/** contracts.md: workplace belongs to LOCATION. */
function workplaceReason(value: WorkplaceType, { workplaceType }: JobDocument): MatchReason {
  const asked = WORKPLACE_WORDS[value];
  if (workplaceType === null) return reason('LOCATION', false, `Does not say whether it is ${asked}`);
  const isMet = workplaceType === value;
  return reason(
    'LOCATION',
    isMet,
    isMet ? `Work is ${asked}` : `Work is ${WORKPLACE_WORDS[workplaceType]}, not ${asked}`,
  );
}

/** The contract has no kind of its own for it. */
function employmentReason(value: EmploymentType, { employmentTypes }: JobDocument): MatchReason {
  const stated = employmentTypes.map((type) => EMPLOYMENT_WORDS[type]).join(' or ');
  if (employmentTypes.includes(value)) return reason('SEMANTIC', true, `Offered as ${EMPLOYMENT_WORDS[value]}`);
  return reason(
    'SEMANTIC',
    false,
    stated === '' ? 'Does not state the kind of employment' : `Offered as ${stated}, not ${EMPLOYMENT_WORDS[value]}`,
  );
}

function nameReason(value: string, displayName: string): MatchReason {
  const isMet = foldText(displayName) === foldText(value);
  return reason('SEMANTIC', isMet, isMet ? `Is called ${displayName}` : `Is called ${displayName}, not ${value}`);
}

const quoted = (text: string): string => `“${text.replace(/\s+/g, ' ').trim()}”`;
