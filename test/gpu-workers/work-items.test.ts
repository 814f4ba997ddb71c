/** Batches of work become requests, and answers are believed only when they are whole. */
import { describe, expect, it } from 'vitest';
import type { InferResponse, NamedTensors } from '../../gpu-workers/protocol.ts';
import { fp32, int32, int64, strings } from '../../gpu-workers/tensors.ts';
import { answersFrom, commonOf, joinKeyOf, requestFor, tokensOf, type WorkItem } from '../../gpu-workers/work-items.ts';

const score = (query: string, text: string): WorkItem => ({ kind: 'score', query, text });
const packed = (query: string, position: number) =>
  ({ kind: 'packed', query, indexVersion: 'v1', position, slots: 2 }) as const;
const search = (k: number, indexVersion = 'v1'): WorkItem => ({
  kind: 'search',
  request: {
    vertical: 'people',
    indexVersion,
    query: Float32Array.of(k, 0),
    k,
    filter: k === 1 ? null : { kind: 'in', field: 'place', values: ['x'] },
  },
});
const response = (outputs: NamedTensors): InferResponse => ({ modelName: 'm', parameters: {}, outputs });

describe('a request', () => {
  it('names each query once, however many of its texts it has', () => {
    const { model, inputs } = requestFor([score('a', '1'), score('b', '2'), score('a', '3')]);
    expect(model).toBe('ranker');
    expect(inputs).toEqual({
      query: strings(['a', 'b']),
      query_of: int32([3], Int32Array.of(0, 1, 0)),
      text: strings(['1', '2', '3']),
    });
  });

  it('names positions of one index version to the packed ranker, each query once', () => {
    const { model, inputs, parameters } = requestFor([packed('a', 7), packed('b', 7), packed('a', 3)]);
    expect(model).toBe('ranker');
    expect(parameters).toEqual({ index_version: 'v1' });
    expect(inputs).toEqual({
      query: strings(['a', 'b']),
      query_of: int32([3], Int32Array.of(0, 1, 0)),
      document: int64([3], BigInt64Array.of(7n, 7n, 3n)),
    });
    expect(joinKeyOf(packed('a', 7))).toBe(joinKeyOf(packed('b', 1)));
    expect(joinKeyOf(packed('a', 7))).not.toBe(joinKeyOf({ ...packed('a', 7), indexVersion: 'v2' }));
  });

  it('of searches has terms only where a query has some, and its answers are the cosines without them', () => {
    const terms = [{ kind: 'share', field: 'views', weight: 1, full: 10 }] as const;
    const raised = search(2);
    if (raised.kind !== 'search') throw new Error('a search is a search');
    const items: readonly WorkItem[] = [search(2), { ...raised, request: { ...raised.request, terms } }];
    expect(requestFor([search(2), search(2)]).inputs.terms).toBeUndefined();
    expect(requestFor(items).inputs.terms).toEqual(strings(['', JSON.stringify(terms)]));
    const answers = answersFrom(
      response({
        id: int64([2, 2], BigInt64Array.of(4n, 5n, 6n, 7n)),
        score: fp32([2, 2], Float32Array.of(0.5, 0.25, 1.5, 1)),
        cosine: fp32([2, 2], Float32Array.of(0.5, 0.25, 0.75, 0.125)),
      }),
      items,
    );
    expect(answers.map((answer) => (answer.kind === 'nearest' ? [...answer.nearest.scores] : null))).toEqual([
      [0.5, 0.25],
      [0.75, 0.125],
    ]);
  });

  it('costs the packed ranker its vectors and the query once, at most 32 tokens of it', () => {
    expect(tokensOf(packed('a', 7))).toBe(2);
    expect(commonOf(packed('night nurse', 7))).toEqual({ key: 'night nurse', tokens: 6 });
    expect(commonOf(packed('nurse '.repeat(90), 7))?.tokens).toBe(32);
    expect(commonOf(score('a', 'b'))).toBeUndefined();
  });

  it('asks an index for the largest k, with each filter as JSON', () => {
    const { model, inputs, parameters } = requestFor([search(1), search(5)]);
    expect(model).toBe('index-people');
    expect(parameters).toEqual({ index_version: 'v1' });
    expect(inputs).toEqual({
      query: fp32([2, 2], Float32Array.of(1, 0, 5, 0)),
      k: int32([1], Int32Array.of(5)),
      filter: strings(['', '{"kind":"in","field":"place","values":["x"]}']),
    });
  });

  it('tells its lane where nobody waits for it', () => {
    expect(requestFor([search(1)], 'r', 'batch')).toMatchObject({
      id: 'r',
      parameters: { index_version: 'v1', lane: 'batch' },
    });
    expect(requestFor([search(1)], 'r', 'interactive').parameters).toEqual({ index_version: 'v1' });
  });

  it('never joins index versions, nor tasks', () => {
    const keys = [
      search(1, 'v1'),
      search(1, 'v2'),
      score('a', 'b'),
      { kind: 'embed', text: 'a', role: 'query' } as const,
    ].map(joinKeyOf);
    expect(new Set(keys).size).toBe(4);
  });

  it('is estimated longer the longer its text is, up to what the models read', () => {
    expect(tokensOf(score('ab', 'cdef'))).toBeLessThan(tokensOf(score('ab', 'cdef'.repeat(9))));
    expect(tokensOf(score('a', 'b'.repeat(10_000)))).toBe(128);
  });
});

describe('an answer', () => {
  it('gives each item its row', () => {
    const rows = answersFrom(response({ score: fp32([2, 2], Float32Array.of(0.5, 0.25, 1, 0)) }), [
      score('a', '1'),
      score('a', '2'),
    ]);
    expect(rows).toEqual(
      [
        [0.5, 0.25],
        [1, 0],
      ].map((row) => ({ kind: 'numbers', numbers: Float32Array.from(row) })),
    );
  });

  it('gives each search its own k, without dead slots', () => {
    const outputs = {
      id: int64([2, 3], BigInt64Array.of(7n, 8n, 9n, 4n, -1n, -1n)),
      score: fp32([2, 3], Float32Array.of(0.75, 0.5, 0.25, 0.5, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)),
    };
    expect(answersFrom(response(outputs), [search(2), search(3)])).toEqual([
      { kind: 'nearest', nearest: { positions: Int32Array.of(7, 8), scores: Float32Array.of(0.75, 0.5) } },
      { kind: 'nearest', nearest: { positions: Int32Array.of(4), scores: Float32Array.of(0.5) } },
    ]);
  });

  it.each<[string, NamedTensors, WorkItem]>([
    ['is missing', {}, score('a', 'b')],
    ['is empty', { score: fp32([0], new Float32Array()) }, score('a', 'b')],
    ['has another datatype', { score: int32([1], Int32Array.of(1)) }, score('a', 'b')],
    ['is infinite', { score: fp32([1], Float32Array.of(Number.POSITIVE_INFINITY)) }, score('a', 'b')],
    [
      'has fewer scores than ids',
      { id: int64([1], BigInt64Array.of(1n)), score: fp32([0], new Float32Array()) },
      search(1),
    ],
    [
      'has a cosine that is no number',
      { id: int64([1], BigInt64Array.of(1n)), score: fp32([1], Float32Array.of(Number.NaN)) },
      search(1),
    ],
  ])('that %s is an error', (_, outputs, item) => {
    expect(() => answersFrom(response(outputs), [item])).toThrow(/cannot be used/);
  });
});
