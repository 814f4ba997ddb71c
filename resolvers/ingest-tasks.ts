/** What callers see of feeds: the task of one, and its progress until it ends. */

import { setTimeout as sleep } from 'node:timers/promises';
import { accessProblem, hasScope } from '../runtime/caller.ts';
import { badInput } from '../runtime/errors.ts';
import type { IngestTaskResolvers, SubscriptionResolvers } from '../schema/generated/account.ts';
import type { SearchContext } from '../search/context.ts';
import type { Vertical } from '../stores/documents.ts';
import { type IngestTask, ingestTask, isOver, MAX_TASK_ERRORS } from '../stores/ingest-tasks.ts';

const WRITE_SCOPES = { jobs: 'jobs:write', people: 'people:write' } as const satisfies Record<Vertical, string>;
/** The default of schema/account.graphql, for clients that send null. */
const DEFAULT_ERRORS = 20;
const LOOK_EVERY_MS = 250;

/** Null for an id of nobody, of another tenant, or of a task that the caller could not have sent. */
export async function visibleTask(id: string, { services, caller }: SearchContext): Promise<IngestTask | null> {
  const task = await ingestTask(services.rows, caller.tenant, id);
  return task !== null && hasScope(caller, WRITE_SCOPES[task.vertical]) ? task : null;
}

export const ingestTaskFields: IngestTaskResolvers = {
  __resolveReference: ({ id }, context) => visibleTask(id, context),
  errors: ({ errors }, { first }) => {
    const count = first ?? DEFAULT_ERRORS;
    if (count >= 1 && count <= MAX_TASK_ERRORS) return errors.slice(0, count);
    throw badInput(`first must be 1 to ${MAX_TASK_ERRORS}, got ${count}`, { limit: MAX_TASK_ERRORS, got: count });
  },
};

export const ingestSubscriptions: SubscriptionResolvers = {
  ingestProgress: {
    subscribe: (_root, { taskId }, context) => follow(taskId, context),
    resolve: (task: IngestTask) => task,
  },
};

/**
 * The task as it is, and again whenever it has changed; ends with the request of who follows it. Throws UNAUTHENTICATED
 * without a caller, BAD_USER_INPUT for a task that they do not see.
 */
async function* follow(id: string, context: SearchContext): AsyncGenerator<IngestTask> {
  const problem = accessProblem(context.caller, [], 'ingestProgress');
  if (problem !== null) throw problem;
  const { signal } = context.deadline;
  let told = '';
  for (;;) {
    const task = await visibleTask(id, context);
    if (task === null) throw badInput('taskId must be the id of a task of this tenant, and no such task is kept');
    const state = JSON.stringify(task);
    if (state !== told) yield task;
    if (isOver(task)) return;
    told = state;
    // Broken off by the signal, which is read next.
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
  }
}
