/** What a simulated burst shows of the depth controller: p95 beside the target, steps until it has settled, changes of direction. */

import { type SimulatedSearch, TARGET_MS } from './depth-simulation.ts';
import { mean, quantile } from './quantiles.ts';

export interface BurstSummary {
  /** p95 of all searches of the burst, its start too, by the target. */
  readonly p95Share: number;
  /** Controller steps until the ceiling first rests for five steps. */
  readonly settlingSteps: number;
  /** Times that the ceiling changes direction after that. */
  readonly directionChanges: number;
  readonly meanDepth: number;
  readonly meanDepthBefore: number;
  readonly meanDepthAfter: number;
}

/** Searches that one controller step takes in. */
const STEP_SEARCHES = 10;
const RESTING_STEPS = 5;

export function summariseBurst(
  searches: readonly SimulatedSearch[],
  burst: { readonly fromMs: number; readonly toMs: number },
): BurstSummary {
  const between = (fromMs: number, toMs: number): readonly SimulatedSearch[] =>
    searches.filter(({ arrivedMs }) => arrivedMs >= fromMs && arrivedMs < toMs);
  const during = between(burst.fromMs, burst.toMs);
  const ceilings = during.filter((_, index) => index % STEP_SEARCHES === 0).map(({ ceiling }) => ceiling);
  const settlingSteps = stepsUntilRest(ceilings);
  return {
    p95Share: p95ShareOf(during),
    settlingSteps,
    directionChanges: directionChanges(ceilings.slice(settlingSteps)),
    meanDepth: meanDepth(during),
    meanDepthBefore: meanDepth(between(0, burst.fromMs)),
    meanDepthAfter: meanDepth(between(burst.toMs, Number.POSITIVE_INFINITY)),
  };
}

/** The controller keeps what it has for the first steps of a burst too: a rest counts once the ceiling has moved. */
function stepsUntilRest(ceilings: readonly number[]): number {
  const moved = ceilings.findIndex((ceiling) => ceiling !== ceilings[0]);
  if (moved === -1) return 0;
  const rests = (start: number): boolean =>
    ceilings.slice(start, start + RESTING_STEPS).every((ceiling) => ceiling === ceilings[start]);
  const rest = ceilings.findIndex((_, start) => start >= moved && rests(start));
  return rest === -1 ? ceilings.length : rest;
}

function p95ShareOf(searches: readonly SimulatedSearch[]): number {
  return (
    (quantile(
      searches.map(({ latencyMs }) => latencyMs),
      0.95,
    ) ?? 0) / TARGET_MS
  );
}

function meanDepth(searches: readonly SimulatedSearch[]): number {
  return mean(searches.map(({ depth }) => depth)) ?? 0;
}

function directionChanges(values: readonly number[]): number {
  const signs = values
    .map((value, index) => Math.sign(value - (values[index - 1] ?? value)))
    .filter((sign) => sign !== 0);
  return signs.filter((sign, index) => index > 0 && sign !== signs[index - 1]).length;
}
