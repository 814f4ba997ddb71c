/** A task is followed until it ends, by callers of its tenant who may write. */
import { parse, subscribe } from 'graphql';
import { expect, test } from 'vitest';
import { anonymousCaller } from '../../account/viewer.ts';
import type { Caller } from '../../runtime/caller.ts';
import type { SearchContext } from '../../search/context.ts';
import { newTask, putIngestTask } from '../../stores/ingest-tasks.ts';
import { createNamedSubgraph } from '../../subgraphs/create-named-subgraph.ts';
import { createTestServices } from '../gateway/test-services.ts';

const DOCUMENT = parse('subscription { ingestProgress(taskId: "t") { status progress } }');
const TASK = newTask({ id: 't', tenant: 'acme', vertical: 'jobs', enqueuedAt: '2026-01-01T00:00:00Z' });

async function followedBy(caller: Partial<Caller>, signal = new AbortController().signal) {
  const { services } = createTestServices();
  await putIngestTask(services.rows, TASK);
  const { schema } = createNamedSubgraph('account', services, 2_000);
  const asked = { id: 'k', tenant: 'acme', scopes: ['jobs:write'], ...caller };
  const deadline = { remainingMs: () => 2_000, signal };
  const contextValue = { services, caller: asked, deadline } as unknown as SearchContext;
  return { services, stream: await subscribe({ schema, document: DOCUMENT, contextValue }) };
}

test('each state is told once, the end is the last', async () => {
  const { services, stream } = await followedBy({});
  const told: unknown[] = [];
  if (!(Symbol.asyncIterator in stream)) throw new Error(`expected a stream, got ${JSON.stringify(stream)}`);
  for await (const { data } of stream) {
    told.push({ ...(data?.ingestProgress as object) });
    await putIngestTask(services.rows, { ...TASK, status: 'SUCCEEDED', progress: 1 });
  }
  expect(told).toEqual([
    { status: 'ENQUEUED', progress: null },
    { status: 'SUCCEEDED', progress: 1 },
  ]);
});

test('who goes away is told nothing more', async () => {
  const client = new AbortController();
  const { stream } = await followedBy({}, client.signal);
  if (!(Symbol.asyncIterator in stream)) throw new Error('expected a stream');
  const events = stream[Symbol.asyncIterator]();
  expect((await events.next()).value?.data).toEqual({ ingestProgress: { status: 'ENQUEUED', progress: null } });
  const next = events.next();
  client.abort();
  expect(await next).toEqual({ done: true, value: undefined });
});

test.each([
  ['of another tenant', { tenant: 'other' }, 'no such task'],
  ['without the scope to write', { scopes: ['jobs:read'] }, 'no such task'],
])('a caller %s is refused', async (_who, caller, reason) => {
  const { stream } = await followedBy(caller);
  if (!(Symbol.asyncIterator in stream)) throw new Error('expected a stream');
  await expect(stream[Symbol.asyncIterator]().next()).rejects.toThrow(reason);
});

test('a caller who is nobody is refused before any task is looked for', async () => {
  const { stream } = await followedBy(anonymousCaller);
  expect('errors' in stream && stream.errors?.[0]?.message).toMatch('needs a caller');
});
