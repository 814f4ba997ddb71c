/** What became of feeds: one row a task under its tenant, and under which idempotency key it was sent. */

import type { Vertical } from './documents.ts';
import type { RowScope, RowStore } from './rows.ts';

export type IngestStatus = 'ENQUEUED' | 'PROCESSING' | 'SUCCEEDED' | 'FAILED';

export interface IngestLineError {
  /** Counts from 1. */
  readonly line: number;
  readonly externalId: string | null;
  readonly code: 'INVALID' | 'REQUIRED' | 'TOO_LONG' | 'TOO_MANY';
  readonly message: string;
}

export interface IngestTask {
  readonly id: string;
  readonly tenant: string;
  readonly vertical: Vertical;
  readonly status: IngestStatus;
  /** Lines that were not empty; 0 before they were read. */
  readonly received: number;
  /** Documents that were published. */
  readonly indexed: number;
  /** Lines that could not be indexed. */
  readonly failed: number;
  /** 0 to 1, null before the lines were read. */
  readonly progress: number | null;
  /** Of the first lines that failed. */
  readonly errors: readonly IngestLineError[];
  readonly warnings: readonly string[];
  /** Why all of it failed, else null. */
  readonly reason: string | null;
  /** RFC 3339, as the next ones. */
  readonly enqueuedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** How many are kept of one task. */
export const MAX_TASK_ERRORS = 100;
const TASK_KEPT_MS = 7 * 24 * 60 * 60 * 1_000;
const KEY_KEPT_MS = 24 * 60 * 60 * 1_000;

type Owned = Pick<IngestTask, 'id' | 'tenant' | 'vertical' | 'enqueuedAt'>;

export function newTask(owned: Owned): IngestTask {
  return {
    ...owned,
    status: 'ENQUEUED',
    received: 0,
    indexed: 0,
    failed: 0,
    progress: null,
    errors: [],
    warnings: [],
    reason: null,
    startedAt: null,
    finishedAt: null,
  };
}

const tasksOf = (tenant: string): RowScope => ({ table: 'ingest-tasks', owner: tenant });
const keysOf = (tenant: string): RowScope => ({ table: 'ingest-keys', owner: tenant });

export const isOver = ({ status }: IngestTask): boolean => status === 'SUCCEEDED' || status === 'FAILED';

/** Null for an id of nobody or of another tenant. */
export async function ingestTask(rows: RowStore, tenant: string, id: string): Promise<IngestTask | null> {
  return (await rows.get(tasksOf(tenant), id)) as IngestTask | null;
}

export function putIngestTask(rows: RowStore, task: IngestTask): Promise<void> {
  return rows.put(tasksOf(task.tenant), task.id, task);
}

interface KnownKey {
  readonly taskId: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** The task that was sent under the key in the last 24 hours, else null. */
export async function taskOfKey(rows: RowStore, tenant: string, key: string, nowMs: number): Promise<string | null> {
  const known = (await rows.get(keysOf(tenant), key)) as KnownKey | null;
  if (known === null) return null;
  if (nowMs - known.atMs < KEY_KEPT_MS) return known.taskId;
  await rows.remove(keysOf(tenant), key);
  return null;
}

/** The task that has the key now: this one, or one that another process was faster with. */
export async function keepKey(rows: RowStore, tenant: string, key: string, known: KnownKey): Promise<string> {
  if (await rows.putNew(keysOf(tenant), key, known)) return known.taskId;
  return (await taskOfKey(rows, tenant, key, known.atMs)) ?? known.taskId;
}

/** Removes the tenant's tasks of more than a week ago and its keys of more than a day ago. */
export async function forgetOldTasks(rows: RowStore, tenant: string, nowMs: number): Promise<void> {
  for (const { key, value } of await rows.list(tasksOf(tenant)))
    if (nowMs - Date.parse((value as IngestTask).enqueuedAt) > TASK_KEPT_MS) await rows.remove(tasksOf(tenant), key);
  for (const { key, value } of await rows.list(keysOf(tenant)))
    if (nowMs - (value as KnownKey).atMs > KEY_KEPT_MS) await rows.remove(keysOf(tenant), key);
}
