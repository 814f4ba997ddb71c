/** Events that a subgraph in another process tells, as server-sent events: each `next` is one answer, `complete` is the end. */

import { type ExecutionResult, GraphQLError } from 'graphql';
import { ERROR_KINDS, type ErrorCode } from '../../runtime/errors.ts';

/** Ends quietly when `signal` is aborted; a stream that breaks off before its end ends with an error as its last event. */
export async function* readEvents(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
  requestId: string,
): AsyncGenerator<ExecutionResult, void, void> {
  try {
    for await (const { name, data } of eventsOf(chunks)) {
      if (name === 'complete') return;
      if (name === 'next') yield JSON.parse(data) as ExecutionResult;
    }
  } catch (error) {
    if (signal?.aborted) return;
    yield brokenOff(requestId, error);
    return;
  }
  if (!signal?.aborted) yield brokenOff(requestId);
}

interface ServerEvent {
  readonly name: string;
  readonly data: string;
}

/** Of the HTML standard, as far as both sides are ours: one event a block, blocks end with an empty line. */
async function* eventsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent, void, void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) yield { name: fieldOf(block, 'event'), data: fieldOf(block, 'data') };
  }
}

function fieldOf(block: string, field: string): string {
  const lines = block.split('\n').filter((line) => line.startsWith(`${field}:`));
  return lines.map((line) => line.slice(field.length + 1).trim()).join('\n');
}

function brokenOff(requestId: string, cause?: unknown): ExecutionResult {
  const code = 'SUBGRAPH_UNAVAILABLE' satisfies ErrorCode;
  const message = `${ERROR_KINDS[code].means} Its events broke off; subscribe again.`;
  return { errors: [new GraphQLError(message, { extensions: { code, requestId }, originalError: asError(cause) })] };
}

const asError = (cause: unknown): Error | null => (cause instanceof Error ? cause : null);
