/** Events that come from a subgraph in another process. */

import type { ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readEvents } from '../../../gateway/calls/remote-events.ts';

async function* bytes(...texts: readonly string[]) {
  for (const text of texts) yield new TextEncoder().encode(text);
}

async function read(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<readonly ExecutionResult[]> {
  const events: ExecutionResult[] = [];
  for await (const event of readEvents(chunks, signal, 'me')) events.push(event);
  return events;
}

const codes = (events: readonly ExecutionResult[]) => events.map(({ errors }) => errors?.[0]?.extensions.code);

describe('events of a remote subgraph', () => {
  it('are whole however they are cut on the way, and comments are none', async () => {
    const told = [':\n\nevent: ne', 'xt\ndata: {"data":{"a":"', 'é"}}\n', '\n:\n\nevent: complete\ndata:\n\n'];
    expect(await read(bytes(...told))).toEqual([{ data: { a: 'é' } }]);
  });

  it('that break off, or are no JSON, end with an error', async () => {
    expect(codes(await read(bytes('event: next\ndata: {"data":{}}\n\n')))).toEqual([undefined, 'SUBGRAPH_UNAVAILABLE']);
    expect(codes(await read(bytes('event: next\ndata: oh\n\n')))).toEqual(['SUBGRAPH_UNAVAILABLE']);
  });

  it('that nobody reads any more end without one', async () => {
    expect(await read(bytes('event: next\n'), AbortSignal.abort())).toEqual([]);
  });
});
