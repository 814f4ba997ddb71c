/** Tells whether two values of a field mean the same: spelling, number, abbreviations, synonyms and ids of the fact tables. */

import type { Facts } from '../stores/facts.ts';

export interface ValueTables {
  readonly facts: Pick<Facts, 'expand' | 'findIndustry' | 'findPlace' | 'findSchool' | 'occupationsOf'>;
  /** Lower case, no accents, one space between words. */
  readonly foldText: (text: string) => string;
  readonly stem: (folded: string) => string;
  /** Without Inc, Ltd and the like. */
  readonly withoutLegalForm: (folded: string) => string;
}

export type SameValue = (field: string, left: string, right: string) => boolean;

/** Names of the files beside those of the graph. */
const ENUMERATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  seniority: { INTERN: 'INTERNSHIP' },
  employmentType: { CONTRACT: 'CONTRACTOR', INTERNSHIP: 'INTERN', UNPAID: 'VOLUNTEER' },
  workplace: { ONSITE: 'ON_SITE' },
};
/** "Illustrator" is Adobe Illustrator: who makes a tool may be named or not. */
const MAKER = /^(?:adobe|microsoft|ms|google|apache|amazon|autodesk|oracle|comptia|cisco|ibm|atlassian) (?=.)/;
/** Pay is rounded by who writes it. */
const PAY_TOLERANCE = 0.01;

export function createSameValue(tables: ValueTables): SameValue {
  const { facts, foldText, stem, withoutLegalForm } = tables;
  const spelled = (text: string): string => {
    const folded = foldText(text);
    const long = facts.expand(folded) ?? folded;
    const words = foldText(long).split(' ');
    return foldText(words.map((word) => facts.expand(word) ?? word).join(' '))
      .split(' ')
      .map(stem)
      .join(' ');
  };
  const occupations = (text: string): readonly string[] => {
    const folded = foldText(text);
    const long = foldText(
      folded
        .split(' ')
        .map((word) => facts.expand(word) ?? word)
        .join(' '),
    );
    return [folded, facts.expand(folded) ?? folded, long].flatMap((form) => facts.occupationsOf(form));
  };
  const sameText = (left: string, right: string): boolean => spelled(left) === spelled(right);
  const sameIn = (find: (folded: string) => string | null, left: string, right: string): boolean => {
    const found = find(foldText(left));
    return found !== null && found === find(foldText(right));
  };
  const byField: Readonly<Record<string, (left: string, right: string) => boolean>> = {
    title: (left, right) => {
      const codes = occupations(left);
      return occupations(right).some((code) => codes.includes(code));
    },
    skill: (left, right) => sameText(foldText(left).replace(MAKER, ''), foldText(right).replace(MAKER, '')),
    industry: (left, right) => sameIn(facts.findIndustry, left, right),
    school: (left, right) => sameIn(facts.findSchool, left, right),
    location: (left, right) => {
      const place = facts.findPlace(left);
      return place !== null && place.id === facts.findPlace(right)?.id;
    },
    company: (left, right) => withoutLegalForm(foldText(left)) === withoutLegalForm(foldText(right)),
    salaryMin: (left, right) => Math.abs(Number(left) - Number(right)) <= PAY_TOLERANCE * Math.abs(Number(left)),
    yearsExperienceMin: (left, right) => Number(left) === Number(right),
  };
  return (field, left, right) => {
    const names = ENUMERATIONS[field];
    if (names !== undefined) return enumName(left, names) === enumName(right, names);
    return sameText(left, right) || (byField[field]?.(left, right) ?? false);
  };
}

function enumName(text: string, names: Readonly<Record<string, string>>): string {
  const upper = text.toUpperCase().replace(/[^A-Z]+/g, '_');
  return names[upper] ?? upper;
}
