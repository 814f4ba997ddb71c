/** Spans of a request through all its processes, by the API of OpenTelemetry alone: until somebody registers an SDK they do nothing. */

import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { TandemError } from './errors.ts';

/** Of W3C Trace Context. */
export const TRACE_HEADER = 'traceparent';
/** Version, trace id, parent id, flags. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Every span that Tandem makes, and what it spans; the page of docs is written from it. */
export const SPANS = {
  request: 'One HTTP request to a gateway or subgraph; health, readiness and metrics make none.',
  subgraph: 'One call of the gateway to a subgraph, in process or over HTTP.',
  understand: 'A search reads its text; as task of a pool, the texts that a model reads.',
  embed: 'A search has its text made a vector; as task of a pool, the texts that are.',
  retrieve: 'A search finds its candidates.',
  rank: 'A search orders its candidates.',
  present: 'A search counts its facets.',
  search: 'Task of a pool: the nearest documents of a query vector.',
  score: 'Task of a pool: candidates that the ranker reads.',
  batch: 'What a worker is sent at once: child of the first request in it, with links to the others.',
  compute: 'A worker runs its model for one batch.',
} as const;
export type SpanName = keyof typeof SPANS;

const tracer = trace.getTracer('tandem');

/** The header as it came, undefined when it is not well formed: then it is left out, as the standard wants it. */
export function traceparentFrom(header: string | null | undefined): string | undefined {
  return TRACEPARENT.test(header ?? '') ? (header ?? undefined) : undefined;
}

/** Of the span that runs now; undefined when no SDK is registered. */
export function currentTraceparent(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  if (span === undefined || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

/**
 * Runs it in a span, under the span that runs now, or under the first of `parents` and linked to the others. `run` begins
 * at once, before anything is awaited. Attributes hold names and numbers, never what a caller typed: of an error only its code is kept.
 */
export function traced<T>(
  name: SpanName,
  attributes: Attributes,
  run: (span: Span) => T | Promise<T>,
  parents?: readonly string[],
): Promise<T> {
  const [parent = ROOT_CONTEXT, ...linked] = parents === undefined ? [context.active()] : parents.map(contextOf);
  const links = linked.flatMap((other) => trace.getSpanContext(other) ?? []).map((other) => ({ context: other }));
  return tracer.startActiveSpan(name, { attributes, links }, parent, async (span) => {
    try {
      return await run(span);
    } catch (error) {
      const message = error instanceof TandemError ? error.code : 'INTERNAL';
      span.setStatus({ code: SpanStatusCode.ERROR, message });
      throw error;
    } finally {
      span.end();
    }
  });
}

function contextOf(traceparent: string): Context {
  const [, , traceId = '', spanId = '', flags = '00'] = TRACEPARENT.exec(traceparent) ?? [];
  const parent: SpanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(parent) ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}
