/** Says of the understood values whether a document meets them, with the document's own words as evidence. */
import { foldText, isStopWord, words } from '../../models/text.ts';
import type { TandemDocument, WorkExperience } from '../../stores/documents.ts';
import { positionsOf } from '../../stores/positions.ts';
import type { MatchReason, UnderstoodFacet } from '../types.ts';
import { withoutLegalForm } from '../understand/knowledge.ts';
import { createPeopleNames } from '../understand/people-names.ts';
import { alternatives, broken, type Finding, met, negated, open, reasonOf, type Subject } from './finding.ts';
import { bodyOf, mentionOf, partedMention } from './mention.ts';
import { placeFinding } from './place-reason.ts';
import { skillChoices } from './skill-choices.ts';
import { industryFinding, statedFinding } from './stated-reasons.ts';
import { employmentFinding, seniorityFinding, workplaceFinding } from './term-reasons.ts';
import { titleFinding } from './title-reason.ts';

type FindingOf = (facet: UnderstoodFacet, subject: Subject) => Finding | null;

/** By field; what is not here is stated as it is asked, see `statedFinding`. */
const FINDINGS: Readonly<Record<string, FindingOf>> = {
  title: titleFinding,
  company: companyFinding,
  location: placeFinding,
  skill: skillFinding,
  seniority: (facet, { document }) => seniorityFinding(facet, document),
  workplace: (facet, { document }) => (document.kind === 'job' ? workplaceFinding(facet, document) : null),
  employmentType: (facet, { document }) => (document.kind === 'job' ? employmentFinding(facet, document) : null),
  industry: (facet, { document, facts }) => (document.kind === 'job' ? industryFinding(facet, document, facts) : null),
  name: ({ value }, { document }) => (document.kind === 'person' ? nameFinding(value, document.displayName) : null),
};

/** In the order of the facets; nothing of a field that a document of this kind cannot state. */
export function facetReasons(facets: readonly UnderstoodFacet[], subject: Subject): readonly MatchReason[] {
  const choices = skillChoices(facets, subject.asked);
  const groups = new Map<string, UnderstoodFacet[]>();
  for (const facet of facets) {
    const key = groupOf(facet, choices);
    groups.set(key, [...(groups.get(key) ?? []), facet]);
  }
  return [...groups.values()].flatMap((group) => {
    const findings = findingsOf(group, subject);
    return alternatives(group.length > 1 && findings.every(isUnmentioned) ? [noneMentioned(group)] : findings).map(
      reasonOf,
    );
  });
}

/** Of most fields one of the values is enough; of skills a list wants them all, but for those that it gives as a choice. */
function groupOf({ id, field, isNegated }: UnderstoodFacet, choices: ReadonlyMap<string, string>): string {
  if (isNegated) return id;
  return field === 'skill' ? (choices.get(id) ?? id) : field;
}

const isUnmentioned = ({ kind, verdict }: Finding): boolean => kind === 'SKILL' && verdict === 'BROKEN';

const noneMentioned = (skills: readonly UnderstoodFacet[]): Finding =>
  broken('SKILL', `Does not mention ${skills.map(({ value }) => value).join(' or ')}`);

function findingsOf(facets: readonly UnderstoodFacet[], subject: Subject): readonly Finding[] {
  return facets.flatMap((facet) => {
    const found = (FINDINGS[facet.field] ?? statedFinding)(facet, subject);
    const told = found !== null && facet.isNegated ? negated(found) : found;
    return told ?? [];
  });
}

interface Employer {
  readonly name: string;
  readonly isCurrent: boolean;
}

function employersOf(document: TandemDocument): readonly Employer[] {
  if (document.kind === 'job')
    return document.company === null ? [] : [{ name: document.company.name, isCurrent: true }];
  const { current, past } = positionsOf(document.work);
  const named = (work: readonly WorkExperience[], isCurrent: boolean): readonly Employer[] =>
    work.flatMap(({ company }) => (company === null ? [] : [{ name: company.name, isCurrent }]));
  return [...named(current, true), ...named(past, false)];
}

function companyFinding({ value, tense }: UnderstoodFacet, { document }: Subject): Finding {
  const employers = employersOf(document);
  const [first] = employers;
  if (first === undefined) return unnamedFinding(value, document);
  const fitting = employers.filter(({ name }) => isNamedIn(name, value));
  const now = fitting.find(({ isCurrent }) => isCurrent);
  const isLeft = tense === 'over' && document.kind === 'person';
  if (now !== undefined) return isLeft ? broken('COMPANY', `Still at ${now.name}`) : met('COMPANY', `At ${now.name}`);
  const [earlier] = fitting;
  const begun = employers.find(({ name }) => plainName(name).startsWith(`${plainName(value)} `));
  if (earlier === undefined)
    return begun === undefined
      ? broken('COMPANY', `At ${first.name}`, value)
      : open('COMPANY', `${begun.isCurrent ? 'At' : 'Was at'} ${begun.name}`);
  const text = `Was at ${earlier.name} earlier`;
  return tense === undefined ? open('COMPANY', text) : met('COMPANY', text);
}

/** A posting without a field for it may name its employer in its title. */
function unnamedFinding(value: string, document: TandemDocument): Finding {
  const mention = document.kind === 'job' ? mentionOf(document.title, value) : null;
  return mention === null ? open('COMPANY', 'No employer listed') : met('COMPANY', `Mentions ${mention}`);
}

const plainName = (name: string): string => withoutLegalForm(foldText(name.replace(/\s&\s/g, ' and ')));

/** The same name, or that of an office of it behind a dash: "City of Dunmere - Kelp & Tide Board". */
function isNamedIn(employer: string, asked: string): boolean {
  return [employer, ...employer.split(/\s[-–]\s/)].some((part) => plainName(part) === plainName(asked));
}

/** Met by the skill as it was written too: "CPA" is what a certified public accountant calls it. */
function skillFinding({ value, sourceText }: UnderstoodFacet, { document }: Subject): Finding {
  const names = [value, ...(sourceText === null || foldText(sourceText) === '' ? [] : [sourceText])];
  const skills = document.skills.map(foldText);
  const listed = names.find((name) => skills.includes(foldText(name)));
  if (listed !== undefined) return met('SKILL', `Lists ${listed} as a skill`);
  const body = bodyOf(document);
  for (const name of names) {
    const mention = mentionOf(body, name);
    if (mention !== null) return met('SKILL', `Mentions ${mention}`);
  }
  return partialFinding(value, body) ?? broken('SKILL', `Does not mention ${value}`);
}

/** A document of "email blasts" is not said to be silent about email campaigns; null where fewer than half of the words stand in it. */
function partialFinding(value: string, body: string): Finding | null {
  const parts = words(value).filter(({ text }) => !isStopWord(text));
  const said =
    parts.length === 1
      ? [partedMention(body, value)].flatMap((parted) => parted ?? [])
      : parts.flatMap(({ text }) => mentionOf(body, text) ?? []);
  if (said.length === 0 || said.length * 2 < parts.length) return null;
  return open('SKILL', `Mentions ${said.map((word) => `“${word}”`).join(', ')}, not “${value}”`);
}

/** By the rule that reads names: whole or in part, turned around, with initials or a slip. */
function nameFinding(value: string, displayName: string): Finding {
  const [name, asked] = [foldText(displayName), foldText(value)];
  const names = createPeopleNames([name]);
  const isMet = name === asked || names.hasWord(asked) || names.find(asked) !== null;
  return isMet ? met('SEMANTIC', `Is called ${displayName}`) : broken('SEMANTIC', `Is called ${displayName}`, value);
}
