/** Percentiles and rounding, as all benchmarks print them. */

/** By nearest rank; `share` 0..1; null when there are no values. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5) ?? Number.NaN;
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Null stays null: a number that was not measured is not 0. */
export function roundedTo(digits: number, value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
