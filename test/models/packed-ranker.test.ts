/** The packed ranker as served: a pair scores the same alone, in any slot, in any batch and beside any other queries. */
import { describe, expect, it } from 'vitest';
import { createOnnxBackend } from '../../gpu-workers/backends/onnx.ts';
import { hasModel, readManifest } from '../../models/manifest.ts';
import { seededRandom } from '../../runtime/random.ts';
import { gatherItems, packItem, unpackItems } from '../../stores/item-vectors.ts';

const QUERIES = ['night nurse', 'pastry chef in Lyon', 'remote engineer who knows kafka and leads a team of ten', ''];
const TEXTS = [
  'Night Nurse | Gull Bay Hospital | Whitby, UK | part-time | You look after two wards from ten at night.',
  'Pastry Chef | Oven & Co | Lyon, France | full-time | You bake for a hundred guests and lead two apprentices.',
  'Backend Engineer',
  '',
];
const BATCHES = 6;
const LONGEST_BATCH = 40;

describe.runIf(hasModel(readManifest(), 'ranker'))('models/ranker.onnx', () => {
  const { packed } = createOnnxBackend({ threads: 1 });
  if (packed === null) return;

  it('changes no p by more than 2e-3, whatever else is in the batch', async () => {
    const width = packed.slots * packed.dimensions;
    const { vectors } = await packed.encode(TEXTS);
    const rows = TEXTS.map((_, at) => packItem(vectors.subarray(at * width, (at + 1) * width), packed));
    const items = unpackItems(Buffer.concat(rows), packed);
    const run = async (queries: readonly string[], pairs: readonly (readonly [query: number, text: number])[]) => {
      const gathered = gatherItems(
        [items],
        Int32Array.from(pairs, ([, text]) => text),
      );
      const queryOf = Int32Array.from(pairs, ([query]) => query);
      return (await packed.score({ queries, queryOf, items: gathered })).scores;
    };
    const alone = await Promise.all(QUERIES.flatMap((query) => TEXTS.map((_, text) => run([query], [[0, text]]))));
    const random = seededRandom(7);
    const pick = (count: number): number => Math.floor(random() * count);
    for (let batch = 0; batch < BATCHES; batch++) {
      const pairs = Array.from(
        { length: 1 + pick(LONGEST_BATCH) },
        () => [pick(QUERIES.length), pick(TEXTS.length)] as const,
      );
      const scores = await run(QUERIES, pairs);
      expect(scores).toHaveLength(pairs.length * 3);
      for (const [at, [query, text]] of pairs.entries()) {
        const expected = alone[query * TEXTS.length + text] ?? new Float32Array();
        for (const [objective, p] of expected.entries())
          expect(Math.abs((scores[at * 3 + objective] ?? Number.NaN) - p)).toBeLessThanOrEqual(2e-3);
      }
    }
  });
});
