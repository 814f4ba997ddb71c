/**
 * A pair's scores do not depend on what else is computed with it: alone, in other batches, in other slots.
 * 500 pairs in the suite; all 20,000: PAIRS=20000 npx vitest run test/models/pair-stability.test.ts
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { createOnnxBackend } from '../../gpu-workers/backends/onnx.ts';
import { hasModel, readManifest } from '../../models/manifest.ts';
import { itemText } from '../../models/templates.ts';
import { seededRandom } from '../../runtime/random.ts';
import { gatherItems, type ItemVectors, packItem, unpackItems } from '../../stores/item-vectors.ts';
import { PLACES, ROLES, testJobs } from '../helpers/test-corpus.ts';
import { testFacts } from '../helpers/test-search.ts';

const PAIRS = Number(process.env.PAIRS ?? 500);
/** Of p, for the int8 model that serves. */
const TOLERANCE = 2e-3;
const COPIES = 4;
const LARGEST_BATCH = 300;
const WISHES = ['', 'at night', 'part time', 'remote', 'for beginners', 'without a degree', 'that pays well, soon'];
const QUERIES = ROLES.flatMap(({ title }) =>
  PLACES.flatMap((place) => WISHES.map((wish) => `${title.toLowerCase()} ${wish} in ${place}`)),
);

interface Pair {
  readonly query: number;
  readonly item: number;
}

describe.runIf(hasModel(readManifest(), 'ranker'))('the packed ranker', { timeout: 600_000 }, () => {
  const { packed } = createOnnxBackend({ threads: 2 });
  if (packed === null) return;
  const ranker = packed;
  const random = seededRandom(20_000);
  const below = (count: number): number => Math.floor(random() * count);
  let items: ItemVectors;
  let pairs: readonly Pair[];
  let alone: readonly Float32Array[];

  beforeAll(async () => {
    const texts = testJobs(testFacts(), COPIES).map(itemText);
    const width = packed.slots * packed.dimensions;
    const { vectors } = await packed.encode(texts);
    const rows = texts.map((_, at) => packItem(vectors.subarray(at * width, (at + 1) * width), packed));
    items = unpackItems(Buffer.concat(rows), packed);
    pairs = Array.from({ length: PAIRS }, () => ({ query: below(QUERIES.length), item: below(texts.length) }));
    const scored: Float32Array[] = [];
    for (const pair of pairs) scored.push(await score([pair]));
    alone = scored;
  }, 600_000);

  /** [pairs, objectives]; each query once, as a batch of several searches has it. */
  async function score(batch: readonly Pair[]): Promise<Float32Array> {
    const queries = [...new Set(batch.map(({ query }) => query))];
    const queryOf = Int32Array.from(batch, ({ query }) => queries.indexOf(query));
    const positions = Int32Array.from(batch, ({ item }) => item);
    const texts = queries.map((query) => QUERIES[query] ?? '');
    return (await ranker.score({ queries: texts, queryOf, items: gatherItems([items], positions) })).scores;
  }

  /** The largest change of any p when the pairs are computed in this order, in batches of these sizes. */
  async function largestChange(order: readonly number[], sizeOf: () => number): Promise<number> {
    let largest = 0;
    for (let start = 0, size = sizeOf(); start < order.length; start += size, size = sizeOf()) {
      const members = order.slice(start, start + size);
      const scores = await score(members.map((member) => pairs[member] as Pair));
      const width = scores.length / members.length;
      for (const [at, member] of members.entries()) {
        for (const [objective, p] of (alone[member] ?? []).entries())
          largest = Math.max(largest, Math.abs((scores[at * width + objective] ?? Number.NaN) - p));
      }
    }
    return largest;
  }

  it(`gives ${PAIRS.toLocaleString('en')} pairs the p that each has alone, in any batch and any slot`, async () => {
    const order = pairs.map((_, index) => index);
    const shuffled = order.map((index) => ({ index, key: random() })).sort((a, b) => a.key - b.key);
    const full = await largestChange(order, () => LARGEST_BATCH);
    const mixed = await largestChange(
      shuffled.map(({ index }) => index),
      () => 1 + below(LARGEST_BATCH),
    );
    console.log(
      `largest change of p over ${PAIRS} pairs: ${full.toExponential(2)} in full batches, ${mixed.toExponential(2)} in mixed ones`,
    );
    expect(full).toBeLessThanOrEqual(TOLERANCE);
    expect(mixed).toBeLessThanOrEqual(TOLERANCE);
  });
});
