/** The rerank driver finds the dialect of a server by itself, believes only numbers that can be true, and refuses a server that ranks wrongly. */
import { describe, expect, it } from 'vitest';
import { createRerankBackend } from '../../../gpu-workers/backends/rerank.ts';
import { type Exchange, recorded, replay } from '../../helpers/replay-server.ts';

const TEXTS = ['Welder in a shipyard', 'Pastry chef', 'Pipe welder'];
const pairs = (query: string, texts: readonly string[] = ['x']) => texts.map((text) => ({ query, text }));
const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

describe('the dialect of', () => {
  it.each([
    ['vllm', 'bge-reranker', [0.93, 0.01, 0.88], ['POST /v1/rerank']],
    ['sglang-rerank', undefined, [0.93, 0.01, 0.88], ['POST /v1/rerank']],
    ['text-embeddings-inference', undefined, [0.93, 0.01, 0.88], ['POST /v1/rerank', 'POST /rerank', 'GET /info']],
    ['llama-server', undefined, [12.467244, -17.173088, 12.754204].map(sigmoid), ['POST /v1/rerank']],
  ])('%s is found, and its scores come in the order of the texts', async (name, model, expected, paths) => {
    const { url, seen } = await replay(recorded(name));
    const backend = await createRerankBackend({ url, model });
    const { scores, objectives } = await backend.score(pairs('welder', TEXTS));
    expect([...scores].map((score) => score.toFixed(4))).toEqual(expected.map((score) => score.toFixed(4)));
    expect(objectives).toBe(1);
    expect([...new Set(seen.map(({ request }) => request))]).toEqual(paths);
    await backend.close();
  });
});

describe('a server', () => {
  /** No server was seen to answer so. */
  const NULL_SCORE: Exchange = {
    request: { method: 'POST', path: '/v1/rerank', body: { query: 'null', documents: ['x'] } },
    response: { status: 200, body: { results: [{ index: 0, relevance_score: null }] } },
  };
  const textsOf = (name: string, query: string): readonly string[] =>
    recorded(name)
      .map(
        ({ request }) =>
          request.body as { readonly query?: string; readonly documents?: readonly string[] } | undefined,
      )
      .find((body) => body?.query === query)?.documents ?? ['x'];
  const open = async (name: string, model?: string) => {
    const { url, seen } = await replay([...recorded(name), NULL_SCORE]);
    return { backend: await createRerankBackend({ url, model, key: 'top-secret' }), seen };
  };

  it('gets one request a query, the key, and no blank text', async () => {
    const { backend, seen } = await open('vllm', 'bge-reranker');
    const before = seen.length;
    const asked = [...pairs('welder', TEXTS), { query: 'welder', text: ' ' }, { query: '', text: 'x' }];
    const { scores } = await backend.score(
      [asked[3], asked[0], asked[1], asked[4], asked[2]].filter((pair) => pair !== undefined),
    );
    expect([...scores].map((score) => score.toFixed(2))).toEqual(['0.00', '0.93', '0.01', '0.00', '0.88']);
    expect(seen.length - before).toBe(1);
    expect(seen.every(({ authorization }) => authorization === 'Bearer top-secret')).toBe(true);
  });

  it.each([
    ['vllm', 'busy', 'OVERLOADED'],
    ['vllm', 'long', 'BAD_USER_INPUT'],
    ['text-embeddings-inference', 'busy', 'OVERLOADED'],
    ['llama-server', 'long', 'BAD_USER_INPUT'],
    ['llama-server', 'key', 'CONFIG_INVALID'],
    ['llama-server', 'null', 'MODEL_INVALID'],
  ])('%s that answers "%s" is understood as %s, and the key stays unsaid', async (name, query, code) => {
    const { backend } = await open(name, name === 'vllm' ? 'bge-reranker' : undefined);
    const error = await backend.score(pairs(query, textsOf(name, query))).then(
      () => null,
      (cause: unknown) => cause,
    );
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain('top-secret');
  });

  const changed = (change: (scores: readonly number[]) => readonly number[]): readonly Exchange[] =>
    recorded('sglang-rerank').map((exchange) => {
      const rows = exchange.response.body as readonly { readonly index: number; readonly score: number }[];
      const inOrder = rows.toSorted((a, b) => a.index - b.index).map(({ score }) => score);
      const body = change(inOrder).map((score, index) => ({ index, score }));
      return { ...exchange, response: { ...exchange.response, body } };
    });
  it.each([
    [
      'the same for all texts',
      (scores: readonly number[]) => scores.map(() => 0.5),
      /two fitting texts above two others for "night nurse", got 0.5, .*prompt template/,
    ],
    ['the wrong way round', (scores: readonly number[]) => scores.map((score) => 1 - score), /two fitting texts above/],
    [
      'of fewer texts',
      (scores: readonly number[]) => (scores.length === 1 ? scores : scores.slice(1)),
      /one finite score for each of 4 texts/,
    ],
  ])('that answers scores %s is refused at the start', async (_, change, message) => {
    const { url } = await replay(changed(change));
    await expect(createRerankBackend({ url })).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringMatching(message),
    });
  });

  it('that speaks no dialect is refused with what it said', async () => {
    const other = (path: string, body: object) => ({
      request: { method: 'POST', path, body },
      response: { status: 404, body: { detail: 'Not Found' } },
    });
    const [query, texts] = ['night nurse', ['Night nurse at a hospital']];
    const silent = await replay([
      other('/v1/rerank', { query, documents: texts }),
      other('/rerank', { query, texts, raw_scores: false, truncate: true }),
    ]);
    await expect(createRerankBackend({ url: silent.url })).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringMatching(
        /speaks no dialect of rerank: .*\/v1\/rerank answered 404: Not Found; .*\/rerank answered/,
      ),
    });
  });

  it('that is not there is no wrong server', async () => {
    await expect(createRerankBackend({ url: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'WORKER_UNAVAILABLE',
    });
  });

  it('ranks, and says that it can do nothing else', async () => {
    const { backend } = await open('vllm', 'bge-reranker');
    expect(backend.packed).toBeNull();
    for (const refused of [
      backend.embed([], []),
      backend.understand([]),
      backend.loadMatrix({ size: 0, dimensions: 0, rows: { kind: 'memory', halfs: new Uint16Array() } }),
    ])
      await expect(refused).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining('pool slm'),
      });
  });
});
