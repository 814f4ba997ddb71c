/** What raises the documents that members lately open and apply to, by the weight of the manifest. */
import type { Term } from '../../gpu-workers/term-scores.ts';
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import { popularityAt } from '../../stores/popularity.ts';
import type { RowStore } from '../../stores/rows.ts';
import type { SearchServices } from '../context.ts';

/** Counted as often, so that a search is the same for a while and workers keep what they computed for it. */
const HOUR_MS = 60 * 60 * 1_000;
/** Their shares travel with a search to the workers, 40 bytes each. */
const MAX_LISTED = 500;
const ID_COLUMNS = { jobs: JOB_COLUMNS.id, people: PEOPLE_COLUMNS.id } as const;

/** Nothing without a weight, and before anything was opened. */
export async function popularityTerms(
  snapshot: IndexSnapshot,
  { manifest, rows }: Pick<SearchServices, 'manifest' | 'rows'>,
  nowMs: number,
): Promise<readonly Term[]> {
  const popularity = manifest.retrievalTerms?.popularity;
  if (popularity === undefined) return [];
  const { weight, full } = popularity;
  const counted = await countedInHour(rows, Math.floor(nowMs / HOUR_MS));
  const present = [...counted].filter(([id, count]) => count > 0 && snapshot.positionOf(id) !== undefined);
  const shares = present
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_LISTED)
    .map(([id, count]) => [id, Math.min(1, Math.log1p(count) / Math.log1p(full))] as const);
  if (shares.length === 0) return [];
  return [{ kind: 'listed', field: ID_COLUMNS[snapshot.vertical], weight, shares: Object.fromEntries(shares) }];
}

interface Counted {
  readonly hour: number;
  readonly counts: Promise<ReadonlyMap<string, number>>;
}

const latest = new WeakMap<RowStore, Counted>();

/** One reading an hour, whoever asks first. */
function countedInHour(rows: RowStore, hour: number): Counted['counts'] {
  const known = latest.get(rows);
  if (known?.hour === hour) return known.counts;
  const counts = popularityAt(rows, hour * HOUR_MS);
  latest.set(rows, { hour, counts });
  // A failure is not kept.
  counts.catch(() => latest.delete(rows));
  return counts;
}
