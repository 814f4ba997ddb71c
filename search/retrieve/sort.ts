/** Puts matches in order: by fused score, by date or by pay; what is unknown comes last, ties go by document id. */
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { SearchRequest } from '../types.ts';
import type { Candidate } from './candidate.ts';

/** What a sort reads, highest first: [size], NaN when unknown. Relevance without a text is newest first. */
export function sortKeys(
  request: SearchRequest,
  fused: Float32Array | null,
  snapshot: IndexSnapshot,
): ArrayLike<number> {
  if (request.sort === 'RELEVANCE' && fused !== null) return fused;
  if (request.sort === 'SALARY_HIGH_TO_LOW') return snapshot.attributes.numbers(JOB_COLUMNS.salaryMaximum).numbers;
  const date = request.vertical === 'jobs' ? JOB_COLUMNS.postedAt : PEOPLE_COLUMNS.updatedAt;
  return snapshot.attributes.numbers(date).numbers;
}

/** The first `limit` documents of the mask. */
export function inOrder(
  mask: Uint8Array,
  keys: ArrayLike<number>,
  fused: Float32Array | null,
  snapshot: IndexSnapshot,
  limit: number,
): readonly Candidate[] {
  const positions: number[] = [];
  mask.forEach((isMatch, position) => {
    if (isMatch === 1) positions.push(position);
  });
  const keyOf = (position: number): number => {
    const key = keys[position] ?? Number.NaN;
    return Number.isNaN(key) ? Number.NEGATIVE_INFINITY : key;
  };
  positions.sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return left === right ? compareText(snapshot.ids[a] ?? '', snapshot.ids[b] ?? '') : right - left;
  });
  return positions.slice(0, limit).map((position) => ({ position, score: fused?.[position] ?? 0 }));
}

/** By code units: the same order on every machine, whatever its locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
