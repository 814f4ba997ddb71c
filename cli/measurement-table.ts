/** What `tandem measure` prints of a measurement: one row a stratum. */

import { intervalText } from '../evaluation/over-time/chart.ts';
import type { Measurement } from '../evaluation/over-time/history.ts';
import { ALL_STRATA, MEASURED } from '../evaluation/over-time/stratum-rows.ts';
import { textTable } from './text-table.ts';

export function measurementTable({ rows }: Measurement): string {
  const head = ['queries', 'number', ...MEASURED];
  return textTable([head, ...rows.map(rowOf)]);
}

function rowOf({ vertical, origin, stratum, queries, metrics }: Measurement['rows'][number]): string[] {
  const name = stratum === ALL_STRATA ? `${vertical}, ${origin}` : `  ${stratum}`;
  const cells = MEASURED.map((metric) => {
    const estimate = metrics[metric] ?? null;
    return estimate === null ? '–' : intervalText(estimate);
  });
  return [name, String(queries), ...cells];
}
