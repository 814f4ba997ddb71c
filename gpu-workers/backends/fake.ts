/** A backend without models: vectors and scores of hashed words, the same on every machine, for tests. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fold, words } from '../../models/text.ts';
import type { TextReading } from '../../models/understanding.ts';
import { decodeHalfs } from '../../stores/half-floats.ts';
import { packItem, unpackItems } from '../../stores/item-vectors.ts';
import { nearestRows } from '../nearest-rows.ts';
import type { Backend, VectorTable } from './backend.ts';
import type { PackedBatch, PackedRanker } from './packed.ts';

const DIMENSIONS = 384;
const SLOTS = 2;
/** Of p_yes: yes, click, apply. */
const OBJECTIVE_SHARES: readonly number[] = [1, 0.5, 0.25];
const NO_TIME = { tokenizeMs: 0, computeMs: 0 };

/** Texts that share words have a higher cosine and a higher score. */
export function createFakeBackend(dimensions: number = DIMENSIONS, slots: number = SLOTS): Backend {
  return {
    name: 'fake',
    dimensions,
    embed: async (texts) => ({ ...NO_TIME, dimensions, vectors: embedAll(texts, dimensions) }),
    score: async (pairs) => ({
      ...NO_TIME,
      objectives: 1,
      scores: Float32Array.from(pairs, ({ query, text }) => overlap(query, text)),
    }),
    understand: async (texts) => ({ ...NO_TIME, readings: texts.map(fakeReading) }),
    packed: fakePacked(dimensions, slots),
    loadMatrix: async (table) => {
      const rows = { ...table, vectors: decodeHalfs(await halfsOf(table)) };
      const { size, dimensions: width } = table;
      return {
        size,
        dimensions: width,
        nearest: async (queries, k, selections) => nearestRows(rows, queries, k, selections),
        close: async () => undefined,
      };
    },
    close: async () => undefined,
  };
}

async function halfsOf({ rows }: VectorTable): Promise<Uint16Array> {
  if (rows.kind === 'memory') return rows.halfs;
  return new Uint16Array(new Uint8Array(await readFile(rows.path)).buffer);
}

/** Sure of nothing, so that rules decide; but a text that says "unsafe" is. */
function fakeReading(text: string): TextReading {
  const isUnsafe = foldedWords(text).includes('unsafe');
  return {
    intents: isUnsafe ? { UNSAFE: 1 } : {},
    routes: isUnsafe ? { REFUSE: 1 } : {},
    safeties: isUnsafe ? { UNSAFE: 1 } : { SAFE: 1 },
    categories: isUnsafe ? { 'contact-data': 1 } : { none: 1 },
    conditions: {},
    spans: [],
  };
}

/** The vectors of an item are those of its text, turned round from the second on; its score grows with the cosine to the query. */
function fakePacked(dimensions: number, slots: number): PackedRanker {
  const encode = (texts: readonly string[]): Float32Array => {
    const vectors = new Float32Array(texts.length * slots * dimensions);
    for (const [index, text] of texts.entries()) {
      const vector = unitSum(foldedWords(text), dimensions);
      const turned = vector.toReversed();
      for (let slot = 0; slot < slots; slot++)
        vectors.set(slot === 0 ? vector : turned, (index * slots + slot) * dimensions);
    }
    return vectors;
  };
  const score = (batch: PackedBatch): Float32Array => packedScores(batch, dimensions);
  return {
    slots,
    dimensions,
    encode: async (texts) => ({ ...NO_TIME, vectors: encode(texts) }),
    score: async (batch) => ({ ...NO_TIME, objectives: OBJECTIVE_SHARES.length, scores: score(batch) }),
    probe: async () => {
      const items = unpackItems(packItem(encode(['nurse']), { slots, dimensions }), { slots, dimensions });
      const batch = { queries: ['nurse'], queryOf: new Int32Array(1), items };
      return { batch, scores: score(batch) };
    },
  };
}

/** p of yes, click and apply [items, 3]. */
function packedScores({ queries, queryOf, items }: PackedBatch, dimensions: number): Float32Array {
  const wanted = queries.map((query) => unitSum(foldedWords(query), dimensions));
  const scores = new Float32Array(items.size * OBJECTIVE_SHARES.length);
  for (let item = 0; item < items.size; item++) {
    const codes = items.codes.subarray(item * items.slots * dimensions, (item * items.slots + 1) * dimensions);
    const query = wanted[queryOf[item] ?? 0];
    const cosine =
      codes.reduce((sum, code, axis) => sum + code * (query?.[axis] ?? 0), 0) * (items.scales[item * items.slots] ?? 0);
    const yes = 0.05 + 0.9 * Math.max(0, Math.min(1, cosine));
    scores.set(
      OBJECTIVE_SHARES.map((share) => share * yes),
      item * OBJECTIVE_SHARES.length,
    );
  }
  return scores;
}

function embedAll(texts: readonly string[], dimensions: number): Float32Array {
  const vectors = new Float32Array(texts.length * dimensions);
  for (const [index, text] of texts.entries()) {
    vectors.set(unitSum(foldedWords(text), dimensions), index * dimensions);
  }
  return vectors;
}

/** The unit-length sum of one hashed vector a word; a text without words gets the vector of the empty word. */
function unitSum(texts: readonly string[], dimensions: number): Float32Array {
  const sum = new Float32Array(dimensions);
  for (const word of texts.length === 0 ? [''] : texts) {
    const bytes = createHash('shake256', { outputLength: dimensions }).update(word).digest();
    for (let axis = 0; axis < dimensions; axis++) sum[axis] = (sum[axis] ?? 0) + ((bytes[axis] ?? 0) - 127.5);
  }
  const length = Math.hypot(...sum);
  return sum.map((value) => value / length);
}

/** Share of the query's words that the text has, moved into 0.05..0.95 as a real p_yes would be. */
function overlap(query: string, text: string): number {
  const asked = new Set(foldedWords(query));
  const present = new Set(foldedWords(text));
  const met = [...asked].filter((word) => present.has(word)).length;
  return 0.05 + 0.9 * (asked.size === 0 ? 0 : met / asked.size);
}

function foldedWords(text: string): readonly string[] {
  return words(text).map((word) => fold(word.text));
}
