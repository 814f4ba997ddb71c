/** Takes events of a member: each once, checked by itself, kept for training and counted for popularity. */

import { setImmediate as breathe } from 'node:timers/promises';
import { stableId } from '../runtime/ids.ts';
import { ARGUMENT_LIMITS } from '../runtime/limits.ts';
import { ACQUAINTANCES, type ActivityEvent, type ActivitySearch, seenKey, seenScope } from '../stores/activity.ts';
import { countDocument, isCounted } from '../stores/popularity.ts';
import type { RowStore } from '../stores/rows.ts';
import { textProblem, type UserError, userError } from './user-error.ts';

const EVENT_ID_CHARACTERS = 200;
/** Documents that are looked up or written in one turn of the event loop: others are answered between two. */
const DOCUMENTS_A_TURN = 100;

/** What an event may name; asked of whoever knows searches and documents. */
export interface KnownThings {
  /** Null for a search that is unknown or older than 24 hours. */
  readonly search: (id: string) => Promise<ActivitySearch | null>;
  /** Jobs, people and employers, also those that only the list of the search still has. */
  readonly isDocument: (id: string, searchId: string | null) => Promise<boolean>;
}

export interface TrackingMember {
  /** `memberKey()`; all strangers are one. */
  readonly member: string;
  /** Without key or token: nothing of the events is kept but what popularity counts. */
  readonly isStranger: boolean;
  readonly rows: RowStore;
  readonly nowMs: number;
}

export interface TrackedEvents {
  readonly acceptedCount: number;
  readonly duplicateCount: number;
  readonly userErrors: readonly UserError[];
}

/** More events than the limit are refused together, and none is kept. */
export async function trackEvents(
  events: readonly ActivityEvent[],
  known: KnownThings,
  by: TrackingMember,
): Promise<TrackedEvents> {
  const limit = by.isStranger ? ARGUMENT_LIMITS.strangerEvents : ARGUMENT_LIMITS.events;
  if (events.length > limit) {
    const message = `events may have ${limit} entries, got ${events.length}; send them in several calls`;
    return { acceptedCount: 0, duplicateCount: 0, userErrors: [userError('TOO_MANY', ['events'], message)] };
  }
  const outcomes: Outcome[] = [];
  for (const turn of turnsOf(events)) {
    const from = outcomes.length;
    if (from > 0) await breathe();
    outcomes.push(...(await Promise.all(turn.map((event, index) => trackEvent(event, from + index, known, by)))));
  }
  const count = (outcome: string): number => outcomes.filter((each) => each === outcome).length;
  return {
    acceptedCount: count('accepted'),
    duplicateCount: count('duplicate'),
    userErrors: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : outcome)),
  };
}

/** In their order, so many that no turn has more documents than one may have, or one event. */
function turnsOf(events: readonly ActivityEvent[]): readonly (readonly ActivityEvent[])[] {
  const turns: ActivityEvent[][] = [];
  let room = 0;
  for (const event of events) {
    const needs = Math.max(1, event.documentIds.length);
    if (needs > room) {
      turns.push([]);
      room = DOCUMENTS_A_TURN;
    }
    turns.at(-1)?.push(event);
    room -= needs;
  }
  return turns;
}

type Outcome = 'accepted' | 'duplicate' | readonly UserError[];

async function trackEvent(
  event: ActivityEvent,
  index: number,
  known: KnownThings,
  by: TrackingMember,
): Promise<Outcome> {
  const scope = { table: 'events', owner: by.member } as const;
  const key = stableId(event.eventId);
  // A repeat may come when its search is long gone.
  if (!by.isStranger && (await by.rows.get(scope, key)) !== null) return 'duplicate';
  const search = event.searchId === null ? null : await searchNamed(event.searchId, known, by);
  const at = ['events', String(index)];
  const problems = [
    ...problemsOf(event, at, search),
    ...(await documentProblems(event, [...at, 'documentIds'], known, by)),
  ];
  if (problems.length > 0) return problems;
  if (!by.isStranger) {
    if (!(await by.rows.putNew(scope, key, event))) return 'duplicate';
    if (search !== null) await by.rows.putNew({ table: 'searches', owner: by.member }, search.searchId, search);
  }
  await meetDocuments(event, by);
  return 'accepted';
}

/** A search that this member has told of before is known for ever. */
async function searchNamed(id: string, known: KnownThings, by: TrackingMember): Promise<ActivitySearch | null> {
  if (by.isStranger) return known.search(id);
  const told = (await by.rows.get({ table: 'searches', owner: by.member }, id)) as ActivitySearch | null;
  return told ?? known.search(id);
}

function problemsOf(
  { eventId, searchId, position }: ActivityEvent,
  at: readonly string[],
  search: ActivitySearch | null,
): readonly UserError[] {
  const id = textProblem([...at, 'eventId'], eventId, EVENT_ID_CHARACTERS);
  const problems = id === null ? [] : [id];
  if (position !== null && position < 1)
    problems.push(userError('INVALID', [...at, 'position'], `position counts from 1, got ${position}`));
  if (searchId !== null && search === null) {
    const message = 'searchId must name a search of the last 24 hours, and no such search is known';
    problems.push(userError('NOT_FOUND', [...at, 'searchId'], message));
  }
  return problems;
}

async function documentProblems(
  { documentIds: ids, searchId }: ActivityEvent,
  at: readonly string[],
  known: KnownThings,
  { isStranger }: TrackingMember,
): Promise<readonly UserError[]> {
  const limit = isStranger ? ARGUMENT_LIMITS.strangerEventDocuments : ARGUMENT_LIMITS.eventDocuments;
  if (ids.length === 0) return [userError('REQUIRED', at, 'documentIds must name at least one document, got none')];
  if (ids.length > limit)
    return [userError('TOO_MANY', at, `documentIds may have ${limit} entries, got ${ids.length}`)];
  const areKnown = await Promise.all(ids.map((id) => known.isDocument(id, searchId)));
  return ids.flatMap((_id, place) =>
    areKnown[place] ? [] : [userError('NOT_FOUND', [...at, place], 'no job, person or employer has this id')],
  );
}

/** Late events count by when they happened; a clock that is ahead gives nobody more than now. */
async function meetDocuments({ kind, documentIds, occurredAt }: ActivityEvent, by: TrackingMember): Promise<void> {
  const as = ACQUAINTANCES[kind];
  if (as === undefined || (by.isStranger && !isCounted(as))) return;
  const atMs = Math.min(Date.parse(occurredAt), by.nowMs);
  await Promise.all(
    documentIds.map(async (documentId) => {
      const isNew = await by.rows.putNew(seenScope(by.member), seenKey({ as, documentId }), atMs);
      if (isNew) await countDocument(by.rows, { as, documentId, atMs }, 1);
    }),
  );
}
