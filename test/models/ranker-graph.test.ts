/** The full-text ranker and the encoder as files: sensible, and never swayed by what else is in the batch. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { readManifest, verifiedModelPath } from '../../models/manifest.ts';
import { ENCODER_MAX_TOKENS, RANKER_MAX_QUERY_TOKENS, RANKER_MAX_TOKENS } from '../../models/templates.ts';
import { loadTokenizer } from '../../models/tokenizer.ts';

const tokenizer = loadTokenizer('models/minilm');
const pairOf = (query: string, document: string) =>
  tokenizer.encodePair(query, document, RANKER_MAX_TOKENS, RANKER_MAX_QUERY_TOKENS);

const NURSE = 'Night Nurse | Gull Bay Hospital | Whitby, UK | part-time | You look after two wards from ten at night.';
const CHEF =
  'Pastry Chef | Oven & Co | Lyon, France | full-time | You bake for a hundred guests and lead two apprentices.';
const PAIRS = [
  pairOf('night shifts as a nurse', NURSE),
  pairOf('night shifts as a nurse', CHEF),
  pairOf('pastry chef in Lyon', CHEF),
  pairOf('pastry chef in Lyon', NURSE),
  pairOf('nurse', `${NURSE} ${'We are a friendly team by the sea. '.repeat(8)}`),
];

/** One run of a model on a batch, padded to `length`: all numbers of one output. */
async function runBatch(
  session: InferenceSession,
  batch: readonly Int32Array[],
  length: number,
  output: 'score' | 'embedding' = 'score',
): Promise<readonly number[]> {
  const ids = new Int32Array(batch.length * length);
  const mask = new Int32Array(batch.length * length);
  for (const [row, rowIds] of batch.entries()) {
    ids.set(rowIds, row * length);
    mask.fill(1, row * length, row * length + rowIds.length);
  }
  const shape = [batch.length, length];
  const answer = await session.run({
    input_ids: new Tensor('int32', ids, shape),
    attention_mask: new Tensor('int32', mask, shape),
  });
  const tensor = answer[output];
  if (tensor === undefined) throw new Error(`the model must answer ${output}`);
  return [...(tensor.data as Float32Array)];
}

const longest = (batch: readonly Int32Array[]): number => Math.max(...batch.map((ids) => ids.length));

describe('models/full-text.onnx', () => {
  let session: InferenceSession;
  beforeAll(async () => {
    session = await InferenceSession.create(await verifiedModelPath(readManifest(), 'full-text'), {
      intraOpNumThreads: 1,
    });
  });

  it('gives p_yes between 0 and 1, higher for the document that fits', async () => {
    const [nurse = 0, chefForNurse = 1, chef = 0, nurseForChef = 1] = await runBatch(session, PAIRS, longest(PAIRS));
    expect(nurse).toBeGreaterThan(chefForNurse + 0.3);
    expect(chef).toBeGreaterThan(nurseForChef + 0.3);
    expect(Math.max(nurse, chef)).toBeLessThanOrEqual(1);
    expect(Math.min(chefForNurse, nurseForChef)).toBeGreaterThanOrEqual(0);
  });

  it('scores a pair the same alone, in any slot of any batch and with any padding, within 2e-3', async () => {
    const alone = await Promise.all(
      PAIRS.map(async (ids) => (await runBatch(session, [ids], ids.length))[0] ?? Number.NaN),
    );
    for (let shift = 0; shift < PAIRS.length; shift++) {
      const order = PAIRS.map((_, slot) => (slot + shift) % PAIRS.length);
      const batch = order.map((pair) => PAIRS[pair] ?? Int32Array.of());
      const scores = await runBatch(session, batch, shift % 2 === 0 ? longest(batch) : RANKER_MAX_TOKENS);
      for (const [slot, pair] of order.entries()) {
        expect(Math.abs((scores[slot] ?? Number.NaN) - (alone[pair] ?? Number.NaN))).toBeLessThanOrEqual(2e-3);
      }
    }
  });
});

describe('models/encoder.onnx', () => {
  it('gives unit vectors that bring the same meaning together, whatever the batch', async () => {
    const session = await InferenceSession.create(await verifiedModelPath(readManifest(), 'encoder'), {
      intraOpNumThreads: 1,
    });
    const texts = ['night nurse on a ward', NURSE, CHEF].map((text) => tokenizer.encode(text, ENCODER_MAX_TOKENS));
    const together = await runBatch(session, texts, longest(texts), 'embedding');
    const dimensions = together.length / texts.length;
    const vector = (row: number): readonly number[] => together.slice(row * dimensions, (row + 1) * dimensions);
    const cosine = (left: number, right: number): number =>
      vector(left).reduce((sum, value, index) => sum + value * (vector(right)[index] ?? 0), 0);
    expect(cosine(0, 0)).toBeCloseTo(1, 5);
    expect(cosine(0, 1)).toBeGreaterThan(cosine(0, 2) + 0.2);
    const alone = await runBatch(session, texts.slice(0, 1), texts[0]?.length ?? 0, 'embedding');
    expect(Math.max(...alone.map((value, index) => Math.abs(value - (together[index] ?? 0))))).toBeLessThan(1e-5);
  });
});
