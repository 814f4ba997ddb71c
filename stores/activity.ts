/** What members did: the words of an event, and which documents a member knows by it. */

import type { RowScope, RowStore } from './rows.ts';

export type EventKind =
  | 'IMPRESSION'
  | 'VIEW'
  | 'APPLY_START'
  | 'APPLY_FINISH'
  | 'APPLY_REDIRECT'
  | 'BOOKMARK'
  | 'DISMISS'
  | 'CONNECT'
  | 'MESSAGE'
  | 'FOLLOW'
  | 'HIRED';

/** As a client reports it, and as training/activity_log.py reads it. */
export interface ActivityEvent {
  readonly eventId: string;
  readonly kind: EventKind;
  readonly searchId: string | null;
  readonly documentIds: readonly string[];
  /** 1-based place of the first document in the result list. */
  readonly position: number | null;
  readonly occurredAt: string;
}

/** A search that an event names, as training joins it to its queries. */
export interface ActivitySearch {
  readonly searchId: string;
  readonly vertical: string;
  /** The same for equal texts. */
  readonly qid: string;
  readonly text: string;
}

/** What an event makes of its documents for its member, each counted once however often it is reported. */
export type Acquaintance = 'views' | 'applies' | 'dismissals';

/** Kinds that are not here leave a document unseen: it was only shown, or is to be found again. */
export const ACQUAINTANCES: Readonly<Partial<Record<EventKind, Acquaintance>>> = {
  VIEW: 'views',
  APPLY_START: 'applies',
  APPLY_FINISH: 'applies',
  APPLY_REDIRECT: 'applies',
  CONNECT: 'applies',
  MESSAGE: 'applies',
  HIRED: 'applies',
  DISMISS: 'dismissals',
};

export const seenScope = (member: string): RowScope => ({ table: 'seen', owner: member });

export interface SeenDocument {
  readonly documentId: string;
  readonly as: Acquaintance;
  /** Milliseconds since 1970 of the first event that says so. */
  readonly atMs: number;
}

export const seenKey = ({ as, documentId }: Omit<SeenDocument, 'atMs'>): string => `${as} ${documentId}`;

/** All that a member has opened, applied to or dismissed, the newest first; a document may stand there once for each. */
export async function seenDocuments(rows: RowStore, member: string): Promise<readonly SeenDocument[]> {
  const seen = (await rows.list(seenScope(member))).map(({ key, value }): SeenDocument => {
    const [as, documentId = ''] = key.split(' ');
    return { as: as as Acquaintance, documentId, atMs: Number(value) };
  });
  return seen.sort((a, b) => b.atMs - a.atMs);
}
