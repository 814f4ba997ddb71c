/** Look-ups of people and of the staff of employers that have one right answer, drawn from profiles with a seed. */

import { words } from '../models/text.ts';
import type { RandomNumber } from '../runtime/random.ts';
import { positionsOf } from '../stores/positions.ts';
import { drawCases, type LookUpCase, type Makers } from './look-up-case.ts';

export interface Profile {
  readonly id: string;
  readonly displayName: string;
  readonly work: readonly {
    readonly companyName: string | null;
    readonly company: { readonly id: string } | null;
    readonly startDate: string | null;
    readonly endDate: string | null;
  }[];
}

const called =
  (name: string) =>
  ({ displayName }: Profile): boolean =>
    displayName.toLowerCase() === name.toLowerCase();

const MAKERS: Makers<Profile> = {
  exact: ({ displayName: name }) => ({ text: name, isRight: called(name) }),
  'lower case': ({ displayName: name }) => ({ text: name.toLowerCase(), isRight: called(name) }),
  'one slip': ({ displayName: name }, random) => {
    const text = withSlip(name, random);
    return text === null ? null : { text, isRight: called(name) };
  },
  'with employer': ({ displayName: name, work }) => {
    const employer = work[0]?.companyName ?? null;
    if (employer === null) return null;
    const isRight = (found: Profile): boolean =>
      called(name)(found) && found.work.some(({ companyName }) => companyName === employer);
    return { text: `${name} ${employer}`, isRight };
  },
  reversed: ({ displayName: name }) => {
    const [given = '', ...rest] = name.split(' ');
    return { text: `${rest.join(' ')}, ${given}`, isRight: called(name) };
  },
  initial: ({ displayName: name }) => {
    const [given = '', ...rest] = name.split(' ');
    const surname = rest.join(' ');
    const isRight = ({ displayName }: Profile): boolean =>
      displayName.startsWith(given.slice(0, 1)) && displayName.endsWith(surname);
    return { text: `${given.slice(0, 1)}. ${surname}`, isRight };
  },
  employer: ({ work }) => {
    const employer = presentWork(work).find(({ company }) => company !== null);
    if (employer?.companyName == null) return null;
    const isRight = (found: Profile): boolean =>
      presentWork(found.work).some(({ company }) => company?.id === employer.company?.id);
    return { text: `who works at ${employer.companyName}`, isRight };
  },
};

const presentWork = (work: Profile['work']): Profile['work'] => positionsOf(work).current;

/** `each` of every kind, kind by kind; fewer where the profiles do not give more. */
export function nameCases(profiles: readonly Profile[], each: number, seed: number): readonly LookUpCase<Profile>[] {
  const named = profiles.filter(({ displayName }) => words(displayName).length >= 2);
  return drawCases(MAKERS, named, each, seed);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const SHORTEST_SURNAME = 5;

/** One letter of the surname left out, replaced, doubled or swapped, never the first; null for short surnames. */
function withSlip(name: string, random: RandomNumber): string | null {
  const start = name.lastIndexOf(' ') + 1;
  const surname = name.slice(start);
  if (surname.length < SHORTEST_SURNAME || !/^[A-Z][a-z]+$/.test(surname)) return null;
  const at = 1 + Math.floor(random() * (surname.length - 2));
  const letter = LETTERS[Math.floor(random() * LETTERS.length)] ?? '';
  const [before, here, next, after] = [surname.slice(0, at), surname[at], surname[at + 1], surname.slice(at + 2)];
  const slips = [
    `${before}${next}${after}`,
    `${before}${letter}${next}${after}`,
    `${before}${here}${here}${next}${after}`,
  ];
  const slipped = [...slips, `${before}${next}${here}${after}`][Math.floor(random() * 4)] ?? surname;
  return slipped === surname ? null : name.slice(0, start) + slipped;
}
