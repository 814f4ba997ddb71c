/** How well texts are understood: accuracy and confusion of intent, route and safety, precision and recall of facets. */

import { countCauses, mistakesOf, type StemsOf } from './facet-causes.ts';
import type { SameValue } from './facet-values.ts';
import { nameOf, pairFacets } from './pair-facets.ts';
import { rounded } from './summary.ts';
import type { GoldFacet, GoldQuery } from './understanding-files.ts';

/** What was read from one text, with the names of the graph. */
export interface ReadQuery {
  readonly intent: string;
  readonly route: string;
  readonly safety: string;
  readonly facets: readonly GoldFacet[];
}

export interface Answered {
  readonly gold: GoldQuery;
  readonly read: ReadQuery;
}

type Head = 'intent' | 'route' | 'safety';

export interface ClassReport {
  readonly count: number;
  readonly accuracy: number;
  /** Share that was read right, by gold class. */
  readonly recall: Readonly<Record<string, number>>;
  /** "gold>read" to how often, mistakes only. */
  readonly confusion: Readonly<Record<string, number>>;
}

export interface Found {
  readonly gold: number;
  readonly read: number;
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface UnderstandingReport {
  readonly queries: number;
  readonly intent: ClassReport | null;
  readonly route: ClassReport | null;
  readonly safety: ClassReport | null;
  /** Share of unsafe inputs that were refused; null without any. */
  readonly unsafeRecall: number | null;
  /** Share of the other inputs, those without a gold safety included, that were refused. */
  readonly falseRefusals: number | null;
  readonly facets: Found | null;
  readonly fields: Readonly<Record<string, Found>>;
  /** "title missed unsaid" to how often. */
  readonly causes: Readonly<Record<string, number>>;
}

export function reportOf(answered: readonly Answered[], isSame: SameValue, stemsOf: StemsOf): UnderstandingReport {
  const stated = answered.filter(({ gold }) => gold.facets !== null);
  const counts = stated.flatMap(({ gold, read }) => countFacets(gold.facets ?? [], read.facets, isSame));
  const mistakes = stated.flatMap(({ gold, read }) =>
    mistakesOf(gold.text, gold.facets ?? [], read.facets, isSame, stemsOf),
  );
  const fields = [...new Set(counts.map(({ field }) => field))].sort();
  const [unsafe, others] = [
    answered.filter(({ gold }) => gold.safety === 'UNSAFE'),
    answered.filter(({ gold }) => gold.safety !== 'UNSAFE'),
  ];
  return {
    queries: answered.length,
    intent: classReport('intent', answered),
    route: classReport('route', answered),
    safety: classReport('safety', answered),
    unsafeRecall: refusedShare(unsafe),
    falseRefusals: refusedShare(others),
    facets: stated.length === 0 ? null : foundOf(counts),
    fields: Object.fromEntries(fields.map((name) => [name, foundOf(counts.filter(({ field }) => field === name))])),
    causes: countCauses(mistakes),
  };
}

function refusedShare(answered: readonly Answered[]): number | null {
  if (answered.length === 0) return null;
  return rounded(answered.filter(({ read }) => read.safety === 'UNSAFE').length / answered.length);
}

function classReport(head: Head, answered: readonly Answered[]): ClassReport | null {
  const pairs = answered.flatMap(({ gold, read }): [string, string][] => {
    const label = gold[head];
    return label === null ? [] : [[label, read[head]]];
  });
  if (pairs.length === 0) return null;
  const classes = [...new Set(pairs.map(([label]) => label))].sort();
  const recall = classes.map((name): [string, number] => {
    const own = pairs.filter(([label]) => label === name);
    return [name, rounded(own.filter(([label, read]) => label === read).length / own.length)];
  });
  const mistakes = pairs.filter(([label, read]) => label !== read);
  const confusion = new Map<string, number>();
  for (const [label, read] of mistakes) confusion.set(`${label}>${read}`, (confusion.get(`${label}>${read}`) ?? 0) + 1);
  return {
    count: pairs.length,
    accuracy: rounded(1 - mistakes.length / pairs.length),
    recall: Object.fromEntries(recall),
    confusion: Object.fromEntries([...confusion].sort((a, b) => b[1] - a[1])),
  };
}

interface Count {
  readonly field: string;
  readonly gold: number;
  readonly read: number;
  readonly right: number;
}

/** Each gold value is met by one read value at most, and the other way round. */
export function countFacets(
  gold: readonly GoldFacet[],
  read: readonly GoldFacet[],
  isSame: SameValue,
): readonly Count[] {
  const { met, unmatched } = pairFacets(gold, read, isSame);
  const counts = gold.map((facet): Count => {
    const count = met.has(facet) ? 1 : 0;
    return { field: nameOf(facet), gold: 1, read: count, right: count };
  });
  return [...counts, ...unmatched.map((facet) => ({ field: nameOf(facet), gold: 0, read: 1, right: 0 }))];
}

function foundOf(counts: readonly Count[]): Found {
  const sum = (key: 'gold' | 'read' | 'right'): number => counts.reduce((total, count) => total + count[key], 0);
  const [gold, read, right] = [sum('gold'), sum('read'), sum('right')];
  const precision = read === 0 ? 0 : right / read;
  const recall = gold === 0 ? 0 : right / gold;
  const f1 = gold + read === 0 ? 0 : (2 * right) / (gold + read);
  return { gold, read, right, precision: rounded(precision), recall: rounded(recall), f1: rounded(f1) };
}
