/** Alerts of saved searches: where each stands, which documents it has told of, and which of those were looked at or sent. */

import { memberKey, type RowScope, type RowStore, type RowTable } from './rows.ts';

/** What a saved search finds now, the newest first. */
export interface AlertList {
  readonly indexVersion: string;
  readonly documents: readonly ListedDocument[];
  /** Older matches than the last of `documents` are left out. */
  readonly isCut: boolean;
}

interface ListedDocument {
  readonly id: string;
  /** When it was posted or updated, milliseconds since 1970; null when unknown. */
  readonly dateMs: number | null;
}

/** One search of an alert. */
export interface AlertSearch {
  readonly list: AlertList;
  /** Rejects when none could be read. */
  readonly read: (ids: readonly string[]) => Promise<AlertReading>;
}

/** Documents that the search does not find any more are in neither. */
export interface AlertReading {
  readonly fitting: readonly string[];
  /** There was no time to read them in this run. */
  readonly unread: readonly string[];
}

/** What the next run compares with. */
export interface AlertState {
  /** Null until the first run. */
  readonly lastRunAt: string | null;
  readonly indexVersion: string | null;
  /** Documents dated before are not new, whether they were found or not. Milliseconds since 1970. */
  readonly sinceMs: number;
  /** `ids` are all that matched, so that a document without a date that is none of them is new. */
  readonly isWhole: boolean;
  readonly ids: readonly string[];
  /** New at a run that could not read them; absent where that was none, and from states of releases that read nothing. */
  readonly waiting?: readonly string[];
}

/** A document that a saved search has told of; the row never changes. */
export interface ToldResult {
  readonly documentId: string;
  readonly foundAt: string;
  /** False where no webhook was set when it was found. */
  readonly awaitsWebhook: boolean;
}

/** Postings and profiles reach an index some days after their date, and many dates are days without a time. */
const LATE_MS = 7 * 24 * 60 * 60 * 1_000;

/** What the run after that of `atMs` compares with. */
export function stateAfter(
  list: AlertList,
  atMs: number,
  lastRunAt: string | null,
  waiting: readonly string[] = [],
): AlertState {
  const { documents, indexVersion, isCut } = list;
  const oldestMs = isCut ? (documents.at(-1)?.dateMs ?? atMs) : Number.NEGATIVE_INFINITY;
  const sinceMs = Math.max(atMs - LATE_MS, oldestMs);
  return { lastRunAt, indexVersion, sinceMs, isWhole: !isCut, ids: documents.map(({ id }) => id), waiting };
}

/** Of what is found by the first run, only documents dated since then are new, because nobody knows what there was. */
export const unknownState = (sinceMs: number): AlertState => ({
  lastRunAt: null,
  indexVersion: null,
  sinceMs,
  isWhole: false,
  ids: [],
});

/** Ids of those that were not there before, and whose date does not say that they could have been; those that wait come first. */
export function newDocuments(
  { sinceMs, isWhole, ids, waiting = [] }: AlertState,
  { documents }: AlertList,
): readonly string[] {
  const known = new Set([...ids, ...waiting]);
  const fresh = documents.filter(({ id, dateMs }) => !known.has(id) && (dateMs === null ? isWhole : dateMs >= sinceMs));
  return [...waiting, ...fresh.map(({ id }) => id)];
}

type Member = Parameters<typeof memberKey>[0];

/** Marks hold the `foundAt` of what they mark: one of an older finding says nothing of a newer. */
type Mark = 'alerts-seen' | 'alerts-sent';

/** All rows of alerts; keys begin with the id of the saved search. */
export const ALERT_TABLES = [
  'alert-runs',
  'alerts',
  'alerts-seen',
  'alerts-sent',
] as const satisfies readonly RowTable[];

const scopeOf = (table: (typeof ALERT_TABLES)[number], member: Member): RowScope => ({
  table,
  owner: memberKey(member),
});

/** Ids hold no blank. */
const keyOf = (savedId: string, documentId: string): string => `${savedId} ${documentId}`;
export const savedIdOf = (key: string): string => key.split(' ')[0] ?? '';

export async function alertState(rows: RowStore, member: Member, savedId: string): Promise<AlertState | null> {
  return (await rows.get(scopeOf('alert-runs', member), savedId)) as AlertState | null;
}

export async function putAlertState(rows: RowStore, member: Member, savedId: string, state: AlertState): Promise<void> {
  await rows.put(scopeOf('alert-runs', member), savedId, state);
}

/** False when this saved search has told of the document before, here or anywhere. */
export function tellResult(
  rows: RowStore,
  member: Member,
  savedId: string,
  { documentId, ...told }: ToldResult,
): Promise<boolean> {
  return rows.putNew(scopeOf('alerts', member), keyOf(savedId, documentId), told);
}

/** Of all saved searches of a member, by their ids; without those that have the mark. In no order. */
export async function toldWithout(
  mark: Mark,
  rows: RowStore,
  member: Member,
): Promise<ReadonlyMap<string, readonly ToldResult[]>> {
  const [told, marks] = await Promise.all([rows.list(scopeOf('alerts', member)), rows.list(scopeOf(mark, member))]);
  const marked = new Map(marks.map(({ key, value }) => [key, value]));
  const open = new Map<string, ToldResult[]>();
  for (const { key, value } of told) {
    const result = { documentId: key.slice(savedIdOf(key).length + 1), ...(value as Omit<ToldResult, 'documentId'>) };
    if (marked.get(key) === result.foundAt) continue;
    const known = open.get(savedIdOf(key));
    if (known === undefined) open.set(savedIdOf(key), [result]);
    else known.push(result);
  }
  return open;
}

export async function markResults(
  mark: Mark,
  rows: RowStore,
  member: Member,
  savedId: string,
  results: readonly ToldResult[],
): Promise<void> {
  const scope = scopeOf(mark, member);
  await Promise.all(results.map((result) => rows.put(scope, keyOf(savedId, result.documentId), result.foundAt)));
}

/** Of a saved search that is there no more. */
export async function removeAlert(rows: RowStore, member: Member, savedId: string): Promise<void> {
  for (const table of ALERT_TABLES) {
    const scope = scopeOf(table, member);
    const own = (await rows.list(scope)).filter(({ key }) => savedIdOf(key) === savedId);
    await Promise.all(own.map(({ key }) => rows.remove(scope, key)));
  }
}
