/** One small line chart as inline SVG: values over measurements with a band of their intervals. */

import type { Estimate } from './stratum-rows.ts';

export interface ChartPoint {
  /** Null where the measurement does not have the number. */
  readonly estimate: Estimate | null;
  /** Shown when the pointer rests on the point. */
  readonly label: string;
  /** Points of different judges are not joined. */
  readonly judge: string;
}

/** Ends of the vertical axis, shared by charts that are compared. */
export interface Scale {
  readonly low: number;
  readonly high: number;
}

const WIDTH = 220;
const HEIGHT = 76;
const LEFT = 30;
const EDGE = 8;
const TENTHS = 10;

/** The tenths around all intervals, within 0 to 1. */
export function scaleOf(estimates: readonly (Estimate | null)[]): Scale {
  const known = estimates.flatMap((estimate) => (estimate === null ? [] : endsOf(estimate)));
  if (known.length === 0) return { low: 0, high: 1 };
  const [low, high] = [Math.min(...known), Math.max(...known)];
  // Never two equal ends: a number that is always 1 still has a place.
  const first = Math.min(TENTHS - 1, Math.floor(low * TENTHS));
  const last = Math.max(first + 1, Math.ceil(high * TENTHS));
  return { low: Math.max(0, first / TENTHS), high: Math.min(1, last / TENTHS) };
}

/** The value itself where there is no interval. */
function endsOf({ value, interval }: Estimate): readonly [low: number, high: number] {
  return interval ?? [value, value];
}

interface Placed extends ChartPoint {
  readonly x: number;
  readonly estimate: Estimate;
}

/** Oldest first. `title` is read out by screen readers. */
export function lineChart(points: readonly ChartPoint[], scale: Scale, title: string): string {
  const yOf = (value: number): number =>
    HEIGHT - EDGE - ((value - scale.low) / (scale.high - scale.low)) * (HEIGHT - 2 * EDGE);
  const xOf = (index: number): number =>
    points.length === 1 ? (LEFT + WIDTH) / 2 : LEFT + EDGE + (index / (points.length - 1)) * (WIDTH - LEFT - 2 * EDGE);
  const placed = points.flatMap((point, index): readonly Placed[] =>
    point.estimate === null ? [] : [{ ...point, estimate: point.estimate, x: xOf(index) }],
  );
  const parts = [
    ...[scale.low, scale.high].map((value) => gridLine(value, yOf(value))),
    ...runsOfOneJudge(placed).map((run) => bandAndLine(run, yOf)),
    ...placed.map((point) => dot(point, yOf)),
  ];
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">${parts.join('')}</svg>`;
}

function gridLine(value: number, y: number): string {
  const line = `<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${at(y)}" y2="${at(y)}"/>`;
  return `${line}<text class="tick" x="${LEFT - 5}" y="${at(y + 3)}">${value.toFixed(1)}</text>`;
}

function bandAndLine(run: readonly Placed[], yOf: (value: number) => number): string {
  const pointsOf = (numberOf: (estimate: Estimate) => number): readonly string[] =>
    run.map(({ x, estimate }) => `${at(x)},${at(yOf(numberOf(estimate)))}`);
  const below = pointsOf((estimate) => endsOf(estimate)[0]);
  const above = pointsOf((estimate) => endsOf(estimate)[1]);
  // A single point has no area: its interval is a line upright.
  if (run.length === 1) return `<polyline class="whisker" points="${[...below, ...above].join(' ')}"/>`;
  const line = pointsOf(({ value }) => value).join(' ');
  const area = [...above, ...below.toReversed()].join(' ');
  return `<polygon class="band" points="${area}"/><polyline class="line" points="${line}"/>`;
}

function dot({ x, estimate, label }: Placed, yOf: (value: number) => number): string {
  const text = escapeHtml(`${label}: ${intervalText(estimate)}`);
  return `<circle class="dot" cx="${at(x)}" cy="${at(yOf(estimate.value))}" r="3"><title>${text}</title></circle>`;
}

/** Three digits: more is noise with so few queries a stratum. */
export function intervalText({ value, interval }: Estimate): string {
  return interval === null
    ? value.toFixed(3)
    : `${value.toFixed(3)} (${interval.map((end) => end.toFixed(3)).join(' to ')})`;
}

function runsOfOneJudge(points: readonly Placed[]): readonly (readonly Placed[])[] {
  const runs: Placed[][] = [];
  for (const point of points) {
    const last = runs.at(-1);
    if (last?.[0]?.judge === point.judge) last.push(point);
    else runs.push([point]);
  }
  return runs;
}

const at = (position: number): string => position.toFixed(1);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For text and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
}
