/** The search task against a naive search: any filter, any selectivity, several queries, versions that come and go. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeBackend } from '../../../gpu-workers/backends/fake.ts';
import type { SegmentSource } from '../../../gpu-workers/loaded-index.ts';
import type { ServedModel } from '../../../gpu-workers/served-model.ts';
import { serveSearch } from '../../../gpu-workers/tasks/search.ts';
import { fp32, int32, strings } from '../../../gpu-workers/tensors.ts';
import { TandemError } from '../../../runtime/errors.ts';
import { createAttributeColumns } from '../../../stores/attribute-columns.ts';
import { decodeHalfs, encodeHalfs } from '../../../stores/half-floats.ts';
import type { Predicate } from '../../../stores/predicate.ts';
import { nearestProblems, randomUnitRows } from '../../helpers/nearest-oracle.ts';

const DIMENSIONS = 32;
const SIZE = 400;
const PAY = Float64Array.from({ length: SIZE }, (_, row) => (row % 7 === 0 ? Number.NaN : row));
const HALFS = encodeHalfs(randomUnitRows(SIZE, DIMENSIONS, 1));
const ROWS = decodeHalfs(HALFS);

/** Records what was read; version `gone` does not exist. */
function source(reads: string[] = []): SegmentSource {
  return {
    parts: async (_, version) => [{ segment: version, removed: new Uint32Array() }],
    vectors: async (vertical, segment) => {
      reads.push(`${vertical} ${segment}`);
      if (segment === 'gone') throw new TandemError('INDEX_MISSING', 'expected a segment, found none');
      return { size: SIZE, dimensions: DIMENSIONS, rows: { kind: 'memory', halfs: HALFS } };
    },
    attributes: async () => createAttributeColumns(SIZE, { pay: { kind: 'numbers', numbers: PAY } }),
  };
}

async function search(
  model: ServedModel,
  queries: Float32Array,
  k: number,
  filters: readonly (Predicate | null)[],
  version = 'v1',
) {
  const inputs = {
    query: fp32([filters.length, queries.length / filters.length], queries),
    k: int32([1], Int32Array.of(k)),
    filter: strings(filters.map((filter) => (filter === null ? '' : JSON.stringify(filter)))),
  };
  const { outputs } = await model.infer({ parameters: { index_version: version }, inputs, wantsBinary: true });
  return {
    ids: Array.from(outputs.id?.data ?? [], Number),
    scores: Array.from(outputs.score?.data ?? [], Number),
    shape: outputs.id?.shape,
  };
}

const served = (reads?: string[]): ServedModel => serveSearch(createFakeBackend(DIMENSIONS), 'jobs', source(reads));
const atLeast = (minimum: number): Predicate => ({ kind: 'range', field: 'pay', minimum });

describe('a filtered search', () => {
  it('returns min(k, survivors), exactly the nearest ones, whatever the filter lets through', async () => {
    const model = served();
    const filter = fc.option(fc.integer({ min: 0, max: SIZE + 20 }).map(atLeast));
    await fc.assert(
      fc.asyncProperty(
        fc.array(filter, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: SIZE + 50 }),
        fc.nat(),
        async (filters, k, seed) => {
          const queries = randomUnitRows(filters.length, DIMENSIONS, seed);
          const { ids, scores, shape } = await search(model, queries, k, filters);
          expect(shape).toEqual([filters.length, k]);
          for (const [at, predicate] of filters.entries()) {
            const minimum = predicate?.kind === 'range' ? (predicate.minimum ?? 0) : null;
            const mask = minimum === null ? null : Uint8Array.from(PAY, (pay) => (pay >= minimum ? 1 : 0));
            const query = queries.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS);
            const own = [ids, scores].map((all) => all.slice(at * k, (at + 1) * k));
            expect(nearestProblems({ rows: ROWS, size: SIZE, query, k, mask }, own[0] ?? [], own[1] ?? [])).toEqual([]);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('without survivors is all dead slots', async () => {
    const { ids, scores } = await search(served(), randomUnitRows(1, DIMENSIONS, 3), 2, [atLeast(SIZE)]);
    expect(ids).toEqual([-1, -1]);
    expect(scores).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  });
});

describe('terms', () => {
  const terms = JSON.stringify([{ kind: 'share', field: 'pay', weight: 10, full: SIZE }]);

  it('are added before the nearest are chosen, under a filter too, and the cosines come beside the scores', async () => {
    const query = randomUnitRows(2, DIMENSIONS, 9);
    const inputs = {
      query: fp32([2, DIMENSIONS], query),
      k: int32([1], Int32Array.of(3)),
      filter: strings(['', JSON.stringify({ kind: 'range', field: 'pay', maximum: 100 })]),
      terms: strings([terms, terms]),
    };
    const { outputs } = await served().infer({ parameters: { index_version: 'v1' }, inputs, wantsBinary: true });
    const [ids, scores, cosines] = ['id', 'score', 'cosine'].map((name) =>
      Array.from(outputs[name]?.data ?? [], Number),
    );
    for (const [at, id] of (ids ?? []).entries()) {
      const own = query.subarray(at < 3 ? 0 : DIMENSIONS, at < 3 ? DIMENSIONS : 2 * DIMENSIONS);
      const cosine = own.reduce((sum, value, axis) => sum + value * (ROWS[id * DIMENSIONS + axis] ?? 0), 0);
      expect(cosines?.[at]).toBeCloseTo(cosine, 4);
      expect(scores?.[at]).toBeCloseTo(cosine + (10 * (PAY[id] ?? 0)) / SIZE, 4);
    }
    expect(Math.min(...(ids?.slice(0, 3) ?? []))).toBeGreaterThan(SIZE - 60);
    expect(Math.max(...(ids?.slice(3) ?? []))).toBeLessThanOrEqual(100);
  });

  it('that are fewer than the queries are refused', async () => {
    const inputs = {
      query: fp32([2, DIMENSIONS], randomUnitRows(2, DIMENSIONS, 9)),
      k: int32([1], Int32Array.of(1)),
      filter: strings(['', '']),
      terms: strings([terms]),
    };
    const asked = served().infer({ parameters: { index_version: 'v1' }, inputs, wantsBinary: true });
    await expect(asked).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('index versions', () => {
  const query = randomUnitRows(1, DIMENSIONS, 5);

  it('are read once, however many searches arrive together', async () => {
    const reads: string[] = [];
    const model = served(reads);
    await Promise.all([1, 2, 3].map(() => search(model, query, 1, [null])));
    expect(reads).toEqual(['jobs v1']);
  });

  it('can be loaded before the first search names them', async () => {
    const reads: string[] = [];
    const model = served(reads);
    await model.load?.({ index_version: 'v1' });
    await search(model, query, 1, [null]);
    expect(reads).toEqual(['jobs v1']);
  });

  it('are kept as long as they are one of the two used last', async () => {
    const reads: string[] = [];
    const model = served(reads);
    for (const version of ['v1', 'v2', 'v1', 'v3', 'v1', 'v2']) await search(model, query, 1, [null], version);
    expect(reads).toEqual(['jobs v1', 'jobs v2', 'jobs v3', 'jobs v2']);
  });

  it('that are not there are refused, and asked for again by the next search', async () => {
    const reads: string[] = [];
    const model = served(reads);
    await expect(search(model, query, 1, [null], 'gone')).rejects.toMatchObject({ code: 'INDEX_MISSING' });
    await expect(search(model, query, 1, [null], 'gone')).rejects.toMatchObject({ code: 'INDEX_MISSING' });
    expect(reads).toEqual(['jobs gone', 'jobs gone']);
  });
});

describe('a wrong search', () => {
  const query = randomUnitRows(1, DIMENSIONS, 5);
  it.each([0, -1, 10_001])('with k %i is refused', async (k) => {
    await expect(search(served(), query, k, [null])).rejects.toThrow(/k must be 1 to 10000/);
  });

  it('with another width is refused', async () => {
    await expect(search(served(), query.subarray(1), 1, [null])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it.each(['{', '{"kind":"maybe"}', '{"kind":"in","field":"title"}', '{"kind":"range","field":"nothing"}'])(
    'with filter %s is refused',
    async (filter) => {
      const inputs = {
        query: fp32([1, DIMENSIONS], query),
        k: int32([1], Int32Array.of(1)),
        filter: strings([filter]),
      };
      await expect(
        served().infer({ parameters: { index_version: 'v1' }, inputs, wantsBinary: true }),
      ).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    },
  );
});

it('the probe passes on a backend that works and fails on one that does not', async () => {
  const backend = createFakeBackend(DIMENSIONS);
  await expect(serveSearch(backend, 'jobs', source()).probe()).resolves.toBeUndefined();
  const blind = {
    ...backend,
    loadMatrix: async () => ({
      size: 3,
      dimensions: DIMENSIONS,
      nearest: async () => ({ rows: Int32Array.of(0), scores: Float32Array.of(1) }),
      close: async () => undefined,
    }),
  };
  await expect(serveSearch(blind, 'jobs', source()).probe()).rejects.toMatchObject({ code: 'MODEL_INVALID' });
});
