/** How well two graders agree: confusion table and weighted kappa over the fixed grades 0 to 4. */

/** The label set of every table: fixed, because a grade that nobody gave still has its distance to the others. */
export const GRADES = [0, 1, 2, 3, 4] as const;

/** Counts [gold grade][judge's grade], 5 by 5. */
export type Confusion = readonly (readonly number[])[];

export interface GradePair {
  /** The grade that counts as right, 0..4. */
  readonly gold: number;
  /** The grade of the judge, 0..4. */
  readonly judge: number;
}

/** How the distance of two grades is punished: by its size or by its square (Cohen, 1968). */
export type KappaWeight = 'linear' | 'quadratic';

const COST: Readonly<Record<KappaWeight, (distance: number) => number>> = {
  linear: (distance) => Math.abs(distance),
  quadratic: (distance) => distance ** 2,
};

export function confusionOf(pairs: readonly GradePair[]): Confusion {
  const counts = GRADES.map(() => GRADES.map(() => 0));
  for (const { gold, judge } of pairs) {
    const row = counts[gold];
    if (row?.[judge] === undefined) throw new RangeError(`expected grades 0 to 4, got ${gold} and ${judge}`);
    row[judge] += 1;
  }
  return counts;
}

export function addConfusions(tables: readonly Confusion[]): Confusion {
  return GRADES.map((gold) =>
    GRADES.map((judge) => tables.reduce((sum, table) => sum + (table[gold]?.[judge] ?? 0), 0)),
  );
}

/** 1 for equal grades, 0 for what chance gives, below 0 for less; null when chance itself never errs (one grade only). */
export function weightedKappa(confusion: Confusion, weight: KappaWeight): number | null {
  const golds = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const judges = GRADES.map((judge) => confusion.reduce((sum, row) => sum + (row[judge] ?? 0), 0));
  const total = golds.reduce((sum, count) => sum + count, 0);
  let [observed, expected] = [0, 0];
  for (const gold of GRADES) {
    for (const judge of GRADES) {
      const cost = COST[weight](gold - judge);
      observed += cost * (confusion[gold]?.[judge] ?? 0);
      expected += (cost * (golds[gold] ?? 0) * (judges[judge] ?? 0)) / total;
    }
  }
  return total === 0 || expected === 0 ? null : 1 - observed / expected;
}
