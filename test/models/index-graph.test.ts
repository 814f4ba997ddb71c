/** The exhaustive search graph finds what a naive search finds, whatever is hidden and however much is asked. */
import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { vectorCodes } from '../../models/index-graph.ts';
import { readManifest, verifiedModelPath } from '../../models/manifest.ts';

const DIMENSIONS = 384;

/** Deterministic numbers (mulberry32), so that a failure can be repeated. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function unitVectors(count: number, seed: number): Float32Array {
  const next = numbersFrom(seed);
  const vectors = Float32Array.from({ length: count * DIMENSIONS }, () => next() + next() - 1);
  for (let row = 0; row < count; row++) {
    const part = vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
    const length = Math.hypot(...part);
    part.forEach((value, index) => {
      part[index] = value / length;
    });
  }
  return vectors;
}

function cosine(left: Float32Array, leftRow: number, right: Float32Array, rightRow: number): number {
  let sum = 0;
  for (let index = 0; index < DIMENSIONS; index++) {
    sum += (left[leftRow * DIMENSIONS + index] ?? 0) * (right[rightRow * DIMENSIONS + index] ?? 0);
  }
  return sum;
}

describe('models/index.onnx', () => {
  let session: InferenceSession;
  beforeAll(async () => {
    session = await InferenceSession.create(await verifiedModelPath(readManifest(), 'index'), { intraOpNumThreads: 1 });
  });

  async function search(query: Float32Array, vectors: Float32Array, live: Uint8Array, k: number) {
    const queries = query.length / DIMENSIONS;
    const documents = vectors.length / DIMENSIONS;
    const answer = await session.run({
      query: new Tensor('float32', query, [queries, DIMENSIONS]),
      codes: new Tensor('uint8', vectorCodes(vectors), [documents, DIMENSIONS]),
      vectors: new Tensor('float32', vectors, [documents, DIMENSIONS]),
      live: new Tensor('uint8', live, [live.length / documents, documents]),
      k: new Tensor('int64', BigInt64Array.of(BigInt(k)), [1]),
    });
    if (answer.id === undefined || answer.score === undefined) throw new Error('the graph must answer id and score');
    return {
      ids: [...(answer.id.data as BigInt64Array)].map(Number),
      scores: [...(answer.score.data as Float32Array)],
    };
  }

  it('answers the best live documents in falling order, and (-1, -inf) where there are no more', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 120 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer(),
        async (documents, queries, k, hiddenShare, seed) => {
          const vectors = unitVectors(documents, seed);
          const query = unitVectors(queries, seed + 1);
          const next = numbersFrom(seed + 2);
          const live = Uint8Array.from({ length: queries * documents }, () => (next() < hiddenShare ? 0 : 1));
          const { ids, scores } = await search(query, vectors, live, k);
          for (let row = 0; row < queries; row++) {
            const expected = Array.from({ length: documents }, (_, id) => ({
              id,
              score: cosine(query, row, vectors, id),
            }))
              .filter(({ id }) => live[row * documents + id] === 1)
              .sort((a, b) => b.score - a.score);
            for (let rank = 0; rank < k; rank++) {
              const score = expected[rank]?.score ?? Number.NEGATIVE_INFINITY;
              const got = scores[row * k + rank] ?? Number.NaN;
              if (score === Number.NEGATIVE_INFINITY) expect([ids[row * k + rank], got]).toEqual([-1, score]);
              else expect(Math.abs(got - score)).toBeLessThan(1e-5);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('hides a document for all queries with one row of live flags', async () => {
    const vectors = unitVectors(5, 1);
    const { ids } = await search(vectors.slice(0, 2 * DIMENSIONS), vectors, Uint8Array.of(0, 1, 1, 1, 1), 5);
    expect(ids).not.toContain(0);
    expect(ids[5]).toBe(1);
  });

  it('answers 10,000 of 12,000 documents', async () => {
    const vectors = unitVectors(12_000, 7);
    const { ids, scores } = await search(vectors.slice(0, DIMENSIONS), vectors, new Uint8Array(12_000).fill(1), 10_000);
    expect(new Set(ids).size).toBe(10_000);
    expect(ids[0]).toBe(0);
    expect(scores.every((score, rank) => rank === 0 || score <= (scores[rank - 1] ?? 0))).toBe(true);
  });
});
