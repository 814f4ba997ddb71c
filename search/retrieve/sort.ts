/** Puts matches in order: by fused score, date, pay or distance; what is unknown comes last, ties go by document id; near-duplicates show once. */
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { Facts } from '../../stores/facts.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { SearchRequest } from '../types.ts';
import type { Candidate } from './candidate.ts';
import { nearness } from './distance.ts';
import type { DuplicateGroups } from './duplicates.ts';
import { payOrder } from './pay-order.ts';

/** What a sort reads, highest first: [size], NaN when unknown. Relevance without a text is newest first. */
export function sortKeys(
  request: SearchRequest,
  fused: Float32Array | null,
  mask: Uint8Array,
  snapshot: IndexSnapshot,
  facts: Facts,
): ArrayLike<number> {
  if (request.sort === 'RELEVANCE' && fused !== null) return fused;
  if (request.sort === 'SALARY_HIGH_TO_LOW') return payOrder(request.filter, mask, snapshot);
  if (request.sort === 'DISTANCE') return nearness(request.filter, mask, snapshot, facts);
  const date = request.vertical === 'jobs' ? JOB_COLUMNS.postedAt : PEOPLE_COLUMNS.updatedAt;
  return snapshot.attributes.numbers(date).numbers;
}

export interface Ordered {
  readonly candidates: readonly Candidate[];
  /** Matches that are not among them because one before them reads the same. */
  readonly folded: number;
}

/** The first `limit` documents of the mask; of each group of duplicates only the first. */
export function inOrder(
  mask: Uint8Array,
  keys: ArrayLike<number>,
  fused: Float32Array | null,
  snapshot: IndexSnapshot,
  limit: number,
  groups: DuplicateGroups | null,
): Ordered {
  const known = withoutNaN(keys, snapshot.size);
  const positions = positionsOf(mask).sort((a, b) => {
    const difference = (known[b] ?? 0) - (known[a] ?? 0);
    return difference === 0 ? compareText(snapshot.ids[a] ?? '', snapshot.ids[b] ?? '') : difference;
  });
  const shown = groups === null ? positions : firstOfGroups(positions, groups);
  return {
    candidates: Array.from(shown.subarray(0, limit), (position) => ({ position, score: fused?.[position] ?? 0 })),
    folded: positions.length - shown.length,
  };
}

function firstOfGroups(positions: Uint32Array, groups: DuplicateGroups): Uint32Array {
  const seen = new Set<number>();
  return positions.filter((position) => {
    const group = groups[position] ?? 0;
    if (group === 0) return true;
    const isFirst = !seen.has(group);
    seen.add(group);
    return isFirst;
  });
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
