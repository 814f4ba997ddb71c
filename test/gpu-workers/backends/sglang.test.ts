/** The SGLang driver asks for the probability of yes, and refuses labels, numbers and models that cannot be right. */
import { describe, expect, it } from 'vitest';
import { createSglangBackend } from '../../../gpu-workers/backends/sglang.ts';
import { type Exchange, recorded, replay } from '../../helpers/replay-server.ts';

const LABELS = [9454, 2753];
const open = async (exchanges: readonly Exchange[] = recorded('sglang-score')) => {
  const { url } = await replay(exchanges);
  return createSglangBackend({ url, model: 'slm', labels: LABELS });
};
const pairs = (query: string, ...texts: readonly string[]) => texts.map((text) => ({ query, text }));

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
