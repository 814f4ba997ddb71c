/** What `tandem judge` prints about a judge: kappas, confusion table, and where it disagrees. */

import { GRADES } from '../evaluation/agreement.ts';
import type { AgreementReport, Kappa, PairGroup } from '../evaluation/judge/agreement-report.ts';
import { rounded } from '../evaluation/summary.ts';
import { shown, shownInterval, textTable } from './text-table.ts';

export function reportText(report: AgreementReport): string {
  const { linear, quadratic, sameSide, confusion, byVertical, byCategory, byGold } = report;
  const kappas = [
    ['kappa', 'value', '95 % interval'],
    ['linear', shownOrUnknown(linear.value), shownInterval(endsOf(linear))],
    ['quadratic', shownOrUnknown(quadratic.value), shownInterval(endsOf(quadratic))],
  ];
  const counts = [
    ['given \\ judge', ...GRADES.map(String)],
    ...GRADES.map((gold) => [String(gold), ...(confusion[gold] ?? []).map(String)]),
  ];
  return [
    textTable(kappas),
    `same side of "relevant": ${shown(sameSide)} of ${report.pairs} pairs, ${report.queries} queries`,
    textTable(counts),
    groupTable('vertical', byVertical),
    ...(byCategory.length === 0 ? [] : [groupTable('category', byCategory)]),
    groupTable('given grade', byGold),
  ].join('\n\n');
}

/** The numbers of the last line. */
export function reportNumbers(report: AgreementReport): Record<string, unknown> {
  const { linear, quadratic, pairs, queries, sameSide, confusion, byVertical } = report;
  return {
    graded: pairs,
    queries,
    kappaLinear: roundedOrNull(linear.value),
    kappaLinearInterval: endsOf(linear),
    kappaQuadratic: roundedOrNull(quadratic.value),
    kappaQuadraticInterval: endsOf(quadratic),
    sameSide: rounded(sameSide),
    kappaLinearByVertical: Object.fromEntries(byVertical.map(({ name, kappa }) => [name, roundedOrNull(kappa)])),
    confusion,
  };
}

/** Distance and error in grades: an error above 0 is a judge more generous than the given grades. */
function groupTable(name: string, groups: readonly PairGroup[]): string {
  const head = [name, 'pairs', 'kappa', 'distance', 'error', 'two or more apart'];
  const rows = groups.map((group) => [
    group.name,
    String(group.pairs),
    shownOrUnknown(group.kappa),
    shown(group.distance),
    shown(group.error),
    shown(group.farShare),
  ]);
  return textTable([head, ...rows]);
}

function endsOf({ interval }: Kappa): readonly [number, number] | null {
  return interval && [rounded(interval.low), rounded(interval.high)];
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value);
}

function shownOrUnknown(value: number | null): string {
  return value === null ? '–' : shown(value);
}
