/** Item vectors survive being packed: 8 bits and one scale a vector, whatever the numbers are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemBytes, packItem, unpackItems } from '../../stores/item-vectors.ts';

const LAYOUT = { slots: 2, dimensions: 5 };
const numbers = fc.array(fc.float({ noNaN: true, min: -1000, max: 1000 }), { minLength: 10, maxLength: 10 });

test('every number comes back within half a code of its vector', () => {
  fc.assert(
    fc.property(fc.array(numbers, { minLength: 1, maxLength: 4 }), (items) => {
      const bytes = Buffer.concat(items.map((item) => packItem(Float32Array.from(item), LAYOUT)));
      expect(bytes).toHaveLength(items.length * itemBytes(LAYOUT));
      const { size, codes, scales } = unpackItems(bytes, LAYOUT);
      expect(size).toBe(items.length);
      for (const [at, value] of items.flat().entries()) {
        const scale = scales[Math.floor(at / LAYOUT.dimensions)] ?? Number.NaN;
        expect(Math.abs((codes[at] ?? Number.NaN) * scale - value)).toBeLessThanOrEqual(scale * 0.51);
      }
    }),
  );
});

test('a vector of zeros stays zeros', () => {
  const { codes, scales } = unpackItems(packItem(new Float32Array(10), LAYOUT), LAYOUT);
  expect([...codes].every((code) => code === 0)).toBe(true);
  expect([...scales].every((scale) => scale > 0)).toBe(true);
});
