/** Holds what reasons state of a document against the document itself, by rules of their own: one rule a wording. */

import type { MatchReason } from '../search/types.ts';
import type { TandemDocument } from '../stores/documents.ts';

export interface ReasonFault {
  readonly reason: MatchReason;
  readonly expected: string;
}

export interface ReasonCheck {
  /** Stated facts that a rule speaks of. */
  readonly checked: number;
  /** Reasons about the text as a whole, which no rule can hold against a document: the judge reads those. */
  readonly unchecked: number;
  readonly faults: readonly ReasonFault[];
}

/** A wording of a reason, and whether its words stand in the document. `part` is what the wording quotes. */
type Rule = readonly [wording: RegExp, holds: (part: string, document: TandemDocument) => boolean];

const RULES: readonly Rule[] = [
  [/^The role “(.+)” is what was asked$/, hasTitle],
  [/^The role “(.+)” may be close to what was asked$/, hasTitle],
  [/^An earlier role, “(.+)”, (?:is what was asked|may be close to what was asked|was ruled out)$/, hasTitle],
  [/^The role is “(.+?)”(?:, not .+|, which was ruled out)?$/, hasTitle],
  [/^At (.+), not .+$/, hasEmployer],
  [/^Was at (.+) earlier$/, hasEmployer],
  [/^At (.+)$/, hasEmployer],
  [/^In the industry (.+?)(?:, not .+)?$/, (part, document) => document.kind === 'job' && document.industry === part],
  [/^In (.+), (?:not|near) .+$/, hasPlace],
  [/^The place is given as “(.+)”$/, hasPlace],
  [/^In (.+)$/, hasPlace],
  [/^Lists (.+) as a skill$/, (part, { skills }) => skills.some((skill) => foldText(skill) === foldText(part))],
  [/^Does not mention (.+)$/, (part, document) => !hasWords(part, document)],
  [
    /^Mentions (“.+”), not “.+”$/,
    (part, document) => part.split(', ').every((word) => hasWords(stemless(word), document, '')),
  ],
  [/^Mentions (“.+”)$/, (part, document) => part.split(', ').every((word) => hasWords(stemless(word), document, ''))],
  [/^Mentions (.+)$/, (part, document) => hasWords(part, document)],
  [/^(No level listed)$/, (_, { seniority }) => seniority === null],
  [/^(?:Of|Now of) (.+?) level(?:,.*)?$/, (part, { seniority }) => levelWords(seniority) === part],
  [/^(?:Of |Now of )?(internship) level(?:,.*)?$/, (_, { seniority }) => seniority === 'INTERNSHIP'],
  [
    /^Work is (.+?)(?:, not .+)?$/,
    (part, document) => document.kind === 'job' && enumWords(document.workplaceType) === part,
  ],
  [/^(No place listed)$/, (_, document) => placesOf(document).length === 0],
  [
    /^No place listed, but the text names “(.+)”$/,
    (part, document) => placesOf(document).length === 0 && hasWords(part, document),
  ],
  [/^(No employer listed)$/, (_, document) => employersOf(document).length === 0],
  [/^(No industry listed)$/, (_, document) => document.kind === 'job' && document.industry === null],
  [/^(No role listed)$/, (_, document) => titlesOf(document).length === 0],
  [
    /^(No years of experience listed)$/,
    (_, document) => document.kind === 'person' && document.yearsExperience === null,
  ],
  [/^An earlier role is “(.+)”$/, hasTitle],
  [/^Does not say whether it is (permanent)$/, (part, document) => !hasWords(part, document)],
  [/^(No workplace listed)$/, (_, document) => document.kind === 'job' && document.workplaceType === null],
  [
    /^(No kind of employment listed)$/,
    (_, document) => document.kind === 'job' && document.employmentTypes.length === 0,
  ],
  [/^Says “(.+)”$/, (part, document) => hasWords(part, document)],
  [/^Studied at (.+), not .+$/, hasSchool],
  [/^Studied at (.+)$/, hasSchool],
  [/^(No school listed)$/, (_, document) => document.kind === 'person' && schoolsOf(document).length === 0],
  [
    /^Offered as (.+?)(?:, not .+|, without saying .+)?$/,
    (part, document) => part.split(' or ').every((type) => offersAs(type, document)),
  ],
  [/^(No pay listed)$/, (_, document) => document.kind === 'job' && document.salary === null],
  [/^Pays ([\d,.]+)/, (part, document) => document.kind === 'job' && paysAmount(part, document)],
  [/^Asks for “(.+)”$/, (part, document) => hasWords(part, document)],
  [/^(Does not say how many years)/, (_, document) => !/\d\s*\+?\s*years? of experience/i.test(textOf(document))],
  [/^Posted on (.+)$/, (part, document) => document.kind === 'job' && (document.postedAt ?? '').startsWith(part)],
  [
    /^Lists (\d+) years? of experience/,
    (part, document) => document.kind === 'person' && Math.floor(document.yearsExperience ?? -1) === Number(part),
  ],
  [/^Is called (.+?)(?:, not .+)?$/, (part, document) => document.kind === 'person' && document.displayName === part],
];

/** Whether a fact is stated truly; that a part of the query is met follows from it and is tested elsewhere. */
export function checkReasons(reasons: readonly MatchReason[], document: TandemDocument): ReasonCheck {
  const ruled = reasons.flatMap((reason) => {
    const rule = RULES.find(([wording]) => wording.test(reason.text));
    return rule === undefined ? [] : [{ reason, rule }];
  });
  const faults = ruled.flatMap(({ reason, rule: [wording, holds] }) => {
    const part = wording.exec(reason.text)?.[1] ?? '';
    return holds(part, document) ? [] : [{ reason, expected: `“${part}” as the document has it` }];
  });
  return { checked: ruled.length, unchecked: reasons.length - ruled.length, faults };
}

/** Not the folding of the search: a check that shares it would share its faults. */
function foldText(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase();
  return (plain.match(/[\p{L}\p{N}][\p{L}\p{N}&]*(?:\+\+|#)?/gu) ?? []).join(' ');
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

function titlesOf(document: TandemDocument): readonly string[] {
  const titles =
    document.kind === 'job' ? [document.title] : [document.headline, ...document.work.map(({ title }) => title)];
  return titles.map((title) => flat(title ?? '')).filter((title) => title !== '');
}

function hasTitle(part: string, document: TandemDocument): boolean {
  return titlesOf(document).includes(part);
}

function employersOf(document: TandemDocument): readonly string[] {
  const employers = document.kind === 'job' ? [document.company] : document.work.map(({ company }) => company);
  return employers.flatMap((employer) => employer?.name ?? []);
}

function hasEmployer(part: string, document: TandemDocument): boolean {
  return employersOf(document).includes(part);
}

function placesOf(document: TandemDocument): readonly string[] {
  const places = document.kind === 'job' ? document.locations : [document.location];
  return places.flatMap((place) => place?.name ?? []);
}

function hasPlace(part: string, document: TandemDocument): boolean {
  return placesOf(document).includes(part);
}

const schoolsOf = (document: TandemDocument): readonly string[] =>
  document.kind === 'job' ? [] : document.education.flatMap(({ institution }) => institution || []);
function hasSchool(part: string, document: TandemDocument): boolean {
  return schoolsOf(document).includes(part);
}

function textOf(document: TandemDocument): string {
  return JSON.stringify(document).replaceAll('\\n', ' ');
}

/** `end` closes the part: a shared word may stand in another form. */
function hasWords(part: string, document: TandemDocument, end = ' '): boolean {
  return ` ${foldText(textOf(document))} `.includes(` ${foldText(part)}${end}`);
}

/** The beginning that the forms of a word share. */
function stemless(word: string): string {
  const folded = foldText(word);
  return folded.slice(0, Math.max(3, folded.length - 3));
}

const enumWords = (value: string | null): string => (value ?? '').toLowerCase().replaceAll('_', ' ');
const levelWords = (value: string | null): string => (value === 'MID_SENIOR' ? 'mid to senior' : enumWords(value));
const TYPE_WORDS: Readonly<Record<string, string>> = {
  contract: 'CONTRACTOR',
  internship: 'INTERN',
  volunteering: 'VOLUNTEER',
  'other terms': 'OTHER',
};

function offersAs(words: string, document: TandemDocument): boolean {
  const type = TYPE_WORDS[words] ?? words.toUpperCase().replaceAll(' ', '_');
  return document.kind === 'job' && document.employmentTypes.some((own) => own === type);
}

function paysAmount(part: string, { salary }: Extract<TandemDocument, { kind: 'job' }>): boolean {
  const stated = Number(part.replaceAll(',', ''));
  return salary?.minimum === stated || salary?.maximum === stated;
}
