/** Cuts token sequences into padded batches of similar length, because padding is computed like text. */

/** Rows of one padded batch: [rows.length, length] ids and mask, row major. */
export interface MicroBatch {
  /** Which sequence each row is. */
  readonly rows: readonly number[];
  readonly length: number;
  readonly ids: Int32Array;
  readonly mask: Int32Array;
}

/** Shortest first; each batch has at most `maxTokens` with its padding, or one sequence. */
export function microBatches(sequences: readonly Int32Array[], maxTokens: number): readonly MicroBatch[] {
  const lengthOf = (row: number): number => sequences[row]?.length ?? 0;
  const order = sequences.map((_, row) => row).sort((a, b) => lengthOf(a) - lengthOf(b));
  const groups: number[][] = [];
  let open: number[] = [];
  for (const row of order) {
    if (open.length > 0 && (open.length + 1) * lengthOf(row) > maxTokens) {
      groups.push(open);
      open = [];
    }
    open.push(row);
  }
  if (open.length > 0) groups.push(open);
  return groups.map((rows) => padded(sequences, rows));
}

function padded(sequences: readonly Int32Array[], rows: readonly number[]): MicroBatch {
  const length = Math.max(1, ...rows.map((row) => sequences[row]?.length ?? 0));
  const ids = new Int32Array(rows.length * length);
  const mask = new Int32Array(rows.length * length);
  for (const [at, row] of rows.entries()) {
    const sequence = sequences[row] ?? new Int32Array();
    ids.set(sequence, at * length);
    mask.fill(1, at * length, at * length + sequence.length);
  }
  return { rows, length, ids, mask };
}
