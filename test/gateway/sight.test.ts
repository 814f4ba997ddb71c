/** What a gateway shows of itself: timings on request, slow operations, the admin page, one trace through all parts. */
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKey } from '../../account/api-keys.ts';
import { calls } from './fake-search.ts';
import { GATEWAYS, type RunningGateway, startGateway } from './gateway-shapes.ts';
import { createTestServices, postGraphql, testConfig } from './test-services.ts';

vi.mock('../../search/search.ts', async () => {
  const { runSearch } = await import('./fake-search.ts');
  const { addTimes, timingsOf } = await import('../../runtime/timings.ts');
  return {
    runSearch: (request: Parameters<typeof runSearch>[0], searchContext: Parameters<typeof runSearch>[1]) => {
      addTimes(timingsOf(searchContext), { understand: 2, rank: 3 });
      return runSearch(request, searchContext);
    },
  };
});

const SEARCH = 'query Find($text: String) { jobSearch(input: { text: $text }) { totalCount } }';
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const TIMED = { 'x-tandem-timings': '1' };

describe.each(GATEWAYS)('a gateway with its subgraphs %s, by %s', (shape, engine) => {
  const { services, lines, state } = createTestServices();
  let gateway: RunningGateway;
  const extensionsOf = async (headers: Record<string, string> = {}) =>
    JSON.parse((await postGraphql(gateway.url, { query: SEARCH, variables: { text: 'cook' } }, headers)).text)
      .extensions;

  beforeAll(async () => {
    gateway = await startGateway(shape, testConfig({ TANDEM_SLOW_MS: '0.001', TANDEM_ENGINE: engine }), services);
  });
  afterAll(() => gateway.stop());
  beforeEach(() => {
    calls.length = 0;
    lines.length = 0;
  });

  it('tells the times of the stages to who asks, and to nobody else', async () => {
    const { timings } = await extensionsOf(TIMED);
    const stages = ['gate', 'admit', 'total'].map((stage) => [stage, expect.any(Number)]);
    expect(timings).toMatchObject({ understand: 2, rank: 3, ...Object.fromEntries(stages) });
    expect(timings.gate + timings.admit).toBeLessThanOrEqual(timings.total);
    expect(timings['subgraph.jobs']).toBeLessThanOrEqual(timings.total);
    expect((await extensionsOf())?.timings).toBeUndefined();
    expect((await extensionsOf({ 'x-tandem-timings': '0' }))?.timings).toBeUndefined();
  });

  it('logs a slow operation with name, hash and stages, and without what was searched for', async () => {
    await postGraphql(
      gateway.url,
      { query: SEARCH, variables: { text: 'a gardener of Umbriel' } },
      { 'x-request-id': 'slow-1' },
    );
    const [line] = lines.filter(([, message]) => message === 'slow operation');
    expect(line?.[0]).toMatchObject({
      requestId: 'slow-1',
      operation: 'Find',
      documentId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      stages: { understand: 2, rank: 3 },
    });
    expect(JSON.stringify(lines)).not.toContain('Umbriel');
  });

  it('counts errors by code and times of operations', async () => {
    await postGraphql(gateway.url, { query: '{ jobSearch(input: {}, first: 1000) { totalCount } }' });
    await postGraphql(gateway.url, { query: '{ service { version } }' }, { authorization: 'Bearer nonsense' });
    await postGraphql(gateway.url, { query: `{ service { ${'version '.repeat(1_000)} } }` });
    const text = await services.metrics.registry.metrics();
    expect(text).toMatch(/tandem_errors_total\{code="BAD_USER_INPUT"\} [1-9]/);
    expect(text).toMatch(/tandem_errors_total\{code="UNAUTHENTICATED"\} 1/);
    expect(text).toMatch(/tandem_errors_total\{code="QUERY_TOO_LARGE"\} 1/);
    expect(text).toMatch(/tandem_operation_seconds_count [1-9]/);
  });

  describe('its admin page', () => {
    it('shows health, versions, workers, caches and slow operations in one document that loads nothing', async () => {
      state.hasIndex = true;
      await postGraphql(gateway.url, { query: SEARCH.replace('Find', 'A_name_to_find'), variables: { text: 'cook' } });
      const response = await fetch(`${gateway.url}/admin`);
      const page = await response.text();
      expect(response.status).toBe(200);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      for (const part of [
        'Ready',
        'jobs-7+people-7',
        'slm',
        'score cache requests',
        'A_name_to_find',
        'width=device-width',
      ])
        expect(page).toContain(part);
      expect(page).not.toMatch(/<script|<link|<img|https?:|@import|url\(/);
    });

    it('says what is missing', async () => {
      state.hasIndex = false;
      const page = await (await fetch(`${gateway.url}/admin`)).text();
      state.hasIndex = true;
      expect(page).toContain('no index of jobs has been published');
    });
  });

  it('hands the trace on as it came while nobody collects spans', async () => {
    await extensionsOf({ traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` });
    expect(calls[0]?.context.traceparent).toBe(`00-${TRACE_ID}-00f067aa0ba902b7-01`);
  });
});

describe('the admin page in production', () => {
  const { services } = createTestServices();
  it('is for callers with the scope admin', async () => {
    const gateway = await startGateway('in one process', testConfig({ TANDEM_PROFILE: 'production' }), services);
    const keyWith = async (scopes: readonly string[]) => {
      const made = { tenant: 'acme', scopes, filter: null, budget: {} };
      return (await createKey([services.rows], made, new Date())).key;
    };
    const visit = async (key?: string) => {
      const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
      const response = await fetch(`${gateway.url}/admin`, { headers });
      const text = await response.text();
      return [response.status, response.status === 200 ? text : JSON.parse(text).errors[0].extensions];
    };
    expect(await visit()).toMatchObject([401, { code: 'UNAUTHENTICATED', scope: 'admin' }]);
    expect(await visit('tk_of_nobody')).toMatchObject([401, { code: 'UNAUTHENTICATED' }]);
    expect(await visit(await keyWith(['jobs:read']))).toMatchObject([403, { code: 'FORBIDDEN', scope: 'admin' }]);
    expect(await visit(await keyWith(['admin']))).toEqual([200, expect.stringContaining('Ready')]);
    await gateway.stop();
  });
});

describe('where spans are collected', () => {
  const exporter = new InMemorySpanExporter();
  // Once: what makes spans keeps the provider that it found first.
  beforeAll(() => new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register());
  beforeEach(() => exporter.reset());

  it.each(GATEWAYS)(
    'has one trace from the caller through every part, each span under the one that called it, and no text in it: %s, by %s',
    async (shape, engine) => {
      const { services } = createTestServices();
      const gateway = await startGateway(shape, testConfig({ TANDEM_ENGINE: engine }), services);
      const headers = { traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` };
      await postGraphql(gateway.url, { query: SEARCH, variables: { text: 'a baker of Umbriel' } }, headers);
      await gateway.stop();
      const spans = exporter.getFinishedSpans();
      expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(new Set([TRACE_ID]));
      const ids = new Set(spans.map((span) => span.spanContext().spanId));
      const strays = spans.filter(({ parentSpanContext }) => !ids.has(parentSpanContext?.spanId ?? ''));
      expect(strays.map(({ name, parentSpanContext }) => [name, parentSpanContext?.spanId])).toEqual([
        ['request', '00f067aa0ba902b7'],
      ]);
      expect(spans.filter(({ name }) => name === 'request')).toHaveLength(shape === 'over HTTP' ? 2 : 1);
      expect(spans.map(({ name }) => name)).toContain('subgraph');
      const said = spans.map(({ attributes, events, status }) => JSON.stringify([attributes, events, status])).join();
      expect(said).not.toContain('Umbriel');
    },
  );
});
