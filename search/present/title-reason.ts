/** Whether a document's role, or a person's earlier one, is the role that was asked. */
import { contentStems, foldText } from '../../models/text.ts';
import type { TandemDocument } from '../../stores/documents.ts';
import { positionsOf } from '../../stores/positions.ts';
import { CLOSE_GRADE } from '../rank/grade.ts';
import type { UnderstoodFacet } from '../types.ts';
import { wordForms } from './asked-text.ts';
import { broken, type Finding, met, open, type Subject } from './finding.ts';
import { namesRole } from './title-match.ts';

interface Role {
  readonly title: string;
  readonly isCurrent: boolean;
}

/** Met by the role as it was written too: who types "RN" is shown both "RN" and "Registered Nurse". */
export function titleFinding(facet: UnderstoodFacet, subject: Subject): Finding {
  const roles = rolesOf(subject.document);
  const [first] = roles;
  if (first === undefined) return open('TITLE', 'No role listed');
  const asked = askedForms(facet, subject.facets);
  const fitting = roles.filter(({ title }) => asked.some((stems) => namesRole(title, stems)));
  const isOver = facet.tense === 'over';
  const wanted = fitting.filter(({ title }) => !isRuledOut(title, subject));
  const named = wanted.find(({ isCurrent }) => isCurrent !== isOver) ?? wanted[0] ?? fitting[0];
  if (named !== undefined) return namedFinding(named, facet, subject);
  return neighbourFinding(facet, asked, roles, subject) ?? otherFinding(facet, asked, first, subject);
}

function namedFinding({ title, isCurrent }: Role, facet: UnderstoodFacet, subject: Subject): Finding {
  const role = quoted(title);
  if (facet.isNegated) return met('TITLE', isCurrent ? `The role is ${role}` : `An earlier role is ${role}`);
  if (isRuledOut(title, subject))
    return isCurrent
      ? broken('TITLE', `The role is ${role}, which was ruled out`)
      : open('TITLE', `An earlier role, ${role}, was ruled out`);
  if (isGuessed(facet, subject.facets)) return guessedFinding({ title, isCurrent }, subject);
  if (isCurrent) {
    const isLeft = facet.tense === 'over' && subject.document.kind === 'person';
    return isLeft ? open('TITLE', `The role ${role} is not over`) : met('TITLE', `The role ${role} is what was asked`);
  }
  const text = `An earlier role, ${role}, is what was asked`;
  return facet.tense === undefined ? open('TITLE', text) : met('TITLE', text);
}

function guessedFinding({ title, isCurrent }: Role, { grade }: Subject): Finding {
  if (grade === null || grade >= CLOSE_GRADE) return closeFinding({ title, isCurrent });
  return open('TITLE', isCurrent ? `The role is ${quoted(title)}` : `An earlier role is ${quoted(title)}`);
}

function closeFinding({ title, isCurrent }: Role): Finding {
  const lead = isCurrent ? `The role ${quoted(title)}` : `An earlier role, ${quoted(title)},`;
  return open('TITLE', `${lead} may be close to what was asked`);
}

/** By a word that the text excludes, unless that names a place, an employer or a school: who leaves New York may be a new graduate. */
function isRuledOut(title: string, { unwanted, facets }: Subject): boolean {
  const named = facets.filter(({ field, isNegated }) => isNegated && NAMES.has(field));
  const ofNames = new Set(named.flatMap(({ sourceText }) => wordForms(sourceText ?? '')));
  return wordForms(title).some((form) => unwanted.has(form) && !ofNames.has(form));
}

/** Half of the words, the same last one, or one occupation; where the ranker finds the whole poor, alike words may mean other work. */
function neighbourFinding(
  facet: UnderstoodFacet,
  asked: readonly (readonly string[])[],
  roles: readonly Role[],
  { grade, facts }: Subject,
): Finding | null {
  if (grade !== null && grade < CLOSE_GRADE) return null;
  const occupations = facts.occupationsOf(foldText(facet.value));
  const near = roles.find(({ title }) => {
    const own = contentStems(title);
    const isAlike = asked.some((stems) => shareOf(stems, own) >= CLOSE_SHARE || own.includes(stems.at(-1) ?? ''));
    return isAlike || facts.occupationsOf(foldText(title)).some((code) => occupations.includes(code));
  });
  if (near === undefined) return null;
  return facet.isNegated ? null : closeFinding(near);
}

/** Below it the ranker finds nothing of what was asked. */
const POOR_GRADE = 1;

/** Another name may mean the same work: it is denied only where no word is shared and the ranker sees none of it either. */
function otherFinding(
  facet: UnderstoodFacet,
  asked: readonly (readonly string[])[],
  { title }: Role,
  { grade, facets, document }: Subject,
): Finding {
  const text = `The role is ${quoted(title)}`;
  if (facet.isNegated) return broken('TITLE', text);
  const own = rolesOf(document).flatMap((role) => contentStems(role.title));
  const isAlike = asked.some((stems) => shareOf(stems, own) > 0);
  const isOther = grade !== null && grade < POOR_GRADE && !isAlike && !isGuessed(facet, facets);
  return isOther ? broken('TITLE', text, facet.value) : open('TITLE', text);
}

/** A role that shares half of the words is a neighbour of the one that was asked. */
const CLOSE_SHARE = 0.5;

function shareOf(asked: readonly string[], stems: readonly string[]): number {
  return asked.length === 0 ? 0 : asked.filter((stem) => stems.includes(stem)).length / asked.length;
}

/** The value, and the words it was read from without those that name an employer, a place or a school. */
function askedForms(facet: UnderstoodFacet, facets: readonly UnderstoodFacet[]): readonly (readonly string[])[] {
  return [contentStems(facet.value), ownStems(facet, facets)].filter((stems) => stems.length > 0);
}

const NAMES: ReadonlySet<string> = new Set(['company', 'location', 'school']);

function ownStems(facet: UnderstoodFacet, facets: readonly UnderstoodFacet[]): readonly string[] {
  const names = facets
    .filter(({ field }) => NAMES.has(field))
    .flatMap(({ sourceText }) => contentStems(sourceText ?? ''));
  return contentStems(facet.sourceText ?? facet.value).filter((stem) => !names.includes(stem));
}

/** Read out of a description that says more than the role, or in other words: "sell houses or rent out flats". */
function isGuessed(facet: UnderstoodFacet, facets: readonly UnderstoodFacet[]): boolean {
  const [value, own] = [contentStems(facet.value), ownStems(facet, facets)];
  const isLonger = own.length > value.length;
  return isLonger || (own.length > 2 && shareOf(value, own) < CLOSE_SHARE);
}

function rolesOf(document: TandemDocument): readonly Role[] {
  if (document.kind === 'job') return [{ title: document.title, isCurrent: true }];
  const { current, past } = positionsOf(document.work);
  const now = [document.headline ?? '', ...current.map(({ title }) => title)].map((title) => ({
    title,
    isCurrent: true,
  }));
  const before = past.map(({ title }) => ({ title, isCurrent: false }));
  return [...now, ...before].filter(({ title }) => foldText(title) !== '');
}

const quoted = (text: string): string => `“${text.replace(/\s+/g, ' ').trim()}”`;
