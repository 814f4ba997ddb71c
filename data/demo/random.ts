/** Seeded pseudo-random numbers (sfc32): the same words give the same stream on every machine. */

export interface Random {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** Whole number from `minimum` to `maximum`, both included. */
  readonly int: (minimum: number, maximum: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** `count` different items in random order, or all when there are fewer. */
  readonly sample: <T>(items: readonly T[], count: number) => T[];
  /** Index drawn with the given weights. */
  readonly weighted: (weights: readonly number[]) => number;
}

/** Four 32-bit words from text by multiplication and rotation (after xmur3), one word a round. */
function seedWords(text: string): readonly [number, number, number, number] {
  let hash = 1779033703 ^ text.length;
  for (let position = 0; position < text.length; position++) {
    hash = Math.imul(hash ^ text.charCodeAt(position), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  const word = () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash >>> 0;
  };
  return [word(), word(), word(), word()];
}

function sfc32(seed: string): () => number {
  let [a, b, c, counter] = seedWords(seed);
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  // The first values still show the seed.
  for (let round = 0; round < 12; round++) next();
  return next;
}

export function createRandom(...seed: readonly (string | number)[]): Random {
  const next = sfc32(seed.join('/'));
  const int = (minimum: number, maximum: number) => minimum + Math.floor(next() * (maximum - minimum + 1));
  const sample = <T>(items: readonly T[], count: number): T[] => {
    const rest = [...items];
    const taken: T[] = [];
    while (rest.length > 0 && taken.length < count) taken.push(...rest.splice(int(0, rest.length - 1), 1));
    return taken;
  };
  const pick = <T>(items: readonly T[]): T => {
    const item = items[int(0, items.length - 1)];
    if (item === undefined) throw new Error('pick: expected a list with items, got an empty one; give it at least one');
    return item;
  };
  const weighted = (weights: readonly number[]) => {
    let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
    const index = weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    return index < 0 ? weights.length - 1 : index;
  };
  return { next, int, chance: (probability) => next() < probability, pick, sample, weighted };
}
