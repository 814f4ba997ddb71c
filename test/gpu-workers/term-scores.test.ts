/** Terms raise a document by how fresh, how popular and how near it is; what is unknown raises nothing. */
import { describe, expect, it } from 'vitest';
import { parseTerms, termScores } from '../../gpu-workers/term-scores.ts';
import { createAttributeColumns } from '../../stores/attribute-columns.ts';

const NOW = 100;
const ATTRIBUTES = createAttributeColumns(3, {
  postedAt: { kind: 'numbers', numbers: Float64Array.of(NOW, NOW - 10, Number.NaN) },
  views: { kind: 'numbers', numbers: Float64Array.of(0, 50, 500) },
  id: {
    kind: 'labels',
    values: ['a', 'b'],
    displayLabels: ['a', 'b'],
    starts: Uint32Array.of(0, 1, 2, 2),
    codes: Uint32Array.of(0, 1),
  },
  // Berlin; Potsdam and Munich; nowhere.
  point: {
    kind: 'points',
    starts: Uint32Array.of(0, 1, 3, 3),
    coordinates: Float32Array.of(52.52, 13.405, 52.39, 13.06, 48.14, 11.58),
  },
});

describe('terms', () => {
  it('halve with every half life before the time, and never exceed their weight after it', () => {
    const term = { kind: 'decay', field: 'postedAt', weight: 0.5, halfLife: 10 } as const;
    expect([...termScores([{ ...term, at: NOW }], ATTRIBUTES)]).toEqual([0.5, 0.25, 0]);
    expect(termScores([{ ...term, at: NOW - 10 }], ATTRIBUTES)[0]).toBe(0.5);
  });

  it('grow with a number until it is full', () => {
    const scores = termScores([{ kind: 'share', field: 'views', weight: 2, full: 100 }], ATTRIBUTES);
    expect([...scores]).toEqual([0, 1, 2]);
  });

  it('take the nearest place of a document', () => {
    const at = { latitude: 52.52, longitude: 13.405, halfKm: 26.6 };
    const scores = termScores([{ kind: 'distance', weight: 1, ...at }], ATTRIBUTES);
    expect(scores[0]).toBeCloseTo(1, 3);
    expect(scores[1]).toBeCloseTo(0.5, 1);
    expect(scores[2]).toBe(0);
  });

  it('take the share that is listed for a document, and nothing where none is', () => {
    const shares = { b: 0.5, gone: 1 };
    const scores = termScores([{ kind: 'listed', field: 'id', weight: 2, shares }], ATTRIBUTES);
    expect([...scores]).toEqual([0, 1, 0]);
  });

  it('add up', () => {
    const views = { kind: 'share', field: 'views', weight: 2, full: 100 } as const;
    const fresh = { kind: 'decay', field: 'postedAt', weight: 0.5, at: NOW, halfLife: 10 } as const;
    expect([...termScores([views, fresh], ATTRIBUTES)]).toEqual([0.5, 1.25, 2]);
  });

  it.each(['{', '[{"kind":"decay","field":"postedAt","weight":1,"at":1,"halfLife":0}]', '[{"kind":"magic"}]', '{}'])(
    'are refused as %s',
    (text) => {
      expect(() => parseTerms(text)).toThrow('"terms" must be a list of terms as JSON');
    },
  );

  it('of a field that is no column of numbers are refused', () => {
    const term = { kind: 'share', field: 'point', weight: 1, full: 1 } as const;
    expect(() => termScores([term], ATTRIBUTES)).toThrow('a filter needs a field of numbers');
  });
});
