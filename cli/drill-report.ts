/** What clients saw of a fault: how many answers of which kind before, meanwhile and after, and when everything was whole again. */

import { quantile } from '../evaluation/metrics.ts';
import type { Answered } from './steady-searches.ts';
import { textTable } from './text-table.ts';

/** Milliseconds from the fault until searches were sent that all came back whole; 0 when nothing was missing, null when it never was whole again. */
export function fullAgainMs(answers: readonly Answered[], struckMs: number): number | null {
  const felt = sinceFault(answers, struckMs).sort((a, b) => a.sentMs - b.sentMs);
  const last = felt.findLastIndex(({ kind }) => kind !== 'whole');
  if (last < 0) return 0;
  const next = felt[last + 1];
  return next === undefined ? null : Math.max(0, next.sentMs - struckMs);
}

/** Those that were on their way when it happened, and all later ones. */
const sinceFault = (answers: readonly Answered[], struckMs: number): Answered[] =>
  answers.filter(({ sentMs, tookMs }) => sentMs + tookMs >= struckMs);

const HEAD = [
  '',
  'answers',
  'whole',
  'degraded',
  'partial',
  'failed',
  'degraded share',
  'p50 ms',
  'p95 ms',
  'longest ms',
];

/** A row a phase; the time until full again is a line of its own. */
export function drillReport(answers: readonly Answered[], struckMs: number): readonly string[] {
  const fullMs = fullAgainMs(answers, struckMs);
  const felt = sinceFault(answers, struckMs);
  const wholeFromMs = struckMs + (fullMs ?? Number.POSITIVE_INFINITY);
  const isAfter = ({ sentMs }: Answered): boolean => sentMs >= wholeFromMs;
  const rows = [
    ['before', answers.filter((answer) => !felt.includes(answer))],
    ['until full again', felt.filter((answer) => !isAfter(answer))],
    ['after', felt.filter(isAfter)],
  ] as const;
  const table = textTable([HEAD, ...rows.map(([phase, part]) => rowOf(phase, part))]);
  return [table, '', fullAgainLine(fullMs)];
}

function fullAgainLine(fullMs: number | null): string {
  if (fullMs === null) return 'full again: not within the drill';
  return fullMs === 0
    ? 'full again: at once, no answer missed anything'
    : `full again: after ${(fullMs / 1_000).toFixed(1)} s`;
}

function rowOf(phase: string, answers: readonly Answered[]): readonly string[] {
  const count = (kind: Answered['kind']): number => answers.filter((answer) => answer.kind === kind).length;
  const counts = [answers.length, count('whole'), count('degraded'), count('partial'), count('failed')];
  const times = answers.map(({ tookMs }) => tookMs);
  if (times.length === 0) return [phase, ...counts.map(String), '-', '-', '-', '-'];
  const share = `${((100 * count('degraded')) / answers.length).toFixed(0)} %`;
  return [phase, ...counts.map(String), share, ...[0.5, 0.95, 1].map((at) => quantile(times, at).toFixed(0))];
}
