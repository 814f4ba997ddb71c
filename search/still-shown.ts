/** Whether what was found before may still be shown: a profile may show less of itself since, and a job be over. */

import { JOB_COLUMNS } from '../stores/attribute-names.ts';
import type { Vertical } from '../stores/documents.ts';
import { hiddenPeople, namelessPeople } from '../stores/profile-visibility.ts';
import type { RecordedResult } from '../stores/search-records.ts';
import { sightOf } from './access.ts';
import type { SearchContext } from './context.ts';
import { locate } from './documents.ts';

/** True for a document of the newest index that this caller may see and, of a job, whose time is not over. */
export function isStillFound(documentId: string, context: SearchContext): boolean {
  const found = locate(documentId, context);
  if (found === null || found.snapshot.vertical === 'people') return found !== null;
  const { numbers } = found.snapshot.attributes.numbers(JOB_COLUMNS.expiresAt);
  const expiresMs = numbers[found.position] ?? Number.NaN;
  return Number.isNaN(expiresMs) || expiresMs >= context.services.clock.date().getTime();
}

/** False for a profile that this caller may not see any more, and for an older text of one that hides its name now. */
export function isStillShown(
  { documentId, documentVersion }: Pick<RecordedResult, 'documentId' | 'documentVersion'>,
  vertical: Vertical,
  { services, caller }: SearchContext,
): boolean {
  if (vertical === 'jobs') return true;
  const snapshot = services.indexes.current('people');
  const position = snapshot.positionOf(documentId);
  if (position === undefined) return true;
  if (hiddenPeople(snapshot)?.[position] === 1 && sightOf(caller, 'people').seesHidden !== true) return false;
  return namelessPeople(snapshot)?.[position] !== 1 || snapshot.documentVersions[position] === documentVersion;
}
