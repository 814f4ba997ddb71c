/** Documents that a text names exactly: by their id, or by a whole title that few of them have. */
import { foldText } from '../../models/text.ts';
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { Mask } from '../../stores/attributes.ts';
import type { Facts } from '../../stores/facts.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Predicate } from '../../stores/predicate.ts';

export interface ExactDocument {
  readonly by: 'id' | 'title';
  readonly condition: Predicate;
}

/** What more postings are called is a role, and which of them fits best is for the ranker to say. */
const MOST_OF_A_TITLE = 5;

/**
 * Null for a text that names none. `text` is as typed: an id has no spelling to correct. `visible` is what the caller may see, null
 * for everything: of another document nobody may learn that it is there.
 */
export function exactDocument(
  text: string,
  snapshot: IndexSnapshot,
  facts: Facts,
  visible: Mask | null,
): ExactDocument | null {
  const position = snapshot.positionOf(text);
  if (position !== undefined && visible?.[position] !== 0)
    return { by: 'id', condition: { kind: 'in', field: JOB_COLUMNS.id, values: [text] } };
  const title = foldText(text);
  // A profile is called by its name; its titles are those of many.
  if (snapshot.vertical !== 'jobs' || !title.includes(' ') || facts.isTitle(title)) return null;
  const condition: Predicate = { kind: 'in', field: JOB_COLUMNS.title, values: [title] };
  const count = snapshot.attributes
    .evaluate(condition)
    .reduce((sum, isMet, at) => sum + (isMet & (visible?.[at] ?? 1)), 0);
  return count > 0 && count <= MOST_OF_A_TITLE ? { by: 'title', condition } : null;
}
