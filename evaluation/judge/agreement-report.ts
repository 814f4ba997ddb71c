/** Where a judge agrees with the grades that count as right, and where it does not. */

import type { RandomNumber } from '../../runtime/random.ts';
import { isRelevant } from '../../search/rank/grade.ts';
import { addConfusions, type Confusion, confusionOf, type KappaWeight, weightedKappa } from '../agreement.ts';
import { bootstrapInterval, type Interval } from '../bootstrap.ts';
import { mean } from '../metrics.ts';
import type { GradedPair } from './pairs-to-grade.ts';

export interface Kappa {
  /** Null when every pair has one and the same grade. */
  readonly value: number | null;
  /** 95 %, over queries drawn again; null when the value is unknown. */
  readonly interval: Interval | null;
}

/** Pairs that have something in common. */
export interface PairGroup {
  readonly name: string;
  readonly pairs: number;
  /** Linear; null when unknown, as it is for pairs of one gold grade. */
  readonly kappa: number | null;
  /** Mean of |judge − gold|: 0 is agreement. */
  readonly distance: number;
  /** Mean of judge − gold: above 0 the judge is generous. */
  readonly error: number;
  /** Share of pairs two or more grades apart. */
  readonly farShare: number;
}

export interface AgreementReport {
  readonly pairs: number;
  readonly queries: number;
  readonly linear: Kappa;
  readonly quadratic: Kappa;
  /** Share of pairs on the same side of "relevant". */
  readonly sameSide: number;
  readonly confusion: Confusion;
  readonly byVertical: readonly PairGroup[];
  /** Most disagreement first; empty when the queries name no category. */
  readonly byCategory: readonly PairGroup[];
  /** From grade 0 to 4. */
  readonly byGold: readonly PairGroup[];
}

/** `newRandom` gives the same numbers each time, so that both kappas see the same resamples. */
export function agreementReport(pairs: readonly GradedPair[], newRandom: () => RandomNumber): AgreementReport {
  const byQuery = groupsBy(pairs, (pair) => `${pair.vertical}/${pair.qid}`).map(([, group]) => confusionOf(group));
  const kappaOf = (weight: KappaWeight): Kappa => {
    const statistic = (tables: readonly Confusion[]): number | null => weightedKappa(addConfusions(tables), weight);
    return { value: statistic(byQuery), interval: bootstrapInterval(byQuery, statistic, { random: newRandom() }) };
  };
  const byGrade = [...pairs].sort((a, b) => a.gold - b.gold);
  const categories = groupsBy(pairs, (pair) => pair.category).filter(([name]) => name !== '');
  return {
    pairs: pairs.length,
    queries: byQuery.length,
    linear: kappaOf('linear'),
    quadratic: kappaOf('quadratic'),
    sameSide: mean(pairs.map(({ gold, judge }) => (isRelevant(gold) === isRelevant(judge) ? 1 : 0))),
    confusion: addConfusions(byQuery),
    byVertical: groupsBy(pairs, (pair) => pair.vertical).map(describe),
    byCategory: categories.map(describe).sort((a, b) => b.distance - a.distance),
    byGold: groupsBy(byGrade, (pair) => String(pair.gold)).map(describe),
  };
}

type Group = readonly [name: string, pairs: readonly GradedPair[]];

/** In the order of their first pairs. */
function groupsBy(pairs: readonly GradedPair[], nameOf: (pair: GradedPair) => string): readonly Group[] {
  const groups = new Map<string, GradedPair[]>();
  for (const pair of pairs) {
    const name = nameOf(pair);
    const group = groups.get(name);
    if (group) group.push(pair);
    else groups.set(name, [pair]);
  }
  return [...groups];
}

function describe([name, pairs]: Group): PairGroup {
  const errors = pairs.map(({ gold, judge }) => judge - gold);
  const isOneGrade = pairs.every(({ gold }) => gold === pairs[0]?.gold);
  return {
    name,
    pairs: pairs.length,
    // Against one gold grade chance does as well as any judge.
    kappa: isOneGrade ? null : weightedKappa(confusionOf(pairs), 'linear'),
    distance: mean(errors.map(Math.abs)),
    error: mean(errors),
    farShare: mean(errors.map((error) => (Math.abs(error) >= 2 ? 1 : 0))),
  };
}
