/** A subgraph call: under one deadline, its failure an error of its own fields. */

import { GraphQLError, parse } from 'graphql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { developmentViewer } from '../../../account/viewer.ts';
import { createRequestScope } from '../../../gateway/callers/request-scope.ts';
import { type CallableSubgraph, createDataSource } from '../../../gateway/calls/data-source.ts';
import { createTestServices } from '../test-services.ts';

const { services, lines } = createTestServices();
const document = parse('{ a }');
const scope = createRequestScope('request-1', 1_000, new AbortController().signal, developmentViewer);

/** What the planner hands over, as far as a data source reads it. */
async function process(call: CallableSubgraph['call'], context = scope) {
  const source = createDataSource({ name: 'jobs', call }, services.logger);
  return source({ query: '{ a }', document, variables: { x: 1 }, scope: context });
}

beforeEach(() => {
  lines.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a subgraph call', () => {
  it('passes query, variables and the scope of the request on', async () => {
    const seen: unknown[] = [];
    await process(async (call) => {
      seen.push(call);
      return { data: { a: 1 } };
    });
    expect(seen).toEqual([
      {
        query: '{ a }',
        document,
        variables: { x: 1 },
        scope,
        signal: expect.any(AbortSignal),
      },
    ]);
  });

  it('hands errors on as plain data with their codes', async () => {
    const error = new GraphQLError('no', { path: ['a'], extensions: { code: 'BAD_USER_INPUT', limit: 3 } });
    expect(await process(async () => ({ data: { a: null }, errors: [error] }))).toEqual({
      data: { a: null },
      errors: [{ message: 'no', path: ['a'], extensions: { code: 'BAD_USER_INPUT', limit: 3 } }],
    });
  });

  it('that throws is SUBGRAPH_UNAVAILABLE for its fields, with the cause in the log only', async () => {
    const answer = await process(() => Promise.reject(new Error('secret socket')));
    expect(answer.data).toBeNull();
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', requestId: 'request-1' });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(lines).toEqual([
      [expect.objectContaining({ subgraph: 'jobs', requestId: 'request-1' }), expect.any(String)],
    ]);
  });

  it('that never answers ends with the request, some time after the deadline that searches keep themselves', async () => {
    vi.useFakeTimers();
    const answer = process(() => new Promise(() => undefined));
    await vi.advanceTimersByTimeAsync(scope.deadline.remainingMs());
    let isOver = false;
    void answer.then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(100);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await answer).errors?.[0]?.extensions?.code).toBe('DEADLINE_EXCEEDED');
  });

  it('that nobody waits for any more is broken off, without a line that blames the subgraph', async () => {
    const client = new AbortController();
    const signals: (AbortSignal | undefined)[] = [];
    const answer = process(
      ({ signal }) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
      createRequestScope('request-2', 60_000, client.signal, developmentViewer),
    );
    client.abort();
    expect((await answer).errors?.[0]?.message).toBe('the caller went away before jobs answered');
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
    expect(lines).toEqual([]);
  });
});
