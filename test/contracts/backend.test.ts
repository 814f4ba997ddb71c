/** What every backend of the workers must do, whatever runs inside. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Backend } from '../../gpu-workers/backends/backend.ts';
import { requireDevice } from '../../gpu-workers/backends/device.ts';
import { createFakeBackend } from '../../gpu-workers/backends/fake.ts';
import { createInferenceProtocolBackend } from '../../gpu-workers/backends/inference-protocol.ts';
import { createOnnxBackend } from '../../gpu-workers/backends/onnx.ts';
import { DEVICES, type Device } from '../../runtime/devices.ts';
import { decodeHalfs, encodeHalfs } from '../../stores/half-floats.ts';
import { gatherItems, packItem, unpackItems } from '../../stores/item-vectors.ts';
import { type ModelServer, serveBackend } from '../helpers/model-server.ts';
import { nearestProblems, randomUnitRows, selectionOf } from '../helpers/nearest-oracle.ts';
import { openRankingBackends } from '../helpers/ranking-servers.ts';
import { startThirdParty, THIRD_PARTIES, type ThirdParty } from '../helpers/third-party-server.ts';

async function over(server: ModelServer, local: Backend): Promise<Backend> {
  const remote = await createInferenceProtocolBackend(server.url, local);
  return {
    ...remote,
    close: async () => {
      await remote.close();
      await server.close();
    },
  };
}

const ourServer = async (backend: Backend): Promise<Backend> => over(await serveBackend(backend), backend);

/** Here it only reads queries and searches: what the server has must be asked there. */
function withoutServerModels(local: Backend): Backend {
  const refuse = (): Promise<never> => Promise.reject(new Error('computed here instead of by the server'));
  const packed = local.packed === null ? null : { ...local.packed, encode: refuse, score: refuse };
  return { ...local, embed: refuse, score: refuse, packed };
}

async function thirdParty(other: ThirdParty): Promise<readonly (readonly [string, Backend])[]> {
  const server = await startThirdParty(other);
  if (server === null) return [];
  const local = withoutServerModels(createOnnxBackend({ threads: 2 }));
  return [[`inference-protocol over ${other.name}`, await over(server, local)]];
}

/** DEVICE=webgpu npx vitest run test/contracts/backend.test.ts */
const onDevice = z.enum(DEVICES).optional().parse(process.env.DEVICE);

async function deviceBackend(device: Device): Promise<Backend> {
  await requireDevice(device);
  return createOnnxBackend({ threads: 2, device });
}

const BACKENDS: readonly (readonly [string, Backend])[] = [
  ['fake', createFakeBackend()],
  ['onnx', createOnnxBackend({ threads: 2 })],
  ...(onDevice === undefined ? [] : [[`onnx on ${onDevice}`, await deviceBackend(onDevice)] as const]),
  ['inference-protocol over fake', await ourServer(createFakeBackend())],
  ['inference-protocol over onnx', await ourServer(createOnnxBackend({ threads: 2 }))],
  ...(await Promise.all(THIRD_PARTIES.map(thirdParty))).flat(),
];

/** They score texts, and refuse all else. */
const RANKING_ONLY = await openRankingBackends();

const TEXTS = [
  'registered nurse',
  'nurse on night shifts in a children’s hospital',
  'diesel engine mechanic for heavy trucks',
  'Ünïcode 👩‍⚕️',
  '',
];

describe.each([...BACKENDS, ...RANKING_ONLY])('scoring of backend %s', (title, backend) => {
  const scoresOf = async (pairs: readonly (readonly [string, string])[]): Promise<Float32Array> =>
    (await backend.score(pairs.map(([query, text]) => ({ query, text })))).scores;

  it('says its name', () => {
    expect(backend.name).toBe(title.split(' ')[0]);
  });

  it('scores pairs between 0 and 1, the fitting one higher', async () => {
    const scores = await scoresOf([
      ['night nurse', TEXTS[1] ?? ''],
      ['night nurse', TEXTS[2] ?? ''],
      ['', ''],
    ]);
    expect(scores).toHaveLength(3);
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    expect(scores[0]).toBeGreaterThan(scores[1] ?? 1);
  });

  it('scores a pair the same in any order and any company', async () => {
    const pairs = TEXTS.map((text) => ['nurse for nights', text] as const);
    const forwards = await scoresOf(pairs);
    const backwards = await scoresOf(pairs.toReversed());
    for (const [index, score] of forwards.entries()) expect(backwards[pairs.length - 1 - index]).toBeCloseTo(score, 4);
  });
});

afterAll(() => Promise.all([...BACKENDS, ...RANKING_ONLY].map(([, backend]) => backend.close())));

describe.each(BACKENDS)('backend %s', (_, backend) => {
  const vectorsOf = async (texts: readonly string[]): Promise<readonly Float32Array[]> => {
    const { vectors, dimensions } = await backend.embed(
      texts,
      texts.map(() => 'query' as const),
    );
    return texts.map((_, row) => vectors.slice(row * dimensions, (row + 1) * dimensions));
  };
  const dot = (a: Float32Array, b: Float32Array): number =>
    a.reduce((sum, value, axis) => sum + value * (b[axis] ?? Number.NaN), 0);

  it('says its dimensions', () => {
    expect(backend.dimensions).toBe(384);
  });

  it('embeds every text, also an empty one, as a vector of unit length', async () => {
    for (const vector of await vectorsOf(TEXTS)) {
      expect(vector).toHaveLength(backend.dimensions);
      expect(Math.sqrt(dot(vector, vector))).toBeCloseTo(1, 3);
    }
  });

  it('gives a text the same vector alone and beside others', async () => {
    const together = await vectorsOf(TEXTS);
    for (const [index, text] of TEXTS.entries()) {
      const [alone] = await vectorsOf([text]);
      expect(dot(alone ?? new Float32Array(), together[index] ?? new Float32Array())).toBeGreaterThan(0.9999);
    }
  });

  it('puts related texts closer than unrelated ones', async () => {
    const [nurse, nights, mechanic] = await vectorsOf(TEXTS);
    const empty = new Float32Array();
    expect(dot(nurse ?? empty, nights ?? empty)).toBeGreaterThan(dot(nurse ?? empty, mechanic ?? empty));
  });

  const { packed } = backend;
  it.runIf(packed)('writes items that score the same in any place, batch and company of queries', async () => {
    if (packed === null) return;
    const width = packed.slots * packed.dimensions;
    const { vectors } = await packed.encode(TEXTS);
    const rows = TEXTS.map((_, at) => packItem(vectors.subarray(at * width, (at + 1) * width), packed));
    const items = unpackItems(Buffer.concat(rows), packed);
    const queries = ['night nurse', 'mechanic who repairs heavy trucks and diesel engines', ''];
    const places = queries.flatMap((_, query) => TEXTS.map((_text, item) => [query, item] as const));
    const run = async (asked: readonly (readonly [number, number])[], of: readonly string[] = queries) => {
      const gathered = gatherItems(
        [items],
        Int32Array.from(asked, ([, item]) => item),
      );
      return packed.score({ queries: of, queryOf: Int32Array.from(asked, ([query]) => query), items: gathered });
    };
    const { scores, objectives } = await run(places);
    expect(scores).toHaveLength(places.length * objectives);
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    const backwards = (await run(places.toReversed())).scores;
    for (const [at, [query, item]] of places.entries()) {
      const alone = (await run([[0, item]], [queries[query] ?? ''])).scores;
      for (let objective = 0; objective < objectives; objective++) {
        const together = scores[at * objectives + objective] ?? Number.NaN;
        expect(Math.abs((alone[objective] ?? Number.NaN) - together)).toBeLessThanOrEqual(2e-3);
        const turned = backwards[(places.length - 1 - at) * objectives + objective] ?? Number.NaN;
        expect(Math.abs(turned - together)).toBeLessThanOrEqual(2e-3);
      }
    }
  });

  it('reads every text, in order, with probabilities', async () => {
    const texts = ['registered nurse in Boston', 'nurse', ''];
    const { readings } = await backend.understand(texts);
    expect(readings).toHaveLength(texts.length);
    for (const { safeties } of readings) expect(Object.values(safeties).every((p) => p >= 0 && p <= 1)).toBe(true);
    expect(readings[0]?.safeties.SAFE).toBeGreaterThan(0.5);
    expect((await backend.understand(texts.slice(1))).readings[0]?.intents).toEqual(readings[1]?.intents);
  });

  it('tells where the time went', async () => {
    const { tokenizeMs, computeMs } = await backend.embed(
      TEXTS,
      TEXTS.map(() => 'document' as const),
    );
    expect(tokenizeMs).toBeGreaterThanOrEqual(0);
    expect(computeMs).toBeGreaterThanOrEqual(0);
  });

  it('finds the nearest rows as a naive search does, each query by its own selection', async () => {
    const size = 300;
    const halfs = encodeHalfs(randomUnitRows(size, backend.dimensions, 7));
    const rows = decodeHalfs(halfs);
    const matrix = await backend.loadMatrix({ size, dimensions: backend.dimensions, rows: { kind: 'memory', halfs } });
    const selection = fc.option(fc.record({ dead: fc.integer({ min: 0, max: 100 }), isListed: fc.boolean() }));
    const cases = fc.record({
      seed: fc.nat(),
      k: fc.integer({ min: 1, max: size }),
      selections: fc.array(selection, { minLength: 1, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ seed, k, selections }) => {
        const query = randomUnitRows(selections.length, backend.dimensions, seed);
        const masks = selections.map((one) =>
          one === null
            ? null
            : Uint8Array.from(rowNumbers(size), (row) => ((row * 31 + seed) % 100 < one.dead ? 0 : 1)),
        );
        const found = await matrix.nearest(
          query,
          k,
          masks.map((mask, at) =>
            mask === null ? null : { ...selectionOf(mask), rows: listOf(mask, selections[at]) },
          ),
        );
        for (const [at, mask] of masks.entries()) {
          const own = query.subarray(at * backend.dimensions, (at + 1) * backend.dimensions);
          const [foundRows = [], scores = []] = [found.rows, found.scores].map((all) => [
            ...all.subarray(at * k, (at + 1) * k),
          ]);
          expect(nearestProblems({ rows, size, k, mask, query: own }, foundRows, scores)).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });
});

const rowNumbers = (size: number): readonly number[] => Array.from({ length: size }, (_, row) => row);

function listOf(mask: Uint8Array, selection: { readonly isListed: boolean } | null | undefined): Int32Array | null {
  return selection?.isListed ? Int32Array.from(rowNumbers(mask.length).filter((row) => mask[row] === 1)) : null;
}
