/** Servers that only score texts, in this process: they answer as those of llama.cpp, TEI and SGLang do, with the scores of the fake backend. */
import type { Backend } from '../../gpu-workers/backends/backend.ts';
import { createFakeBackend } from '../../gpu-workers/backends/fake.ts';
import { createRerankBackend } from '../../gpu-workers/backends/rerank.ts';
import { createSglangBackend } from '../../gpu-workers/backends/sglang.ts';
import { YES_NO_SUFFIX, yesNoPrefix } from '../../models/yes-no-prompt.ts';
import { type Answer, serveJson } from './json-server.ts';

const NOT_FOUND = { status: 404, body: { detail: 'Not Found' } };
const TEI_MAX_TEXTS = 4;
const [QUERY_START = '', QUERY_END = ''] = yesNoPrefix('\0').split('\0');

/** p_yes of each text. */
async function probabilities(query: string, texts: readonly string[]): Promise<readonly number[]> {
  const { scores } = await createFakeBackend().score(texts.map((text) => ({ query, text })));
  return [...scores].map((score) => Math.min(1 - 1e-6, Math.max(1e-6, score)));
}

const bestFirst = <T extends { readonly score: number }>(scored: readonly T[]): readonly T[] =>
  scored.toSorted((a, b) => b.score - a.score);

const llamaServer: Answer = async ({ url }, body) => {
  if (url !== '/v1/rerank') return NOT_FOUND;
  const { query, documents } = body as { readonly query: string; readonly documents: readonly string[] };
  const scored = (await probabilities(query, documents)).map((score, index) => ({ index, score }));
  const results = bestFirst(scored).map(({ index, score }) => ({
    index,
    relevance_score: Math.log(score / (1 - score)),
  }));
  return { status: 200, body: { model: 'ranker', object: 'list', results } };
};

const tei: Answer = async ({ url }, body) => {
  if (url === '/info') return { status: 200, body: { model_id: 'ranker', max_client_batch_size: TEI_MAX_TEXTS } };
  if (url !== '/rerank') return NOT_FOUND;
  const { query, texts } = body as { readonly query: string; readonly texts: readonly string[] };
  if (texts.length > TEI_MAX_TEXTS)
    return { status: 422, body: { error: `batch size ${texts.length} > ${TEI_MAX_TEXTS}` } };
  return {
    status: 200,
    body: bestFirst((await probabilities(query, texts)).map((score, index) => ({ index, score }))),
  };
};

const sglang: Answer = async ({ url }, body) => {
  if (url !== '/v1/score') return NOT_FOUND;
  const { query, items } = body as { readonly query: string; readonly items: readonly string[] };
  const asked = query.slice(QUERY_START.length, query.length - QUERY_END.length);
  const texts = items.map((item) => item.slice(0, item.length - YES_NO_SUFFIX.length));
  return { status: 200, body: { scores: (await probabilities(asked, texts)).map((p) => [p, 1 - p]) } };
};

const DRIVERS: readonly (readonly [string, Answer, (url: string) => Promise<Backend>])[] = [
  ['rerank over a server like llama-server', llamaServer, (url) => createRerankBackend({ url })],
  ['rerank over a server like TEI', tei, (url) => createRerankBackend({ url })],
  ['sglang over a server like SGLang', sglang, (url) => createSglangBackend({ url, labels: [1, 2] })],
];

/** The drivers of servers that only score, each over its server; closing one closes its server. */
export function openRankingBackends(): Promise<readonly (readonly [string, Backend])[]> {
  return Promise.all(
    DRIVERS.map(async ([title, answer, open]) => {
      const server = await serveJson(answer);
      const backend = await open(server.url);
      const close = async (): Promise<void> => {
        await backend.close();
        await server.close();
      };
      return [title, { ...backend, close }] as const;
    }),
  );
}
