/** The gateway's side of the tasks: what one item of work is, how a batch of them is asked, how the answer is checked. */

import { PACKED_MAX_QUERY_TOKENS } from '../models/templates.ts';
import type { TextReading } from '../models/understanding.ts';
import { TandemError } from '../runtime/errors.ts';
import type { Lane } from '../runtime/lane.ts';
import { distinctQueries } from './distinct-queries.ts';
import { fromInt64, toInt64 } from './int64.ts';
import type { Nearest, NearestRequest, TextRole } from './pools.ts';
import { type InferResponse, LANE_PARAMETER, type NamedTensors, type Parameters } from './protocol.ts';
import { type Datatype, fp32, int32, int64, isOfType, strings, type TensorOf } from './tensors.ts';

export type WorkItem =
  | { readonly kind: 'embed'; readonly text: string; readonly role: TextRole }
  | { readonly kind: 'search'; readonly request: NearestRequest }
  | { readonly kind: 'items'; readonly text: string }
  | { readonly kind: 'score'; readonly query: string; readonly text: string }
  | { readonly kind: 'understand'; readonly text: string }
  | {
      readonly kind: 'packed';
      readonly query: string;
      readonly indexVersion: string;
      readonly position: number;
      /** Vectors an item, which is what it costs. */
      readonly slots: number;
    };

type Task = WorkItem['kind'];
type ItemOf<K extends Task> = Extract<WorkItem, { kind: K }>;

export type WorkAnswer =
  | {
      readonly kind: 'numbers' /** An embedding [dimensions], item vectors [slots * dimensions] or the scores [objectives] of a pair. */;
      readonly numbers: Float32Array;
    }
  | { readonly kind: 'nearest'; readonly nearest: Nearest }
  | { readonly kind: 'reading'; readonly reading: TextReading };

export interface BatchRequest {
  /** Who waits for it: request ids joined by commas. */
  readonly id?: string;
  readonly model: string;
  readonly inputs: NamedTensors;
  readonly parameters: Parameters;
  /** Sent as header. */
  readonly traceparent?: string | undefined;
}

/** English word pieces have about four characters; the models cut what is longer than their limit. */
const CHARACTERS_PER_TOKEN = 4;
const SPECIAL_TOKENS = 3;
const MAX_TOKENS = 128;
/** A search costs about as much as embedding a short query. */
const SEARCH_TOKENS = 16;
/** The output that answers a task. */
const OUTPUTS: Readonly<Record<Exclude<Task, 'search' | 'understand'>, string>> = {
  embed: 'embedding',
  items: 'items',
  score: 'score',
  packed: 'score',
};

/** Items with equal keys can be computed in one batch. */
export function joinKeyOf(item: WorkItem): string {
  if (item.kind === 'search') return `search ${item.request.vertical} ${item.request.indexVersion}`;
  return item.kind === 'packed' ? `packed ${item.indexVersion}` : item.kind;
}

/** What the metrics call the work: both ways of scoring are scoring, and item vectors are made where texts are embedded. */
export function taskOf(item: WorkItem): 'embed' | 'search' | 'score' | 'understand' {
  if (item.kind === 'packed') return 'score';
  return item.kind === 'items' ? 'embed' : item.kind;
}

/** Estimated without a tokenizer, because the gateway has none. */
export function tokensOf(item: WorkItem): number {
  if (item.kind === 'search') return SEARCH_TOKENS;
  if (item.kind === 'packed') return item.slots;
  return textTokens(item.kind === 'score' ? item.query.length + item.text.length : item.text.length);
}

/** The packed ranker reads a query once for all its items of a batch. */
export function commonOf(item: WorkItem): { readonly key: string; readonly tokens: number } | undefined {
  if (item.kind !== 'packed') return undefined;
  return { key: item.query, tokens: Math.min(PACKED_MAX_QUERY_TOKENS, textTokens(item.query.length)) };
}

function textTokens(characters: number): number {
  return Math.min(MAX_TOKENS, SPECIAL_TOKENS + Math.ceil(characters / CHARACTERS_PER_TOKEN));
}

/** One request for items of one join key and lane. */
export function requestFor(items: readonly WorkItem[], id?: string, lane: Lane = 'interactive'): BatchRequest {
  const { model, inputs, parameters: own } = tensorsFor(items);
  const parameters = lane === 'interactive' ? own : { ...own, [LANE_PARAMETER]: lane };
  return { ...(id === undefined ? {} : { id }), model, inputs, parameters };
}

function tensorsFor(items: readonly WorkItem[]): BatchRequest {
  const [first] = items;
  if (first?.kind === 'embed') return embedRequest(ofKind(items, 'embed'));
  if (first?.kind === 'search') return searchRequest(ofKind(items, 'search'));
  if (first?.kind === 'understand') {
    const texts = ofKind(items, 'understand').map((item) => item.text);
    return { model: 'understanding', inputs: { text: strings(texts) }, parameters: {} };
  }
  if (first?.kind === 'items') return itemsRequest(ofKind(items, 'items'));
  if (first?.kind === 'packed') return packedRequest(ofKind(items, 'packed'));
  return scoreRequest(ofKind(items, 'score'));
}

/** One answer an item, in order. Throws INTERNAL when the response is short or has numbers that are none. */
export function answersFrom(response: InferResponse, items: readonly WorkItem[]): readonly WorkAnswer[] {
  const [first] = items;
  if (first?.kind === 'search') return nearestAnswers(response, ofKind(items, 'search'));
  if (first?.kind === 'understand') return readingAnswers(response, items.length);
  const name = OUTPUTS[first?.kind ?? 'score'];
  return rowsOf(floats(response, name), name, items.length).map((numbers) => ({ kind: 'numbers', numbers }));
}

function ofKind<K extends Task>(items: readonly WorkItem[], kind: K): readonly ItemOf<K>[] {
  return items.filter((item): item is ItemOf<K> => item.kind === kind);
}

function embedRequest(items: readonly ItemOf<'embed'>[]): BatchRequest {
  const inputs = { text: strings(items.map((item) => item.text)), role: strings(items.map((item) => item.role)) };
  return { model: 'encoder', inputs, parameters: {} };
}

function itemsRequest(items: readonly ItemOf<'items'>[]): BatchRequest {
  return { model: 'item-encoder', inputs: { text: strings(items.map((item) => item.text)) }, parameters: {} };
}

function scoreRequest(items: readonly ItemOf<'score'>[]): BatchRequest {
  const inputs = { ...queryInputs(items), text: strings(items.map((item) => item.text)) };
  return { model: 'ranker', inputs, parameters: {} };
}

function packedRequest(items: readonly ItemOf<'packed'>[]): BatchRequest {
  const positions = Int32Array.from(items, (item) => item.position);
  const inputs = { ...queryInputs(items), document: int64([items.length], toInt64(positions)) };
  return { model: 'ranker', inputs, parameters: { index_version: items[0]?.indexVersion ?? '' } };
}

/** Each query once, however many of its items are in the batch. */
function queryInputs(items: readonly { readonly query: string }[]): NamedTensors {
  const { queries, queryOf } = distinctQueries(items);
  return { query: strings(queries), query_of: int32([items.length], queryOf) };
}

function searchRequest(items: readonly ItemOf<'search'>[]): BatchRequest {
  const requests = items.map((item) => item.request);
  const dimensions = requests[0]?.query.length ?? 0;
  const query = new Float32Array(requests.length * dimensions);
  for (const [index, request] of requests.entries()) query.set(request.query, index * dimensions);
  const inputs = {
    query: fp32([requests.length, dimensions], query),
    k: int32([1], Int32Array.of(Math.max(...requests.map((request) => request.k)))),
    filter: strings(requests.map(({ filter }) => (filter === null ? '' : JSON.stringify(filter)))),
    ...termInputs(requests),
  };
  return {
    model: `index-${requests[0]?.vertical}`,
    inputs,
    parameters: { index_version: requests[0]?.indexVersion ?? '' },
  };
}

/** Absent when no query has any. */
function termInputs(requests: readonly NearestRequest[]): NamedTensors {
  const terms = requests.map((request) => request.terms ?? []);
  if (terms.every((own) => own.length === 0)) return {};
  return { terms: strings(terms.map((own) => (own.length === 0 ? '' : JSON.stringify(own)))) };
}

function nearestAnswers(response: InferResponse, items: readonly ItemOf<'search'>[]): readonly WorkAnswer[] {
  // Beside scores that terms are a part of there are the cosines.
  const scores = output(response, response.outputs.cosine === undefined ? 'score' : 'cosine', 'FP32').data;
  const ids = output(response, 'id', 'INT64').data;
  const width = ids.length / items.length;
  const isWhole = ids.length === scores.length && Number.isInteger(width) && !scores.some(Number.isNaN);
  if (!isWhole)
    throw unusable('id, score', `${ids.length} ids and ${scores.length} scores for ${items.length} queries`);
  return items.map((item, index) => {
    const start = index * width;
    const found = ids.subarray(start, start + Math.min(width, item.request.k));
    const dead = found.indexOf(-1n);
    const count = dead === -1 ? found.length : dead;
    const nearest = {
      positions: fromInt64(found.subarray(0, count)),
      scores: scores.slice(start, start + count),
    };
    return { kind: 'nearest', nearest };
  });
}

/** A worker is a program of ours: that its JSON has the fields of a reading is not checked again. */
function readingAnswers(response: InferResponse, count: number): readonly WorkAnswer[] {
  const { data } = output(response, 'reading', 'BYTES');
  if (data.length !== count) throw unusable('reading', `${data.length} readings for ${count} texts`);
  return data.map((text) => ({ kind: 'reading', reading: JSON.parse(text) as TextReading }));
}

function floats(response: InferResponse, name: string): Float32Array {
  const { data } = output(response, name, 'FP32');
  if (data.every(Number.isFinite)) return data;
  throw unusable(name, 'numbers that are not finite');
}

function rowsOf(data: Float32Array, name: string, count: number): readonly Float32Array[] {
  const width = data.length / count;
  if (width < 1 || !Number.isInteger(width)) throw unusable(name, `${data.length} numbers for ${count} items`);
  return Array.from({ length: count }, (_, row) => data.slice(row * width, (row + 1) * width));
}

function output<D extends Datatype>(response: InferResponse, name: string, datatype: D): TensorOf<D> {
  const tensor = response.outputs[name];
  if (tensor !== undefined && isOfType(tensor, datatype)) return tensor;
  throw unusable(name, tensor === undefined ? 'nothing' : tensor.datatype);
}

function unusable(name: string, got: string): TandemError {
  return new TandemError('MODEL_INVALID', `a worker's output "${name}" cannot be used: got ${got}`);
}
