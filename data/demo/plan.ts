/** Decides how many documents each family and sector gets, and in which order they come. */
import { createEmployers, type Employers } from './employers.ts';
import { FAMILIES } from './families.ts';
import { type Family, itemsOf } from './family.ts';
import { createRandom, type Random } from './random.ts';

export interface JobSlot {
  readonly family: Family;
  readonly sector: string;
}

export interface Plan {
  readonly jobs: readonly JobSlot[];
  readonly people: readonly Family[];
  readonly employers: Employers;
}

/** Documents of a family of size 1, and how many more for each further point of size. */
const JOBS = { base: 36, step: 30 } as const;
const PEOPLE = { base: 12, step: 8 } as const;

/** `hospital*4 clinic` as ids and weights. */
export function sectorsOf(family: Family): { readonly ids: readonly string[]; readonly weights: readonly number[] } {
  const parts = family.sectors.split(' ').map((part) => part.split('*'));
  return { ids: parts.map(([id = '']) => id), weights: parts.map(([, weight]) => Number(weight ?? 1)) };
}

export function pickSector(family: Family, random: Random): string {
  const { ids, weights } = sectorsOf(family);
  return ids[random.weighted(weights)] ?? '';
}

const repeated = ({ base, step }: { readonly base: number; readonly step: number }) =>
  FAMILIES.flatMap((family) =>
    Array.from({ length: Math.round(base + step * ((family.size ?? 1) - 1)) }, () => family),
  );

export function createPlan(seed: number): Plan {
  const random = createRandom(seed, 'plan');
  const shuffled = <T>(items: readonly T[]) => random.sample(items, items.length);
  const jobs = shuffled(repeated(JOBS).map((family) => ({ family, sector: pickSector(family, random) })));
  const counts = new Map<string, number>();
  // Sectors of families that only people use still need employers.
  for (const family of FAMILIES) for (const id of sectorsOf(family).ids) counts.set(id, 0);
  for (const { sector } of jobs) counts.set(sector, (counts.get(sector) ?? 0) + 1);
  return { jobs, people: shuffled(repeated(PEOPLE)), employers: createEmployers(counts, seed) };
}

/** Larger employers come first in the list and are drawn more often. */
export function pickEmployer(employers: Employers, sector: string, random: Random, countryCode?: string) {
  const all = employers.get(sector) ?? [];
  const near = countryCode === undefined ? all : all.filter((employer) => employer.country.code === countryCode);
  const list = near.length > 0 ? near : all;
  const chosen = list[random.weighted(list.map((_, index) => 1 / Math.sqrt(index + 3)))];
  if (chosen === undefined)
    throw new Error(`pickEmployer: expected employers for sector ${sector}, got none; plan it first`);
  return chosen;
}

/** Titles of one rung without remarks in brackets, for running text. */
export const plainTitle = (title: string): string => title.replace(/ \([^)]*\)| – .*$/g, '').trim();

export const titlesOf = (list: string | undefined): readonly string[] => itemsOf(list ?? '');
