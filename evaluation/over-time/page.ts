/** The page of the history: one HTML file without scripts or outside resources, readable in light and dark. */

import { type ChartPoint, escapeHtml, intervalText, lineChart, type Scale, scaleOf } from './chart.ts';
import type { Measurement } from './history.ts';
import { groupBy, nameOf, type StratumKey } from './sample.ts';
import { ALL_STRATA, type Estimate, MEASURED } from './stratum-rows.ts';

/** What the columns mean, beside their names. */
const MEANINGS: Readonly<Record<string, string>> = {
  ndcg: 'order of the first ten against the best order of all that was found',
  precision: 'share of relevant documents among the first ten',
  recall: 'share of all relevant documents that were found among the first twenty',
  poor: 'share of poor matches (grade 0 or 1) among the first ten; lower is better',
};

/** `history` oldest first, at least one measurement. */
export function historyPage(history: readonly Measurement[]): string {
  const newest = history.at(-1);
  if (newest === undefined) throw new RangeError('expected a history with measurements, got an empty one');
  const groups = groupBy(newest.rows, ({ vertical, origin }) => `${vertical}/${origin}`);
  const sections = [...groups.values()].map((rows) => section(rows, history));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Search quality over time</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Search quality over time</h1>
<p>${introduction(history, newest)}</p>
${sections.join('\n')}
<h2>Measurements</h2>
${measurementTable(history)}
</main>
</body>
</html>
`;
}

function introduction(history: readonly Measurement[], { at, queries, graded, judge }: Measurement): string {
  const count = history.length === 1 ? 'One measurement' : `${history.length} measurements`;
  return escapeHtml(
    `${count}; the newest, of ${dayOf(at)}, asked ${queries} queries, of which the judge ${judge} graded ${graded} results. Bands and brackets are 95 % intervals over queries; fewer than five queries have none. Lines end where the judge changed, because grades of different judges do not compare.`,
  );
}

function section(rows: readonly StratumKey[], history: readonly Measurement[]): string {
  const [first] = rows;
  if (first === undefined) return '';
  const scales = new Map(MEASURED.map((metric) => [metric, scaleOf(estimatesOf(rows, metric, history))]));
  const head = MEASURED.map(
    (metric) => `<th scope="col">${metric}<small>${MEANINGS[metric.split('@')[0] ?? ''] ?? ''}</small></th>`,
  );
  return `<h2>${first.vertical}, ${first.origin} queries</h2>
<div class="wide"><table>
<thead><tr><th scope="col">queries</th>${head.join('')}</tr></thead>
<tbody>
${rows.map((row) => tableRow(row, scales, history)).join('\n')}
</tbody></table></div>`;
}

function estimatesOf(
  rows: readonly StratumKey[],
  metric: string,
  history: readonly Measurement[],
): readonly (Estimate | null)[] {
  return rows.flatMap((row) => pointsOf(row, metric, history).map(({ estimate }) => estimate));
}

function tableRow(key: StratumKey, scales: ReadonlyMap<string, Scale>, history: readonly Measurement[]): string {
  const cells = MEASURED.map((metric) => {
    const points = pointsOf(key, metric, history);
    const newest = points.at(-1)?.estimate ?? null;
    const title = `${metric} of ${nameOf(key)} over ${points.length} measurements`;
    const chart = lineChart(points, scales.get(metric) ?? { low: 0, high: 1 }, title);
    return `<td><span class="value">${newest === null ? '–' : intervalText(newest)}</span>${chart}</td>`;
  });
  const { queries = 0, represents = 0 } = rowOf(key, history.at(-1)) ?? {};
  const share = queries === represents ? `${queries} queries` : `${queries} of ${represents} queries`;
  const kind = key.stratum === ALL_STRATA ? ' class="all"' : '';
  return `<tr${kind}><th scope="row">${escapeHtml(key.stratum)}<small>${share}</small></th>${cells.join('')}</tr>`;
}

function pointsOf(key: StratumKey, metric: string, history: readonly Measurement[]): readonly ChartPoint[] {
  return history.map((measurement) => ({
    estimate: rowOf(key, measurement)?.metrics[metric] ?? null,
    label: `${dayOf(measurement.at)}, ${measurement.commit ?? 'no commit'}`,
    judge: measurement.judge,
  }));
}

function rowOf(key: StratumKey, measurement: Measurement | undefined): Measurement['rows'][number] | undefined {
  return measurement?.rows.find((row) => nameOf(row) === nameOf(key));
}

function measurementTable(history: readonly Measurement[]): string {
  const head = ['when', 'commit', 'models', 'judge', 'queries', 'graded', 'not graded', 'seed'];
  const rows = history.toReversed().map(({ at, commit, models, judge, queries, graded, failed, seed }) => {
    const versions = Object.entries(models).map(([name, version]) => `${name} ${version}`);
    return [at, commit ?? 'none', versions.join(', '), judge, queries, graded, failed, seed];
  });
  const cells = (row: readonly (string | number)[], tag: string): string =>
    row.map((cell) => `<${tag}>${escapeHtml(String(cell))}</${tag}>`).join('');
  const body = rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n');
  return `<div class="wide"><table class="log"><thead><tr>${cells(head, 'th')}</tr></thead>\n<tbody>${body}</tbody></table></div>`;
}

const dayOf = (at: string): string => at.slice(0, 10);

const STYLE = `
:root{--paper:#fff;--ink:#1c2230;--muted:#5b6475;--rule:#d9dde5;--mark:#1d5fbf}
@media (prefers-color-scheme:dark){:root{--paper:#14171d;--ink:#e8ebf1;--muted:#9aa3b5;--rule:#333a47;--mark:#7fb2ff}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:1240px;margin:0 auto;padding:24px}
h1{font-size:24px}h2{font-size:18px;margin-top:36px}
.wide{overflow-x:auto}
table{border-collapse:collapse}
th,td{padding:8px 12px;text-align:left;vertical-align:top;border-top:1px solid var(--rule)}
thead th{border-top:0;vertical-align:bottom}
small{display:block;color:var(--muted);font-weight:400;max-width:220px}
tr.all{background:color-mix(in srgb,var(--mark) 8%,transparent)}
.value{font-variant-numeric:tabular-nums;white-space:nowrap}
.log{font-size:13px}
svg{display:block;width:220px;height:76px}
.grid{stroke:var(--rule)}
.tick{fill:var(--muted);font-size:10px;text-anchor:end}
.band{fill:var(--mark);opacity:.18}
.line{fill:none;stroke:var(--mark);stroke-width:1.5}
.whisker{fill:none;stroke:var(--mark);opacity:.45;stroke-width:3}
.dot{fill:var(--mark)}
`;
