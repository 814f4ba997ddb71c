/** The sort by pay: amounts are compared within a currency only, so each currency is a block of its own. */
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { JobFilter } from '../filters.ts';

/**
 * [size], highest first; NaN where a job states no pay. The currency of the pay filter comes first, then the currency that
 * most matches state; equally many go by code. The whole part of a key is the currency's block, the fraction the pay as a
 * share of its highest.
 */
export function payOrder(filter: JobFilter, mask: Uint8Array, snapshot: IndexSnapshot): Float64Array {
  const { starts, codes, values } = snapshot.attributes.labels(JOB_COLUMNS.salaryCurrency);
  const { numbers } = snapshot.attributes.numbers(JOB_COLUMNS.salaryMaximum);
  const counts = new Uint32Array(values.length);
  const highest = new Float64Array(values.length);
  const currencyOf = (position: number): number | undefined => {
    const start = starts[position] ?? 0;
    const isStated = mask[position] === 1 && start < (starts[position + 1] ?? 0);
    return isStated && !Number.isNaN(numbers[position] ?? Number.NaN) ? codes[start] : undefined;
  };
  for (let position = 0; position < mask.length; position++) {
    const currency = currencyOf(position);
    if (currency === undefined) continue;
    counts[currency] = (counts[currency] ?? 0) + 1;
    highest[currency] = Math.max(highest[currency] ?? 0, numbers[position] ?? 0);
  }
  const blocks = blocksOf(values, counts, filter.salary?.currency ?? null);
  return Float64Array.from(mask, (_, position) => {
    const currency = currencyOf(position);
    if (currency === undefined) return Number.NaN;
    return (blocks[currency] ?? 0) + (numbers[position] ?? 0) / ((highest[currency] ?? 0) + 1);
  });
}

/** By code of the currency; the highest number comes first. */
function blocksOf(values: readonly string[], counts: Uint32Array, first: string | null): readonly number[] {
  const last = [...values.keys()].sort((a, b) => {
    const preferred = Number(values[a] === first) - Number(values[b] === first);
    return preferred || (counts[a] ?? 0) - (counts[b] ?? 0) || ((values[a] ?? '') < (values[b] ?? '') ? 1 : -1);
  });
  const blocks = new Array<number>(values.length).fill(0);
  last.forEach((currency, block) => {
    blocks[currency] = block;
  });
  return blocks;
}
