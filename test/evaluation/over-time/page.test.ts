/** The history is a file that grows by a line, and its page shows it without anything from outside. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lineChart, scaleOf } from '../../../evaluation/over-time/chart.ts';
import { appendHistory, type Measurement, readHistory } from '../../../evaluation/over-time/history.ts';
import { historyPage } from '../../../evaluation/over-time/page.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const estimate = (value: number) => ({ value, interval: [value - 0.05, value + 0.05] as const });

function measurement(day: number, value: number, changes: Partial<Measurement> = {}): Measurement {
  const metrics = {
    'ndcg@10': estimate(value),
    'precision@10': estimate(value),
    'recall@20': null,
    'poor@10': estimate(0.2),
  };
  const row = { vertical: 'jobs', origin: 'existing', queries: 5, represents: 50, metrics } as const;
  return {
    at: `2026-01-0${day}T10:00:00.000Z`,
    commit: `abc${day}`,
    models: { encoder: 'e-1' },
    judge: 'judge-1',
    seed: 1,
    perStratum: 5,
    queries: 5,
    graded: 70,
    failed: 0,
    rows: [
      { ...row, stratum: 'all' },
      { ...row, stratum: 'titles & <places>' },
    ],
    ...changes,
  };
}

describe('the history', () => {
  it('is empty before the first measurement, and grows by one line each', async () => {
    const path = join(temporaryFolder(), 'history.jsonl');
    expect(await readHistory(path)).toEqual([]);
    await appendHistory(path, measurement(1, 0.8));
    await appendHistory(path, measurement(2, 0.9));
    expect(await readHistory(path)).toEqual([measurement(1, 0.8), measurement(2, 0.9)]);
  });

  it('names the line that is no measurement', async () => {
    const path = join(temporaryFolder(), 'history.jsonl');
    await appendHistory(path, measurement(1, 0.8));
    appendFileSync(path, '{"at":"2026-01-02"}\n');
    await expect(readHistory(path)).rejects.toThrow(/history\.jsonl:2: expected a measurement as "tandem measure"/);
  });
});

describe('the page', () => {
  const page = historyPage([measurement(1, 0.8), measurement(2, 0.9), measurement(3, 0.7)]);

  it('loads nothing and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|https?:|src=/);
  });

  it('has colours for light and for dark', () => {
    expect(page).toContain('prefers-color-scheme:dark');
  });

  it('draws a chart for every stratum and number, and says the newest value with its interval', () => {
    expect(page.match(/<svg/g)).toHaveLength(8);
    expect(page).toContain('0.700 (0.650 to 0.750)');
    expect(page).toContain('5 of 50 queries');
  });

  it('tells what every point was measured on', () => {
    expect(page).toContain('<title>2026-01-02, abc2: 0.900 (0.850 to 0.950)</title>');
  });

  it('shows names as text, never as markup', () => {
    expect(page).toContain('titles &amp; &lt;places&gt;');
    expect(page).not.toContain('<places>');
  });

  it('is drawn of a single measurement too', () => {
    expect(historyPage([measurement(1, 0.8)])).toContain('One measurement');
  });
});

describe('a chart', () => {
  const pointOf = (value: number, judge = 'j1') => ({ estimate: estimate(value), label: 'day', judge });

  it('joins the points of one judge and never those of two', () => {
    const scale = { low: 0, high: 1 };
    const lines = (judges: readonly string[]) =>
      lineChart(
        judges.map((judge) => pointOf(0.5, judge)),
        scale,
        'chart',
      ).match(/class="line"/g)?.length ?? 0;
    expect(lines(['j1', 'j1', 'j1'])).toBe(1);
    expect(lines(['j1', 'j1', 'j2', 'j2'])).toBe(2);
    expect(lines(['j1', 'j2'])).toBe(0);
  });

  it('puts higher values higher and later ones further right', () => {
    const svg = lineChart([pointOf(0.2), pointOf(0.8)], { low: 0, high: 1 }, 'chart');
    const [first, second] = [...svg.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(second?.[0]).toBeGreaterThan(first?.[0] ?? Number.NaN);
    expect(second?.[1]).toBeLessThan(first?.[1] ?? Number.NaN);
  });

  it('leaves a gap where a measurement has no number', () => {
    const svg = lineChart([pointOf(0.5), { estimate: null, label: 'day', judge: 'j1' }], { low: 0, high: 1 }, 'chart');
    expect(svg.match(/<circle/g)).toHaveLength(1);
  });

  it('draws the interval of a point that stands alone upright, and none where there is none', () => {
    const whiskerOf = (estimate: { value: number; interval: readonly [number, number] | null }) =>
      /whisker" points="[\d.]+,([\d.]+) [\d.]+,([\d.]+)"/.exec(
        lineChart([{ estimate, label: 'day', judge: 'j1' }], { low: 0, high: 1 }, 'chart'),
      );
    const drawn = whiskerOf({ value: 0.5, interval: [0.2, 0.8] });
    expect(Number(drawn?.[1])).toBeGreaterThan(Number(drawn?.[2]));
    const none = whiskerOf({ value: 0.5, interval: null });
    expect(none?.[1]).toBe(none?.[2]);
  });

  it('is scaled to the tenths around its intervals', () => {
    expect(scaleOf([estimate(0.62), null, estimate(0.74)])).toEqual({ low: 0.5, high: 0.8 });
    expect(scaleOf([{ value: 1, interval: null }])).toEqual({ low: 0.9, high: 1 });
    expect(scaleOf([])).toEqual({ low: 0, high: 1 });
  });
});
