/** Opaque ids that name a search and a document or a position in it; nobody else can make them. */

import type { Signer } from '../runtime/ids.ts';
import type { DocumentKey } from '../stores/documents.ts';

export interface MatchKey {
  readonly searchId: string;
  readonly document: DocumentKey;
}

export function sealMatch({ searchId, document }: MatchKey, signer: Signer): string {
  return signer.seal('match', [searchId, document.id, document.version]);
}

/** Null for what is no match id of ours. */
export function openMatch(matchId: string, signer: Signer): MatchKey | null {
  const [searchId, id, version] = signer.open('match', matchId) ?? [];
  return searchId !== undefined && id !== undefined && version !== undefined
    ? { searchId, document: { id, version } }
    : null;
}

export interface CursorKey {
  readonly searchId: string;
  /** 1-based position of the edge that the cursor belongs to. */
  readonly position: number;
}

export function sealCursor({ searchId, position }: CursorKey, signer: Signer): string {
  return signer.seal('cursor', [searchId, String(position)]);
}

/** Null for what is no cursor of ours. */
export function openCursor(cursor: string, signer: Signer): CursorKey | null {
  const [searchId, position] = signer.open('cursor', cursor) ?? [];
  return searchId !== undefined && position !== undefined ? { searchId, position: Number(position) } : null;
}
