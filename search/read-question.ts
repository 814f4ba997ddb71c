/** What a text asks for, by the words that retrieval and ranking read: the first stage of every search. */

import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { Execution } from './execution.ts';
import { withOwnCaches } from './own-caches.ts';
import { type Recalled, recallMeaning } from './same-meaning.ts';
import type { Notice, SearchRequest } from './types.ts';
import { understandMember } from './understand/understand-member.ts';

interface Read extends Recalled {
  readonly leftOut: readonly Notice[];
  /** With caches that nobody else reads where the member's profile was read. */
  readonly execution: Execution;
}

export async function readQuestion(request: SearchRequest, snapshot: IndexSnapshot, begun: Execution): Promise<Read> {
  const { understood, leftOut } = await understandMember(request, snapshot, begun);
  const execution = withOwnCaches(begun, understood.understanding.usesProfile);
  return { ...(await recallMeaning(understood, request, snapshot, execution)), leftOut, execution };
}
