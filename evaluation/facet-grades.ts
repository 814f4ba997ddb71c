/** Counts understood values that a reader found to mean the same as a stated one, where no table says so. */

import { createHash } from 'node:crypto';
import type { SameValue } from './facet-values.ts';
import { nameOf, pairFacets } from './pair-facets.ts';
import type { GoldFacet } from './understanding-files.ts';

/**
 * Of a stated value and the read one nearest to it: the same to a searcher, broader, narrower, the right words under another field, or
 * another value (`other`). Of a stated value alone: the text does not say it (`unsaid`), or says it and nothing near was read (`missed`).
 * Of a read value alone: the text says it, though it is not among the stated ones (`said`), or it does not (`wrong`).
 */
export type FacetGrade =
  | 'same'
  | 'broader'
  | 'narrower'
  | 'otherField'
  | 'other'
  | 'unsaid'
  | 'missed'
  | 'said'
  | 'wrong';

/** Of a value alone. */
export const ALONE = '-';
const HASH_LETTERS = 10;

/** Tells values apart without repeating words of a query. */
export function hashOfFacet(facet: GoldFacet): string {
  const text = `${nameOf(facet)}\u0000${facet.value.toLowerCase()}`;
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_LETTERS);
}

export const gradeKey = (query: string, value: string, other: string): string => `${query} ${value} ${other}`;

export interface GradedAnswer {
  readonly query: string;
  readonly gold: readonly GoldFacet[];
  readonly read: readonly GoldFacet[];
}

export interface MeaningReport {
  readonly gold: number;
  readonly read: number;
  /** By string and tables. */
  readonly right: number;
  readonly f1ByString: number;
  /** With the pairs that are graded as the same. */
  readonly f1ByMeaning: number;
  /** The same, without stated values that the text does not say and read ones that it says. */
  readonly f1OfWhatIsSaid: number;
  /** Grade to how often; `ungraded` for values that no grade is about. */
  readonly missed: Readonly<Record<string, number>>;
  readonly false: Readonly<Record<string, number>>;
}

export function countMeanings(
  answers: readonly GradedAnswer[],
  grades: ReadonlyMap<string, FacetGrade>,
  isSame: SameValue,
): MeaningReport {
  const counted = answers.map((answer) => gradesOf(answer, grades, isSame));
  const gold = answers.reduce((sum, answer) => sum + answer.gold.length, 0);
  const read = answers.reduce((sum, answer) => sum + answer.read.length, 0);
  const missed = tally(counted.flatMap((one) => one.missed));
  const wrong = tally(counted.flatMap((one) => one.unmatched));
  const right = gold - Object.values(missed).reduce((sum, count) => sum + count, 0);
  const { same = 0, unsaid = 0 } = missed;
  const { said = 0 } = wrong;
  return {
    gold,
    read,
    right,
    f1ByString: f1Of(right, gold, read),
    f1ByMeaning: f1Of(right + same, gold, read),
    f1OfWhatIsSaid: f1Of(right + same, gold - unsaid, read - said),
    missed,
    false: wrong,
  };
}

const f1Of = (right: number, gold: number, read: number): number =>
  Math.round((20_000 * right) / (gold + read)) / 10_000;

interface Graded {
  readonly missed: readonly string[];
  readonly unmatched: readonly string[];
}

/** Each read value says at most one stated value: the first that a grade pairs it with. */
function gradesOf(
  { query, gold, read }: GradedAnswer,
  grades: ReadonlyMap<string, FacetGrade>,
  isSame: SameValue,
): Graded {
  const { missed, unmatched } = pairFacets(gold, read, isSame);
  const left = new Map(unmatched.map((facet) => [facet, 'ungraded']));
  const find = (facet: GoldFacet, other: GoldFacet | null): FacetGrade | undefined =>
    grades.get(gradeKey(query, hashOfFacet(facet), other === null ? ALONE : hashOfFacet(other)));
  const ofMissed = missed.map((facet) => {
    const nearest = unmatched.find((other) => left.get(other) === 'ungraded' && find(facet, other) !== undefined);
    const grade = nearest === undefined ? find(facet, null) : find(facet, nearest);
    if (nearest !== undefined && grade !== undefined) left.set(nearest, grade);
    return grade ?? 'ungraded';
  });
  const ofRead = [...left].map(([facet, grade]) => (grade === 'ungraded' ? (find(facet, null) ?? grade) : grade));
  return { missed: ofMissed, unmatched: ofRead };
}

function tally(grades: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const grade of grades) counts.set(grade, (counts.get(grade) ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
}
