/** What a page tells about its list: that it was broadened, that jobs were folded, that a place is not known. */

import type { Mask } from '../stores/attributes.ts';
import type { Vertical } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { BroadlyRetrieved } from './broaden.ts';
import { unknownPlaces } from './retrieve/filter-places.ts';
import type { Notice, SearchRequest } from './types.ts';

export function listNotices(
  request: SearchRequest,
  retrieved: BroadlyRetrieved,
  snapshot: IndexSnapshot,
  facts: Facts,
  visible: Mask | null,
): readonly Notice[] {
  if (request.vertical === 'people') return broadened(retrieved, 'people');
  return [
    ...unknownPlaces(request.filter.locations, snapshot, facts, visible).map(unknownPlace),
    ...broadened(retrieved, 'jobs'),
    ...folded(retrieved),
  ];
}

function unknownPlace(ignoredText: string): Notice {
  const message = `No place called “${ignoredText}” is known, so no job was found there. Try a town, region or country, or a point with a radius.`;
  return { kind: 'UnsupportedQueryNotice', code: 'PART_IGNORED', message, ignoredText };
}

function broadened({ broadened: found }: BroadlyRetrieved, things: Vertical): readonly Notice[] {
  if (found === null) return [];
  const fromPosition = found.strict + 1;
  const message = `Few ${things} match, so the list goes on ${found.told} from position ${fromPosition}.`;
  return [{ kind: 'BroadenedNotice', code: 'BROADENED', message, fromPosition }];
}

function folded({ folded: foldedCount }: BroadlyRetrieved): readonly Notice[] {
  if (foldedCount === 0) return [];
  const jobs = foldedCount === 1 ? '1 job is' : `${foldedCount} jobs are`;
  const message = `${jobs} not shown again: posted before by the same employer with the same title, place and text but for numbers.`;
  return [{ kind: 'DuplicatesFoldedNotice', code: 'DUPLICATES_FOLDED', message, foldedCount }];
}
