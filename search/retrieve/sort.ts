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
  const known = withoutNaN(keys, snapshot.size);
  const positions = positionsOf(mask).sort((a, b) => {
    const difference = (known[b] ?? 0) - (known[a] ?? 0);
    return difference === 0 ? compareText(snapshot.ids[a] ?? '', snapshot.ids[b] ?? '') : difference;
  });
  return Array.from(positions.subarray(0, limit), (position) => ({ position, score: fused?.[position] ?? 0 }));
}

function positionsOf(mask: Uint8Array): Uint32Array {
  const positions = new Uint32Array(mask.length);
  let count = 0;
  for (let position = 0; position < mask.length; position++) if (mask[position] === 1) positions[count++] = position;
  return positions.subarray(0, count);
}

/** Finite, so that two unknown keys have the difference 0. */
function withoutNaN(keys: ArrayLike<number>, size: number): Float64Array {
  const known = new Float64Array(size).fill(-Number.MAX_VALUE);
  for (let position = 0; position < size; position++) {
    const key = keys[position] ?? Number.NaN;
    if (!Number.isNaN(key)) known[position] = key;
  }
  return known;
}

/** By code units: the same order on every machine, whatever its locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
