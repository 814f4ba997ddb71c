/** What a page tells about its list: that it was broadened, that jobs were folded, that an employer or a place is not known. */

import type { Vertical } from '../stores/documents.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { BroadlyRetrieved } from './broaden.ts';
import type { SearchContext } from './context.ts';
import { type UnknownValue, unknownValues } from './list-filters.ts';
import { unknownPlaces } from './retrieve/filter-places.ts';
import { unknownEmployers } from './retrieve/unknown-employers.ts';
import type { Notice, SearchRequest } from './types.ts';
import { isAnsweredByNotice, type Understood } from './understand/understand.ts';
import { visibleMask } from './visible-documents.ts';

export function listNotices(
  request: SearchRequest,
  understood: Understood,
  retrieved: BroadlyRetrieved,
  snapshot: IndexSnapshot,
  context: SearchContext,
): readonly Notice[] {
  const { vertical } = request;
  const visible = visibleMask(snapshot, context);
  const employers = isAnsweredByNotice(understood) ? [] : unknownEmployers(understood.facets, snapshot, visible);
  const told = [
    ...unknownValues(request, snapshot, visible).map(unknownValue),
    ...employers.map((name) => unknownEmployer(name, vertical)),
    ...broadened(retrieved, vertical),
  ];
  if (vertical === 'people') return told;
  const places = unknownPlaces(request.filter.locations, snapshot, context.services.facts, visible);
  return [...places.map(unknownPlace), ...told, ...folded(retrieved)];
}

function unknownValue({ list, value }: UnknownValue): Notice {
  const message = `filter.${list} has “${value}”, which no document that can be shown has, so it finds nothing.`;
  return { kind: 'UnsupportedQueryNotice', code: 'PART_IGNORED', message, ignoredText: value };
}

/** The name is still searched for as words, so nothing of the text is left out. */
function unknownEmployer(name: string, things: Vertical): Notice {
  const message = `No ${things} of an employer called “${name}” are known: shown is what else fits the text.`;
  return { kind: 'UnsupportedQueryNotice', code: 'PART_IGNORED', message, ignoredText: null };
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
