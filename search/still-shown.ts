/** Whether a result of the last 24 hours may still be shown: a profile may show less of itself since. */

import type { Vertical } from '../stores/documents.ts';
import { hiddenPeople, namelessPeople } from '../stores/profile-visibility.ts';
import type { RecordedResult } from '../stores/search-records.ts';
import { sightOf } from './access.ts';
import type { SearchContext } from './context.ts';

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
