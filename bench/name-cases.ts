/** Look-ups of people and employers that have one right answer, drawn from profiles with a seed. */

import { words } from '../models/text.ts';

export interface Profile {
  readonly id: string;
  readonly displayName: string;
  readonly work: readonly {
    readonly companyName: string | null;
    readonly company: { readonly id: string } | null;
    readonly endDate: string | null;
  }[];
}

export type LookUp = 'exact' | 'lower case' | 'one slip' | 'with employer' | 'reversed' | 'initial' | 'employer';

export interface NameCase {
  readonly kind: LookUp;
  readonly text: string;
  /** Whether the profile is what was looked up. */
  readonly isRight: (profile: Profile) => boolean;
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
type Maker = (profile: Profile, random: Random) => NameCase | null;

const called =
  (name: string) =>
  ({ displayName }: Profile): boolean =>
    displayName.toLowerCase() === name.toLowerCase();

const MAKERS: Readonly<Record<LookUp, Maker>> = {
  exact: ({ displayName: name }) => ({ kind: 'exact', text: name, isRight: called(name) }),
  'lower case': ({ displayName: name }) => ({ kind: 'lower case', text: name.toLowerCase(), isRight: called(name) }),
  'one slip': ({ displayName: name }, random) => {
    const text = withSlip(name, random);
    return text === null ? null : { kind: 'one slip', text, isRight: called(name) };
  },
  'with employer': ({ displayName: name, work }) => {
    const employer = work[0]?.companyName ?? null;
    if (employer === null) return null;
    const isRight = (found: Profile): boolean =>
      called(name)(found) && found.work.some(({ companyName }) => companyName === employer);
    return { kind: 'with employer', text: `${name} ${employer}`, isRight };
  },
  reversed: ({ displayName: name }) => {
    const [given = '', ...rest] = name.split(' ');
    return { kind: 'reversed', text: `${rest.join(' ')}, ${given}`, isRight: called(name) };
  },
  initial: ({ displayName: name }) => {
    const [given = '', ...rest] = name.split(' ');
    const surname = rest.join(' ');
    const isRight = ({ displayName }: Profile): boolean =>
      displayName.startsWith(given.slice(0, 1)) && displayName.endsWith(surname);
    return { kind: 'initial', text: `${given.slice(0, 1)}. ${surname}`, isRight };
  },
  employer: ({ work }) => {
    const present = work.find(({ endDate, company }) => endDate === null && company !== null);
    if (present?.companyName == null) return null;
    const isRight = (found: Profile): boolean =>
      found.work.some(({ endDate, company }) => endDate === null && company?.id === present.company?.id);
    return { kind: 'employer', text: `who works at ${present.companyName}`, isRight };
  },
};

/** `each` of every kind, kind by kind; fewer where the profiles do not give more. */
export function nameCases(profiles: readonly Profile[], each: number, seed: number): readonly NameCase[] {
  const random = seededRandom(seed);
  const named = profiles.filter(({ displayName }) => words(displayName).length >= 2);
  return Object.values(MAKERS).flatMap((make) => {
    const cases: NameCase[] = [];
    for (let drawn = 0; cases.length < each && drawn < each * 20; drawn++) {
      const profile = named[Math.floor(random() * named.length)];
      const made = profile === undefined ? null : make(profile, random);
      if (made !== null) cases.push(made);
    }
    return cases;
  });
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const SHORTEST_SURNAME = 5;

/** One letter of the surname left out, replaced, doubled or swapped, never the first; null for short surnames. */
function withSlip(name: string, random: Random): string | null {
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
