/** A table of plain text: the first column starts at the left, numbers end at the right. */

/** One line a row; the first row is the head. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lineOf = (row: readonly string[]): string =>
    row.map((cell, column) => aligned(cell, column, widths[column] ?? 0)).join('  ');
  return rows.map((row) => lineOf(row).trimEnd()).join('\n');
}

function aligned(cell: string, column: number, width: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** Four digits, as in the JSON line. */
export function shown(value: number): string {
  return value.toFixed(4);
}

export function shownInterval(interval: readonly [low: number, high: number] | null): string {
  return interval === null ? '–' : `${shown(interval[0])} to ${shown(interval[1])}`;
}
