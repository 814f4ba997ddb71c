/** Whether the fields of a document fulfil a condition: met, open where it is silent, nearly, or broken. */

import { foldText } from '../../models/text.ts';
import type { JobDocument, PersonDocument, Seniority, TandemDocument } from '../../stores/documents.ts';
import type { Condition, Demand, State } from './asked.ts';
import { showsWork } from './excludable-work.ts';
import type { Knowledge } from './knowledge.ts';
import { languagesOf } from './languages.ts';
import { payOf } from './pay-in-text.ts';
import { placeState } from './place-state.ts';
import { bestKinship } from './roles.ts';

const LEVELS: readonly Seniority[] = ['INTERNSHIP', 'ENTRY', 'ASSOCIATE', 'MID_SENIOR', 'DIRECTOR', 'EXECUTIVE'];
/** A little less pay or experience than asked. */
const NEARLY = 0.9;

type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>;
type Reader<K extends Condition['kind']> = (asked: Of<K>, document: TandemDocument, known: Knowledge) => State;

const equal = (one: string, other: string | null | undefined): boolean => foldText(one) === foldText(other ?? '');
const reached = (found: number, asked: number): State =>
  found >= asked ? 'met' : found >= asked * NEARLY ? 'near' : 'broken';
const ofJob = (read: (job: JobDocument) => State, document: TandemDocument): State =>
  document.kind === 'job' ? read(document) : 'open';
const ofPerson = (read: (person: PersonDocument) => State, document: TandemDocument): State =>
  document.kind === 'person' ? read(document) : 'open';

function companyState(id: string, document: TandemDocument): State {
  if (document.kind === 'job')
    return document.company === null ? 'open' : document.company.id === id ? 'met' : 'broken';
  const [current, ...past] = document.work.map(({ company }) => company?.id ?? null);
  if (current === id) return 'met';
  if (past.includes(id)) return 'near';
  return current === undefined || current === null ? 'open' : 'broken';
}

function payState({ annualMinimum, currency }: Of<'pay'>, job: JobDocument): State {
  const salary = payOf(job);
  const most = salary?.annualMaximum ?? salary?.annualMinimum ?? null;
  return most === null || salary?.currency !== currency ? 'open' : reached(most, annualMinimum);
}

/** None of a list: broken where the list is complete, as schools are; else silent. */
function oneOf(asked: string, found: readonly (string | null)[], none: 'open' | 'broken'): State {
  if (found.some((value) => equal(asked, value))) return 'met';
  return found.length === 0 || found.includes(null) ? 'open' : none;
}

function skillState(skill: string, document: TandemDocument): State {
  if (document.skills.some((own) => equal(skill, own))) return 'met';
  const text = document.kind === 'job' ? document.description : [document.summary, document.work[0]?.summary].join(' ');
  return ` ${foldText(text)} `.includes(` ${foldText(skill)} `) ? 'met' : 'open';
}

const READERS: { readonly [K in Condition['kind']]: Reader<K> } = {
  place: ({ place }, document, { places }) => placeState(place, document, places),
  company: ({ company }, document) => companyState(company.id, document),
  workplace: ({ workplace }, document) =>
    ofJob(
      ({ workplaceType }) => (workplaceType === null ? 'open' : workplaceType === workplace ? 'met' : 'broken'),
      document,
    ),
  type: ({ type }, document) =>
    ofJob(({ employmentTypes }) => {
      if (employmentTypes.includes(type)) return 'met';
      return employmentTypes.length === 0 || employmentTypes.includes('OTHER') ? 'open' : 'broken';
    }, document),
  level: ({ level }, { seniority }) => {
    if (seniority === null) return 'open';
    const steps = Math.abs(LEVELS.indexOf(level) - LEVELS.indexOf(seniority));
    return steps === 0 ? 'met' : steps === 1 ? 'near' : 'broken';
  },
  pay: (asked, document) => ofJob((job) => payState(asked, job), document),
  years: ({ minimum }, document) =>
    ofPerson(
      ({ yearsExperience }) => (yearsExperience === null ? 'open' : reached(yearsExperience, minimum)),
      document,
    ),
  school: ({ school }, document) =>
    ofPerson(
      ({ education }) =>
        oneOf(
          school,
          education.map(({ institution }) => institution),
          'broken',
        ),
      document,
    ),
  degree: ({ area }, document) =>
    ofPerson(
      ({ education }) =>
        oneOf(
          area,
          education.map((entry) => entry.area),
          'broken',
        ),
      document,
    ),
  certificate: ({ certificate }, document) =>
    ofPerson(({ certifications }) => oneOf(certificate, certifications, 'open'), document),
  name: ({ name }, document) => ofPerson(({ displayName }) => (equal(name, displayName) ? 'met' : 'broken'), document),
  history: ({ role }, document, known) =>
    bestKinship(role, known.rolesOf(document).past, known.titles) === 'same' ? 'met' : 'open',
  work: ({ work }, document) => (showsWork(document, work) ? 'met' : 'open'),
  skill: ({ skill }, document) => skillState(skill, document),
  language: ({ language }, document) => ofPerson((person) => oneOf(language, languagesOf(person), 'open'), document),
  industry: ({ industry }, document) => ofJob((job) => oneOf(industry, [job.industry], 'broken'), document),
};

function stateOf(condition: Condition, document: TandemDocument, known: Knowledge): State {
  const read = READERS[condition.kind] as (asked: Condition, document: TandemDocument, known: Knowledge) => State;
  return read(condition, document, known);
}

/** Of an exclusion: what is there breaks it, what is not mentioned fulfils it. */
export function demandState({ condition, isExcluded }: Demand, document: TandemDocument, known: Knowledge): State {
  const state = stateOf(condition, document, known);
  if (!isExcluded) return state;
  return state === 'met' ? 'broken' : 'met';
}
