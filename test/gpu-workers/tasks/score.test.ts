/** The task `score` reads documents by position or texts, believes no position, and loads a version once for all searches. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '../../../gpu-workers/backends/backend.ts';
import { createFakeBackend } from '../../../gpu-workers/backends/fake.ts';
import type { PackedBatch, PackedProbe } from '../../../gpu-workers/backends/packed.ts';
import type { NamedTensors } from '../../../gpu-workers/protocol.ts';
import { serveScore } from '../../../gpu-workers/tasks/score.ts';
import { int32, int64, strings } from '../../../gpu-workers/tensors.ts';
import { type ItemVectors, packItem, unpackItems } from '../../../stores/item-vectors.ts';

const TEXTS = ['night nurse on a ward', 'diesel mechanic', 'pastry chef'];
const fake = createFakeBackend(64);
const packed = fake.packed as NonNullable<Backend['packed']>;
let loads: string[];
let batches: PackedBatch[];

async function itemsOf(texts: readonly string[]): Promise<ItemVectors> {
  const width = packed.slots * packed.dimensions;
  const { vectors } = await packed.encode(texts);
  const rows = texts.map((_, at) => packItem(vectors.subarray(at * width, (at + 1) * width), packed));
  return unpackItems(Buffer.concat(rows), packed);
}

function served(backend: Backend = recording()) {
  return serveScore(backend, {
    parts: async (version) => [{ segment: version, removed: new Uint32Array() }],
    load: async (segment) => {
      loads.push(segment);
      return itemsOf(TEXTS);
    },
  });
}

function recording(): Backend {
  const score = async (batch: PackedBatch) => {
    batches.push(batch);
    return packed.score(batch);
  };
  return { ...fake, packed: { ...packed, score } };
}

beforeEach(() => {
  loads = [];
  batches = [];
});

const ask = (queries: readonly string[], queryOf: readonly number[], positions: readonly number[]): NamedTensors => ({
  query: strings(queries),
  query_of: int32([queryOf.length], Int32Array.from(queryOf)),
  document: int64([positions.length], BigInt64Array.from(positions, BigInt)),
});
const request = (inputs: NamedTensors, version = 'v1') => ({
  inputs,
  parameters: { index_version: version },
  wantsBinary: true,
});

describe('documents by position', () => {
  it('of several queries are read in one pass, each against its own query', async () => {
    const model = served();
    const answer = await model.infer(request(ask(['night nurse', 'pastry chef'], [0, 1, 0, 1], [0, 2, 2, 0])));
    expect(batches).toHaveLength(1);
    expect(batches[0]?.queries).toEqual(['night nurse', 'pastry chef']);
    expect(answer.items).toBe(4);
    expect(answer.outputs.score?.shape).toEqual([4, 3]);
    const [nurse = 0, chef = 0, other = 1, another = 1] = [0, 3, 6, 9].map(
      (at) => answer.outputs.score?.data[at] as number,
    );
    expect(Math.min(nurse, chef)).toBeGreaterThan(Math.max(other, another) + 0.1);
  });

  it('are read from a version that is loaded once for all searches', async () => {
    const model = served();
    await model.load?.({ index_version: 'v1' });
    await Promise.all([0, 1, 2].map((position) => model.infer(request(ask(['nurse'], [0], [position])))));
    expect(loads).toEqual(['v1']);
    await model.infer(request(ask(['nurse'], [0], [0]), 'v2'));
    expect(loads).toEqual(['v1', 'v2']);
  });

  it.each([
    [
      'a position after the last',
      ask(['nurse'], [0], [3]),
      'document[0] must be a position of the index version, 0 to 2, got 3',
    ],
    [
      'a negative position',
      ask(['nurse'], [0], [-1]),
      'document[0] must be a position of the index version, 0 to 2, got -1',
    ],
    ['a query that is none', ask(['nurse'], [1], [0]), 'query_of[0] must be 0 to 0, got 1'],
    ['a missing query_of', ask(['nurse'], [], [0]), '"query_of" has 0 elements and "document" 1'],
    ['texts beside them', { ...ask(['nurse'], [0], [0]), text: strings(['x']) }, 'expected one of the inputs'],
  ])('are refused with %s', async (_, inputs, message) => {
    await expect(served().infer(request(inputs))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(message),
    });
  });

  it('need the name of the index version and a packed ranker', async () => {
    const inputs = ask(['nurse'], [0], [0]);
    await expect(served().infer({ inputs, parameters: {}, wantsBinary: true })).rejects.toThrow('"index_version"');
    await expect(served({ ...fake, packed: null }).infer(request(inputs))).rejects.toThrow('send "text"');
  });
});

it('texts go to the full-text ranker', async () => {
  const { document: _, ...inputs } = ask(['night nurse'], [0, 0], []);
  const answer = await served().infer(request({ ...inputs, text: strings(['night nurse', 'cook']) }));
  expect(batches).toEqual([]);
  expect(answer.outputs.score?.shape).toEqual([2, 1]);
});

it('a packed ranker that answers other numbers than its probe is refused', async () => {
  await served().probe();
  const probe = async () => ({ ...((await packed.probe()) as PackedProbe), scores: Float32Array.of(0.1, 0.1, 0.1) });
  await expect(served({ ...fake, packed: { ...packed, probe } }).probe()).rejects.toMatchObject({
    code: 'MODEL_INVALID',
  });
});
