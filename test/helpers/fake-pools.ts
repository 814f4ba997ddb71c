/** Pools without processes: the fake backend in this process, with every call recorded and faults on demand. */
import { createFakeBackend } from '../../gpu-workers/backends/fake.ts';
import type { ItemsRequest, NearestRequest, PoolLoad, Pools, ScoreOutcome } from '../../gpu-workers/pools.ts';
import { encoderDocumentText, itemText } from '../../models/templates.ts';
import { TandemError } from '../../runtime/errors.ts';
import type { TandemDocument, Vertical } from '../../stores/documents.ts';
import { encodeHalfs } from '../../stores/half-floats.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import { gatherItems, type ItemVectors, packItem, unpackItems } from '../../stores/item-vectors.ts';
import { selectionOf } from './nearest-oracle.ts';

export interface ScoreCall {
  readonly query: string;
  readonly texts: readonly string[];
}

export interface FakePools extends Pools {
  readonly embedCalls: (readonly string[])[];
  readonly nearestCalls: NearestRequest[];
  readonly scoreCalls: ScoreCall[];
  /** What the packed ranker was asked. */
  readonly itemCalls: (ItemsRequest & { readonly query: string })[];
  /** What `load('slm')` answers; change it between searches. */
  slm: PoolLoad;
  /** `ebr` throws WORKER_UNAVAILABLE while true. */
  isEbrAway: boolean;
  /** Decides the fate of one pair; null scores it. */
  missed: (text: string, index: number) => 'deadline' | 'worker' | 'refused' | null;
  /** Scores wait for it. */
  gate: Promise<void>;
  score: Pools['score'];
}

/** Enough that two texts without a shared word have a cosine near 0. */
const DIMENSIONS = 384;
const BATCH = { worker: 'slm-0', size: 1, queueMs: 0, computeMs: 1 };

/** Cosines and scores grow with shared words. */
export async function fakePools(
  corpora: readonly { readonly snapshot: IndexSnapshot; readonly documents: readonly TandemDocument[] }[],
): Promise<FakePools> {
  const backend = createFakeBackend(DIMENSIONS);
  const { packed } = backend;
  if (packed === null) throw new Error('the fake backend has a packed ranker');
  const matrices = new Map<string, Awaited<ReturnType<typeof backend.loadMatrix>>>();
  const items = new Map<string, ItemVectors>();
  for (const { snapshot, documents } of corpora) {
    const { vectors } = await backend.embed(
      documents.map(encoderDocumentText),
      documents.map(() => 'document' as const),
    );
    const encoded = (await packed.encode(documents.map(itemText))).vectors;
    const width = packed.slots * packed.dimensions;
    const rows = documents.map((_, row) => packItem(encoded.subarray(row * width, (row + 1) * width), packed));
    items.set(snapshot.version, unpackItems(Buffer.concat(rows), packed));
    matrices.set(
      keyOf(snapshot.vertical, snapshot.version),
      await backend.loadMatrix({
        size: documents.length,
        dimensions: DIMENSIONS,
        rows: { kind: 'memory', halfs: encodeHalfs(vectors) },
      }),
    );
  }
  const pools: FakePools = {
    embedCalls: [],
    nearestCalls: [],
    scoreCalls: [],
    itemCalls: [],
    slm: { isAvailable: true, queuedItems: 0, itemsPerSecond: 1_000 },
    isEbrAway: false,
    missed: () => null,
    gate: Promise.resolve(),
    understand: async (texts) => (await backend.understand(texts)).readings,
    embed: async (texts, role) => {
      refuseWhenAway(pools);
      pools.embedCalls.push(texts);
      const { vectors } = await backend.embed(
        texts,
        texts.map(() => role),
      );
      return texts.map((_, row) => vectors.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS));
    },
    nearest: async (request) => {
      refuseWhenAway(pools);
      pools.nearestCalls.push(request);
      const corpus = corpora.find(
        ({ snapshot }) => snapshot.vertical === request.vertical && snapshot.version === request.indexVersion,
      );
      const matrix = matrices.get(keyOf(request.vertical, request.indexVersion));
      if (corpus === undefined || matrix === undefined)
        throw new Error(`no index ${request.indexVersion} in these pools`);
      const mask = request.filter === null ? null : corpus.snapshot.attributes.evaluate(request.filter);
      const selection = mask === null ? null : selectionOf(mask);
      const { rows, scores } = await matrix.nearest(request.query, request.k, [selection]);
      const passing = rows.filter((row) => row >= 0).length;
      return { positions: rows.slice(0, passing), scores: scores.slice(0, passing) };
    },
    score: async (query, texts) => {
      pools.scoreCalls.push({ query, texts });
      await pools.gate;
      const { scores } = await backend.score(texts.map((text) => ({ query, text })));
      return texts.map((text, index): ScoreOutcome => {
        const reason = pools.missed(text, index);
        if (reason !== null) return { kind: 'missed', reason };
        return { kind: 'scored', scores: Float32Array.of(scores[index] ?? 0), batch: { ...BATCH, size: texts.length } };
      });
    },
    encodeItems: async (texts) => {
      const { vectors } = await packed.encode(texts);
      const width = packed.slots * packed.dimensions;
      return texts.map((_, row) => vectors.slice(row * width, (row + 1) * width));
    },
    scoreItems: async (query, request) => {
      pools.itemCalls.push({ query, ...request });
      await pools.gate;
      const known = items.get(request.indexVersion);
      if (known === undefined) throw new Error(`no item vectors of ${request.indexVersion} in these pools`);
      const batch = gatherItems([known], Int32Array.from(request.positions));
      const { scores, objectives } = await packed.score({
        queries: [query],
        queryOf: new Int32Array(batch.size),
        items: batch,
      });
      return request.positions.map((position, at): ScoreOutcome => {
        const reason = pools.missed(String(position), at);
        if (reason !== null) return { kind: 'missed', reason };
        const own = scores.slice(at * objectives, (at + 1) * objectives);
        return { kind: 'scored', scores: own, batch: { ...BATCH, size: batch.size } };
      });
    },
    prepareIndex: async () => undefined,
    load: (pool) =>
      pool === 'slm' ? pools.slm : { isAvailable: !pools.isEbrAway, queuedItems: 0, itemsPerSecond: null },
    status: () => [],
    close: async () => undefined,
  };
  return pools;
}

const keyOf = (vertical: Vertical, version: string): string => `${vertical} ${version}`;

function refuseWhenAway(pools: FakePools): void {
  if (pools.isEbrAway) throw new TandemError('WORKER_UNAVAILABLE', 'the test took the pool ebr away');
}

/** Pairs sent to either ranker so far. */
export function scoredItems(pools: FakePools): number {
  const items = pools.itemCalls.reduce((sum, { positions }) => sum + positions.length, 0);
  return pools.scoreCalls.reduce((sum, { texts }) => sum + texts.length, items);
}
