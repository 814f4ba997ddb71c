/** Which occupation a title names, and how near two of them are by the tables of titles. */

import { foldText } from '../../models/text.ts';
import type { TandemDocument } from '../../stores/documents.ts';
import type { TitleTables } from '../title-tables.ts';
import { plainTitle } from './plain-title.ts';

export interface Role {
  /** Folded, without words of level and hours. */
  readonly title: string;
  /** O*NET-SOC codes; empty when the tables know nothing like it. */
  readonly codes: readonly string[];
  /** False when only some words of the title are in the tables. */
  readonly isWhole: boolean;
}

/** From best to worst; `field` is another role of the same major group of occupations. */
export const KINSHIPS = ['same', 'synonym', 'sibling', 'field', 'other'] as const;
export type Kinship = (typeof KINSHIPS)[number];

const LEVEL_BEFORE =
  /^(?:senior|sr|snr|junior|jr|lead|principal|experienced|trainee|staff|entry level|part time|full time|remote) /;
const LEVEL_BEHIND = / (?:i|ii|iii|iv|v|[1-5]|sr|jr|senior|junior|intern)$/;

export function withoutLevel(folded: string): string {
  const shorter = folded.replace(LEVEL_BEFORE, '').replace(LEVEL_BEHIND, '');
  return shorter === folded ? folded : withoutLevel(shorter);
}

/** True for "Senior" and the like: a level without a trade. */
export const isLevelAlone = (title: string): boolean => withoutLevel(`${foldText(title)} `).trim() === '';

export function roleOf(title: string, tables: TitleTables): Role {
  const folded = foldText(plainTitle(title));
  const plain = withoutLevel(folded);
  const exact = [tables.occupationsOf(folded), tables.occupationsOf(plain)].find((codes) => codes.length > 0);
  if (exact) return { title: plain, codes: exact, isWhole: true };
  return { title: plain, codes: codesWithin(plain.split(' '), tables), isWhole: false };
}

/** Codes of the longest run of two words or more that is a title; of equal ones the last, because the head of a title is last. */
function codesWithin(words: readonly string[], tables: TitleTables): readonly string[] {
  for (let length = words.length - 1; length >= 2; length--) {
    for (let start = words.length - length; start >= 0; start--) {
      const codes = tables.occupationsOf(words.slice(start, start + length).join(' '));
      if (codes.length > 0) return codes;
    }
  }
  return [];
}

/** A title of many occupations names none of them well. */
const MOST_CLEAR_CODES = 2;
/** Digits of an O*NET-SOC code that name the major group: "29-1141.00" is of 29. */
const MAJOR_GROUP_DIGITS = 2;

/** Null when the tables cannot tell. */
export function kinshipOf(asked: Role, found: Role, tables: TitleTables): Kinship | null {
  if (asked.title === found.title) return 'same';
  if (asked.title.includes(' ') && found.title.endsWith(` ${asked.title}`)) return 'synonym';
  if (asked.codes.length === 0 || found.codes.length === 0) return null;
  if (asked.codes.some((code) => found.codes.includes(code))) return areClear(asked, found) ? 'synonym' : 'sibling';
  const near = new Set(asked.codes.flatMap((code) => tables.siblings.get(code) ?? []));
  if (found.codes.some((code) => near.has(code))) return 'sibling';
  const groups = new Set(asked.codes.map((code) => code.slice(0, MAJOR_GROUP_DIGITS)));
  return found.codes.some((code) => groups.has(code.slice(0, MAJOR_GROUP_DIGITS))) ? 'field' : 'other';
}

function areClear(...roles: readonly Role[]): boolean {
  return roles.every(({ codes, isWhole }) => isWhole && codes.length <= MOST_CLEAR_CODES);
}

/** What a document's owner does now or last, and did before. */
export interface Roles {
  readonly now: readonly Role[];
  readonly past: readonly Role[];
}

export function rolesOf(document: TandemDocument, tables: TitleTables): Roles {
  const read = (titles: readonly (string | null | undefined)[]): readonly Role[] =>
    titles.flatMap((title) => (title ? [roleOf(title, tables)] : []));
  if (document.kind === 'job') return { now: read([document.title]), past: [] };
  const [current, ...before] = document.work.map(({ title }) => title);
  return { now: read([document.headline, current]), past: read(before) };
}

/** The best kinship to any of the roles; null when none can be told. */
export function bestKinship(asked: Role, roles: readonly Role[], tables: TitleTables): Kinship | null {
  const found = new Set(roles.map((role) => kinshipOf(asked, role, tables)));
  return KINSHIPS.find((kinship) => found.has(kinship)) ?? null;
}
