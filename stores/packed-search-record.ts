/** A search record as bytes and back: one JSON head, and the rows of its result list as columns. */

import { type ArrayBundle, arrayOf, type BundledArray, packArrays, unpackArrays } from './array-bundle.ts';
import type { RankingStage, RecordedResult, SearchRecord } from './search-records.ts';

export interface KeptRecord {
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
  readonly record: SearchRecord;
}

interface Head {
  readonly expiresAtMs: number;
  readonly head: Omit<SearchRecord, 'results'>;
}

/** Code of a stage is its place; new ones go to the end. */
const STAGES: readonly (RankingStage | null)[] = [null, 'CROSS_ENCODER', 'PACKED'];
const IS_CACHED = 0x80;
/** Ids and versions hold no line feed. */
const SEPARATOR = '\n';

export function packRecord({ expiresAtMs, record: { results, ...head } }: KeptRecord): Buffer {
  const description: Head = { expiresAtMs, head };
  const arrays: Readonly<Record<string, BundledArray>> = {
    ids: packNames(results.map((result) => result.documentId)),
    versions: packNames(results.map((result) => result.documentVersion)),
    retrievalScores: packNumbers(results.map((result) => result.retrievalScore)),
    scores: packNumbers(upToLast(results.map((result) => result.score))),
    rankScores: packNumbers(upToLast(results.map((result) => result.rankScore))),
    stages: Uint8Array.from(results, (result) => STAGES.indexOf(result.stage) | (result.isCached ? IS_CACHED : 0)),
  };
  return packArrays(description, new Map(Object.entries(arrays)));
}

export function unpackRecord(bytes: Uint8Array): KeptRecord {
  const bundle = unpackArrays(bytes, 'search record');
  const { expiresAtMs, head } = bundle.description as Head;
  return { expiresAtMs, record: { ...head, results: resultsOf(bundle) } };
}

function resultsOf(bundle: ArrayBundle): readonly RecordedResult[] {
  const stages = arrayOf(bundle, 'stages', Uint8Array, 'search record');
  const ids = unpackNames(bundle, 'ids');
  const versions = unpackNames(bundle, 'versions');
  const retrievalScores = numbersOf(bundle, 'retrievalScores');
  const scores = numbersOf(bundle, 'scores');
  const rankScores = numbersOf(bundle, 'rankScores');
  return Array.from(stages, (stage, row) => ({
    documentId: ids[row] ?? '',
    documentVersion: versions[row] ?? '',
    retrievalScore: retrievalScores[row] ?? 0,
    score: orNull(scores[row]),
    rankScore: orNull(rankScores[row]),
    stage: STAGES[stage & ~IS_CACHED] ?? null,
    isCached: (stage & IS_CACHED) !== 0,
  }));
}

const packNames = (names: readonly string[]): Uint8Array => new TextEncoder().encode(names.join(SEPARATOR));

function unpackNames(bundle: ArrayBundle, name: string): readonly string[] {
  const { buffer, byteOffset, byteLength } = arrayOf(bundle, name, Uint8Array, 'search record');
  return Buffer.from(buffer, byteOffset, byteLength).toString().split(SEPARATOR);
}

/** Half the bytes when no digit is lost by it. Null is NaN. */
function packNumbers(numbers: readonly (number | null)[]): BundledArray {
  const exact = Float64Array.from(numbers, (value) => value ?? Number.NaN);
  const single = Float32Array.from(exact);
  return exact.every((value, row) => Object.is(value, single[row])) ? single : exact;
}

function numbersOf(bundle: ArrayBundle, name: string): BundledArray {
  const found = bundle.arrays.get(name);
  return found instanceof Float32Array ? found : arrayOf(bundle, name, Float64Array, 'search record');
}

/** Only the first rows were read by the ranker. */
function upToLast(values: readonly (number | null)[]): readonly (number | null)[] {
  return values.slice(0, values.findLastIndex((value) => value !== null) + 1);
}

const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;
