/** The SGLang driver asks for the probability of yes, and refuses labels, numbers and models that cannot be right. */
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../gpu-workers/backends/backend.ts';
import { createFakeBackend } from '../../../gpu-workers/backends/fake.ts';
import { createSglangBackend } from '../../../gpu-workers/backends/sglang.ts';
import { YES_NO_SUFFIX, yesNoPrefix } from '../../../models/yes-no-prompt.ts';
import { packItem, unpackItems } from '../../../stores/item-vectors.ts';
import { answering, type Exchange, recorded, replay } from '../../helpers/replay-server.ts';

const LABELS = [9454, 2753];
const open = async (exchanges: readonly Exchange[] = recorded('sglang-score')) => {
  const { url } = await replay(exchanges);
  return createSglangBackend({ url, model: 'slm', labels: LABELS });
};
const pairs = (query: string, ...texts: readonly string[]) => texts.map((text) => ({ query, text }));

describe('SGLang as packed ranker', () => {
  const fake = createFakeBackend(384, 2);
  const local = fake.packed as NonNullable<Backend['packed']>;
  const tokenIds = (text: string): readonly number[] => [...text].map((letter) => letter.codePointAt(0) ?? 0);
  type Body = {
    readonly query: readonly number[];
    readonly items: readonly (readonly number[])[];
    readonly item_embed_overrides: readonly (readonly (readonly number[])[])[];
  };

  /** Scores by the vectors that came, as the ranker of the fake backend does: the query is known by its token ids. */
  async function scoringServer(p: (cosine: number) => number) {
    const bodies: Body[] = [];
    const queries = ['night nurse', 'diesel engine mechanic', 'welder'];
    const { url } = await answering(async (body: Body) => {
      bodies.push(body);
      const query = queries.find((text) => tokenIds(yesNoPrefix(text)).join() === body.query.join()) ?? '';
      const { vectors } = await fake.embed([query], ['query']);
      const cosines = body.item_embed_overrides.map(([first = []]) =>
        first.reduce((sum, value, axis) => sum + value * (vectors[axis] ?? 0), 0),
      );
      return { scores: cosines.map((cosine) => [p(cosine), 1 - p(cosine)]) };
    });
    return { url, bodies };
  }
  const openPacked = (url: string) =>
    createSglangBackend({ url, labels: LABELS, packed: { local, itemToken: 7, tokenIds } });
  const itemsOf = async (...texts: readonly string[]) => {
    const { vectors } = await local.encode(texts);
    return unpackItems(
      Buffer.concat(texts.map((_, at) => packItem(vectors.subarray(at * 768, (at + 1) * 768), local))),
      local,
    );
  };

  it('sends one vector for each item token, and each query with its own items', async () => {
    const { url, bodies } = await scoringServer((cosine) => (cosine + 1) / 2);
    const { packed } = await openPacked(url);
    const items = await itemsOf('welder', 'night nurse', 'welder');
    const batch = { queries: ['welder', 'night nurse'], queryOf: Int32Array.of(0, 1, 1), items };
    const scores = [...((await packed?.score(batch))?.scores ?? [])];
    expect(scores.slice(0, 2).every((score) => score > 0.95)).toBe(true);
    expect(scores[2]).toBeLessThan(0.95);
    const body = bodies.find(({ items: sent }) => sent.length === 1);
    const suffix = tokenIds(YES_NO_SUFFIX);
    expect(body).toEqual({
      query: tokenIds(yesNoPrefix('welder')),
      items: [[7, 7, ...suffix]],
      label_token_ids: LABELS,
      apply_softmax: true,
      embed_override_token_id: 7,
      item_embed_overrides: [[expect.any(Array), expect.any(Array)]],
    });
    const original = (await local.encode(['welder'])).vectors.subarray(0, 384);
    const sent = body?.item_embed_overrides[0]?.[0] ?? [];
    expect(sent.every((value, axis) => Math.abs(value - (original[axis] ?? Number.NaN)) < 0.01)).toBe(true);
  });

  it('is refused when it does not read the items', async () => {
    const { url } = await scoringServer(() => 0.5);
    await expect(openPacked(url)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('item encoder of models/manifest.json'),
    });
  });
});

describe('SGLang', () => {
  it('scores texts by the first label, in their order', async () => {
    const backend = await open();
    const { scores } = await backend.score(pairs('welder', 'Welder in a shipyard', 'Pastry chef', 'Pipe welder'));
    expect([...scores].map((score) => score.toFixed(2))).toEqual(['0.93', '0.01', '0.88']);
  });

  it.each([
    ['busy', 'OVERLOADED', /queue is full/],
    ['bad', 'BAD_USER_INPUT', /out of vocabulary/],
    ['broken', 'INTERNAL', /answered 500: scheduler died/],
    ['raw', 'MODEL_INVALID', /probabilities of the labels for each of 1 texts.*TANDEM_BACKEND_LABELS/],
  ])('that answers "%s" is understood as %s', async (query, code, message) => {
    const backend = await open();
    await expect(backend.score(pairs(query, 'x'))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('with the labels the wrong way round is refused at the start', async () => {
    const turned = recorded('sglang-score').map((exchange) => {
      const { scores } = exchange.response.body as { readonly scores?: readonly (readonly number[])[] };
      const body = { scores: scores?.map((row) => row.toReversed()) };
      return { ...exchange, response: { ...exchange.response, body } };
    });
    await expect(open(turned)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });

  it('needs labels', async () => {
    await expect(createSglangBackend({ url: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('TANDEM_BACKEND_LABELS'),
    });
  });
});
