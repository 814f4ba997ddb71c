/** Pairs of texts that mean nearly the same and must not share a list, and pairs that mean the same and should: made with a seed, or written by hand. */
import { readFileSync } from 'node:fs';
import { projectPath } from '../../runtime/project-root.ts';
import type { RandomNumber } from '../../runtime/random.ts';

export interface MeaningPair {
  /** What differs. */
  readonly kind: string;
  readonly one: string;
  readonly other: string;
}

/** Words to make texts of, each list without repetition. */
export interface PairWords {
  readonly roles: readonly string[];
  readonly places: readonly string[];
  readonly employers: readonly string[];
  readonly skills: readonly string[];
  /** Abbreviation of a role, and what it is short for. */
  readonly shortRoles: readonly (readonly [short: string, long: string])[];
}

type Draw = <T>(list: readonly T[]) => T;
type Maker = (words: PairWords, draw: Draw) => readonly [one: string, other: string];

/** Another one than the first. */
function two<T>(list: readonly T[], draw: Draw): readonly [T, T] {
  const first = draw(list);
  const others = list.filter((item) => item !== first);
  return [first, draw(others)];
}

const FRAMES = ['part time ', 'remote ', 'senior ', '', '', ''] as const;
const LEVELS = ['senior', 'junior', 'lead', 'graduate', 'trainee', 'principal', 'entry level'] as const;
const WORKPLACES = ['remote', 'hybrid', 'on site'] as const;
const TYPES = ['part time', 'full time', 'temporary', 'freelance', 'volunteer', 'weekends only', 'permanent'] as const;
const SHIFTS = ['night shift', 'day shift', 'early shift', 'weekend shift'] as const;
const PAYS = ['40k', '45k', '50k', '60k', '75k', '80k', '95k', '110k'] as const;
const NUMBERS = [2, 3, 4, 5, 7, 8, 10, 12] as const;

const NEAR_MISSES: Readonly<Record<string, Maker>> = {
  place: ({ roles, places }, draw) => {
    const [here, there] = two(places, draw);
    const role = draw(FRAMES) + draw(roles);
    return [`${role} in ${here}`, `${role} in ${there}`];
  },
  role: ({ roles, places }, draw) => {
    const [one, other] = two(roles, draw);
    const place = draw(places);
    return [`${one} in ${place}`, `${other} in ${place}`];
  },
  level: ({ roles }, draw) => {
    const [one, other] = two(LEVELS, draw);
    const role = draw(roles);
    return [`${one} ${role}`, `${other} ${role}`];
  },
  'negated place': ({ roles, places }, draw) => {
    const [role, place] = [draw(roles), draw(places)];
    return [`${role} in ${place}`, `${role} not in ${place}`];
  },
  'negated level': ({ roles }, draw) => {
    const role = draw(roles);
    return [`senior ${role}`, `${role}, not senior`];
  },
  employer: ({ roles, employers }, draw) => {
    const [one, other] = two(employers, draw);
    const role = draw(roles);
    return [`${role} at ${one}`, `${role} at ${other}`];
  },
  'negated employer': ({ roles, employers }, draw) => {
    const [role, employer] = [draw(roles), draw(employers)];
    return [`${role} at ${employer}`, `${role}, except ${employer}`];
  },
  'order of employers': ({ employers }, draw) => {
    const [one, other] = two(employers, draw);
    return [`people who moved from ${one} to ${other}`, `people who moved from ${other} to ${one}`];
  },
  pay: ({ roles }, draw) => {
    const [one, other] = two(PAYS, draw);
    const role = draw(roles);
    return [`${role} over ${one}`, `${role} over ${other}`];
  },
  'side of pay': ({ roles }, draw) => {
    const [role, pay] = [draw(roles), draw(PAYS)];
    return [`${role} over ${pay}`, `${role} under ${pay}`];
  },
  days: ({ roles }, draw) => {
    const [one, other] = two(NUMBERS, draw);
    const role = draw(roles);
    return [`${role} posted in the last ${one} days`, `${role} posted in the last ${other} days`];
  },
  years: ({ roles }, draw) => {
    const [one, other] = two(NUMBERS, draw);
    const role = draw(roles);
    return [`${role} with ${one} years of experience`, `${role} with ${other} years of experience`];
  },
  distance: ({ roles, places }, draw) => {
    const [one, other] = two(NUMBERS, draw);
    const [role, place] = [draw(roles), draw(places)];
    return [`${role} within ${one} miles of ${place}`, `${role} within ${other} miles of ${place}`];
  },
  skill: ({ roles, skills }, draw) => {
    const [one, other] = two(skills, draw);
    const role = draw(roles);
    return [`${role} with ${one}`, `${role} with ${other}`];
  },
  'negated skill': ({ roles, skills }, draw) => {
    const [role, skill] = [draw(roles), draw(skills)];
    return [`${role} with ${skill}`, `${role} without ${skill}`];
  },
  workplace: ({ roles }, draw) => {
    const [one, other] = two(WORKPLACES, draw);
    const role = draw(roles);
    return [`${one} ${role}`, `${other} ${role}`];
  },
  employment: ({ roles, places }, draw) => {
    const [one, other] = two(TYPES, draw);
    const [role, place] = [draw(roles), draw(places)];
    return [`${role} in ${place}, ${one}`, `${role} in ${place}, ${other}`];
  },
  shift: ({ roles, places }, draw) => {
    const [one, other] = two(SHIFTS, draw);
    const [role, place] = [draw(roles), draw(places)];
    return [`${role} ${one} ${place}`, `${role} ${other} ${place}`];
  },
};

const COURTESIES = [
  'please find me ',
  'I am looking for ',
  'show me ',
  'can you find ',
  'looking for ',
  'we need ',
] as const;
const JOBS = ['jobs', 'vacancies', 'positions', 'openings', 'roles', 'opportunities'] as const;
const REMOTELY = ['work from home', 'working remotely', 'wfh', 'home based', 'from home'] as const;

/** Plural by the rules that hold for names of work. */
const plural = (role: string): string =>
  role.replace(/(?:[^aeiou]y|ch|sh|s|x)?$/u, (end) =>
    end.endsWith('y') ? `${end[0]}ies` : end === '' ? 's' : `${end}es`,
  );

const PARAPHRASES: Readonly<Record<string, Maker>> = {
  'word order': ({ roles, places }, draw) => {
    const [frame, role, place] = [draw(TYPES), draw(roles), draw(places)];
    return [`${frame} ${role} in ${place}`, `${role} in ${place}, ${frame}`];
  },
  'place first': ({ roles, places }, draw) => {
    const [role, place] = [draw(roles), draw(places)];
    return [`${role} in ${place}`, `${place} ${role}`];
  },
  'word for jobs': ({ roles, places }, draw) => {
    const [one, other] = two(JOBS, draw);
    const [role, place] = [draw(roles), draw(places)];
    return [`${role} ${one} in ${place}`, `${role} ${other} in ${place}`];
  },
  plural: ({ roles, places }, draw) => {
    const [role, place] = [draw(roles), draw(places)];
    return [`${role} in ${place}`, `${plural(role)} in ${place}`];
  },
  courtesy: ({ roles, places }, draw) => {
    const [role, place] = [draw(roles), draw(places)];
    return [`${role} in ${place}`, `${draw(COURTESIES)}${role} ${draw(JOBS)} in ${place}`];
  },
  'no preposition': ({ roles, places }, draw) => {
    const [role, place] = [draw(roles), draw(places)];
    return [`${role} in ${place}`, `${role}, ${place}`];
  },
  abbreviation: ({ shortRoles, places }, draw) => {
    const [[short, long], place] = [draw(shortRoles), draw(places)];
    return [`${long} in ${place}`, `${short} in ${place}`];
  },
  'short level': ({ roles }, draw) => {
    const role = draw(roles);
    return [`senior ${role}`, `sr ${role}`];
  },
  remote: ({ roles }, draw) => {
    const role = draw(roles);
    return [`remote ${role}`, `${role}, ${draw(REMOTELY)}`];
  },
  employer: ({ roles, employers }, draw) => {
    const [role, employer] = [draw(roles), draw(employers)];
    return [`${role} at ${employer}`, `${role} ${draw(JOBS)} at ${employer}`];
  },
  skill: ({ roles, skills }, draw) => {
    const [role, skill] = [draw(roles), draw(skills)];
    return [`${role} with ${skill}`, `${role} ${draw(JOBS)} with ${skill}`];
  },
};

export function madeNearMisses(words: PairWords, count: number, random: RandomNumber): readonly MeaningPair[] {
  return made(NEAR_MISSES, words, count, random);
}

export function madeParaphrases(words: PairWords, count: number, random: RandomNumber): readonly MeaningPair[] {
  return made(PARAPHRASES, words, count, random);
}

/** The kinds take turns. */
function made(
  makers: Readonly<Record<string, Maker>>,
  words: PairWords,
  count: number,
  random: RandomNumber,
): readonly MeaningPair[] {
  const draw: Draw = (list) => {
    const item = list[Math.floor(random() * list.length)];
    if (item === undefined) throw new RangeError('expected words of every kind to make pairs of, got an empty list');
    return item;
  };
  const kinds = Object.entries(makers);
  return Array.from({ length: count }, (_, index) => {
    const [kind = '', make = () => ['', ''] as const] = kinds[index % kinds.length] ?? [];
    const [one, other] = make(words, draw);
    return { kind, one, other };
  });
}

/** Pairs that were written by hand: one a line, parted by a tab. */
export function writtenPairs(name: 'near-misses' | 'paraphrases'): readonly MeaningPair[] {
  const lines = readFileSync(projectPath('evaluation', 'meaning', `${name}.tsv`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [one = '', other = ''] = line.split('\t');
    return { kind: 'written', one, other };
  });
}
