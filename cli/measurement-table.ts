/** What `tandem measure` prints of a measurement: one row a stratum. */

import type { Measurement } from '../evaluation/over-time/history.ts';
import { ALL_STRATA, MEASURED } from '../evaluation/over-time/stratum-rows.ts';
import { textTable } from './text-table.ts';

/** Three digits and the interval: more is noise with so few queries a stratum. */
export function measurementTable({ rows }: Measurement): string {
  const head = ['queries', 'number', ...MEASURED];
  return textTable([head, ...rows.map(rowOf)]);
}

function rowOf({ vertical, origin, stratum, queries, metrics }: Measurement['rows'][number]): string[] {
  const name = stratum === ALL_STRATA ? `${vertical}, ${origin}` : `  ${stratum}`;
  const cells = MEASURED.map((metric) => {
    const estimate = metrics[metric] ?? null;
    if (estimate === null) return '–';
    return `${estimate.value.toFixed(3)} (${estimate.low.toFixed(3)}–${estimate.high.toFixed(3)})`;
  });
  return [name, String(queries), ...cells];
}
