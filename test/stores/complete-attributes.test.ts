/** A filter is asked of all parts of a version, also of those that were made before its column. */
import { expect, test } from 'vitest';
import { createAttributeColumns } from '../../stores/attribute-columns.ts';
import type { AttributeColumns } from '../../stores/attributes.ts';
import { completeAttributes } from '../../stores/complete-attributes.ts';

const older = createAttributeColumns(3, { age: { kind: 'numbers', numbers: new Float64Array([1, 2, 3]) } });
const newer = createAttributeColumns(2, {
  age: { kind: 'numbers', numbers: new Float64Array([4, 5]) },
  owner: {
    kind: 'labels',
    values: ['acme'],
    displayLabels: ['acme'],
    starts: Uint32Array.of(0, 1, 1),
    codes: Uint32Array.of(0),
  },
  point: { kind: 'points', starts: Uint32Array.of(0, 1, 1), coordinates: Float32Array.of(1, 2) },
  weight: { kind: 'numbers', numbers: new Float64Array([1, 2]) },
});
const complete = (): readonly AttributeColumns[] => completeAttributes([older, newer]);

test('a part without the column has nobody in it', () => {
  const owned = { kind: 'in', field: 'owner', values: ['acme'] } as const;
  const masks = complete().map((part) => [...part.evaluate(owned)]);
  expect(masks).toEqual([
    [0, 0, 0],
    [1, 0],
  ]);
  expect([...(complete()[0]?.evaluate({ kind: 'not', of: owned }) ?? [])]).toEqual([1, 1, 1]);
});

test('numbers and points are empty there too', () => {
  const near = { kind: 'near', latitude: 1, longitude: 2, radiusKm: 20_000 } as const;
  expect([...(complete()[0]?.evaluate(near) ?? [])]).toEqual([0, 0, 0]);
  expect([...(complete()[0]?.numbers('weight').numbers ?? [])]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

test('a part that has all stays the same, and a column of none is still refused', () => {
  expect(complete()[1]).toBe(newer);
  expect(() => complete()[0]?.labels('shoe')).toThrow('got "shoe"');
});
