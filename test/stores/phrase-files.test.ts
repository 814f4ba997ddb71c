/** The phrase file: what is packed is read again, and signs estimate cosines. */
import { expect, test } from 'vitest';
import { seededRandom } from '../../runtime/random.ts';
import { packPhrase, packPhrases, phraseBytes, unpackPhrases } from '../../stores/phrase-files.ts';

const DIMENSIONS = 384;

/** Unit vector of normal numbers: two uniform ones make one (Box, Muller). */
function randomUnit(random: () => number): Float32Array {
  const vector = Float32Array.from(
    { length: DIMENSIONS },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

const product = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, axis) => sum + value * (right[axis] ?? 0), 0);

function readBack(vectors: readonly Float32Array[]) {
  const codes = new Uint8Array(vectors.length * phraseBytes(DIMENSIONS));
  for (const [at, vector] of vectors.entries()) codes.set(packPhrase(vector), at * phraseBytes(DIMENSIONS));
  const bytes = packPhrases({
    dimensions: DIMENSIONS,
    starts: Uint32Array.of(0, 3, 3, 4),
    fields: Uint8Array.of(0, 1, 1, 1),
    offsets: Uint16Array.of(7, 5, 60_000, 9),
    lengths: Uint16Array.of(1, 2, 3, 4),
    ids: Uint32Array.of(0, 1, 0, 1),
    hashes: Uint32Array.of(1, 2, 3, 4),
    codes,
  });
  return unpackPhrases(bytes, 'phrases');
}

test('each position has its phrases again, where they stood', () => {
  const random = seededRandom(1);
  const store = readBack([randomUnit(random), randomUnit(random)]);
  const placesAt = (position: number) => store?.of(position).map(({ field, start, end }) => [field, start, end]);
  expect(placesAt(0)).toEqual([
    [0, 7, 8],
    [1, 5, 7],
    [1, 60_000, 60_003],
  ]);
  expect(placesAt(1)).toEqual([]);
  expect(placesAt(2)).toEqual([[1, 9, 13]]);
});

test('the product with a unit vector is its cosine with the phrase, within a tenth', () => {
  const random = seededRandom(2);
  for (let round = 0; round < 50; round++) {
    const [own, other] = [randomUnit(random), randomUnit(random)];
    const [kept] = readBack([own, other])?.of(0) ?? [];
    expect(Math.abs(product(kept?.vector() ?? own, own) - 1)).toBeLessThan(0.01);
    const between = own.map((value, axis) => value + (other[axis] ?? 0));
    const length = Math.hypot(...between);
    const query = between.map((value) => value / length);
    expect(Math.abs(product(kept?.vector() ?? query, query) - product(own, query))).toBeLessThan(0.1);
  }
});

test('a file of another format is not read', () => {
  const bytes = Buffer.from(
    packPhrases({
      dimensions: 8,
      starts: Uint32Array.of(0),
      fields: new Uint8Array(),
      offsets: new Uint16Array(),
      lengths: new Uint16Array(),
      ids: new Uint32Array(),
      hashes: new Uint32Array(),
      codes: new Uint8Array(),
    }),
  );
  expect(unpackPhrases(bytes, 'phrases')).not.toBeNull();
  const other = bytes.toString('latin1').replace('"format":2', '"format":1');
  expect(unpackPhrases(Buffer.from(other, 'latin1'), 'phrases')).toBeNull();
});
