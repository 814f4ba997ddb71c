/** Looks pairs up in the score store and keeps new ones there; a store that is away costs time, never a search. */
import { PROMPT_VERSION } from '../../models/templates.ts';
import { stableId } from '../../runtime/ids.ts';
import type { DocumentKey } from '../../stores/documents.ts';
import type { ScoreKey } from '../../stores/scores.ts';
import type { SearchContext } from '../context.ts';
import type { RankerChoice } from './rankers.ts';

/** Nobody's scores depend on who asks yet; when they do, the member's id goes here. */
const EVERYBODY = 'everybody';

/** All that a score depends on beside the document; `query` is what the ranker reads. */
export function scoreScope(query: string, ranker: RankerChoice, { caller }: SearchContext): string {
  const wording = ranker.kind === 'packed' ? ranker.itemVersion : PROMPT_VERSION;
  return stableId(caller.tenant, EVERYBODY, ranker.version, wording, query);
}

export interface CachedScores {
  /** One entry a document: p's of all objectives, or null. */
  readonly scores: readonly (Float32Array | null)[];
  readonly isAvailable: boolean;
}

export async function lookUpScores(
  scope: string,
  documents: readonly DocumentKey[],
  context: SearchContext,
): Promise<CachedScores> {
  try {
    return { scores: await context.services.scores.getMany(scope, documents.map(scoreKey)), isAvailable: true };
  } catch (error) {
    context.services.logger.warn(
      { requestId: context.requestId, err: error },
      'the score store did not answer, pairs are scored again',
    );
    return { scores: documents.map(() => null), isAvailable: false };
  }
}

/** Nobody waits for it; a failure is told in the log, because the next search notices it anyway. */
export function keepScores(
  scope: string,
  scored: readonly { readonly document: DocumentKey; readonly scores: Float32Array }[],
  { services, requestId }: SearchContext,
): void {
  if (scored.length === 0) return;
  const entries = scored.map(({ document, scores }) => ({ key: scoreKey(document), scores }));
  services.scores.putMany(scope, entries).catch((error: unknown) => {
    services.logger.warn({ requestId, err: error }, `${entries.length} scores could not be kept`);
  });
}

function scoreKey({ id, version }: DocumentKey): ScoreKey {
  return { documentId: id, documentVersion: version };
}
