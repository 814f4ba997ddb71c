/** Subscriptions of one subgraph: events as callers may read them, and a source that is closed. */

import { buildSchema, type ExecutionResult, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { badInput } from '../../runtime/errors.ts';
import type { SearchContext } from '../../search/context.ts';
import { subscribeOperation } from '../../subgraphs/subscribe-operation.ts';
import { createTestServices } from '../gateway/test-services.ts';

function ticking(source: (closed: () => void) => AsyncGenerator<unknown>) {
  const schema = buildSchema('type Query { a: Int } type Subscription { tick: Int }');
  const field = schema.getSubscriptionType()?.getFields().tick;
  let closed = 0;
  if (field) {
    field.subscribe = () => source(() => (closed += 1));
    field.resolve = (value: unknown) => {
      if (value === 'defect') throw new TypeError('secret');
      return value;
    };
  }
  const { services } = createTestServices();
  const contextValue = { requestId: 'me', services } as unknown as SearchContext;
  const subscribe = (signal = new AbortController().signal) =>
    subscribeOperation({ schema, document: parse('subscription { tick }'), contextValue }, signal);
  return { subscribe, closed: () => closed };
}

async function all(events: AsyncIterable<ExecutionResult> | ExecutionResult): Promise<readonly ExecutionResult[]> {
  if (!(Symbol.asyncIterator in events)) return [events];
  const read: ExecutionResult[] = [];
  for await (const event of events) read.push(event);
  return read;
}

describe('a subscription of a subgraph', () => {
  it('tells events with errors of the table, masked like any', async () => {
    const { subscribe, closed } = ticking(async function* (close) {
      yield 1;
      yield 'defect';
      close();
    });
    const [first, second] = await all(await subscribe());
    expect(first?.data).toEqual({ tick: 1 });
    expect(second?.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL', requestId: 'me' });
    expect(second?.errors?.[0]?.message).not.toContain('secret');
    expect(closed()).toBe(1);
  });

  it('that is refused is one result', async () => {
    const { subscribe } = ticking(() => {
      throw badInput('to must be 0 or more, got -1');
    });
    const [refused] = await all(await subscribe());
    expect(refused?.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', requestId: 'me' });
  });

  it('ends when its client goes away, also while its source waits', async () => {
    const client = new AbortController();
    const { subscribe } = ticking(async function* () {
      yield 1;
      await new Promise(() => undefined);
    });
    const events = await subscribe(client.signal);
    setImmediate(() => client.abort());
    expect(await all(events)).toEqual([{ data: { tick: 1 } }]);
  });
});
