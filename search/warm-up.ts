/** Does before the first search what would make it slow: gathers what the index versions know beside their documents. */
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { SearchServices } from './context.ts';
import { duplicateGroups } from './retrieve/duplicates.ts';
import { suggestionIndexOf } from './suggest/suggest.ts';
import { gatherKnowledge } from './understand/knowledge.ts';

/** Call it for every index version before searches name it. Takes tens of milliseconds. */
export async function warmUp(snapshot: IndexSnapshot, services: SearchServices): Promise<void> {
  const { memory } = services;
  if (!memory.knowledge.has(snapshot)) memory.knowledge.set(snapshot, gatherKnowledge(snapshot));
  suggestionIndexOf(snapshot, services);
  await duplicateGroups(snapshot, services);
}
