/** Bootstrap intervals come from the given randomness alone and are as wide as theory says. */
import { describe, expect, it } from 'vitest';
import { bootstrapInterval, pairedBootstrap } from '../../evaluation/bootstrap.ts';
import { mean } from '../../evaluation/metrics.ts';
import { seededRandom } from '../../runtime/random.ts';

const uniform = (count: number, seed: number): readonly number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random());
};

describe('the interval of a statistic', () => {
  it('is that of the normal approximation for a mean of many', () => {
    const interval = bootstrapInterval(uniform(400, 1), mean, { random: seededRandom(2), resamples: 4_000 });
    // Standard deviation of the uniform numbers .2887, so 1.96 of it over 20 on each side.
    expect((interval?.high ?? 0) - (interval?.low ?? 0)).toBeCloseTo(2 * 1.96 * (0.2887 / 20), 2);
  });

  it('is the same for the same seed and another for another', () => {
    const of = (seed: number) => bootstrapInterval(uniform(30, 1), mean, { random: seededRandom(seed) });
    expect(of(3)).toEqual(of(3));
    expect(of(3)).not.toEqual(of(4));
  });

  it('holds more of the resamples when it should', () => {
    const of = (confidence: number) =>
      bootstrapInterval(uniform(30, 1), mean, { random: seededRandom(5), confidence }) ?? { low: 0, high: 0 };
    expect(of(0.99).low).toBeLessThan(of(0.8).low);
    expect(of(0.99).high).toBeGreaterThan(of(0.8).high);
  });

  it('leaves out resamples without a value, and is unknown when there is none', () => {
    const known = (units: readonly number[]) => (units.includes(1) ? 7 : null);
    expect(bootstrapInterval([1, 2], known, { random: seededRandom(1) })).toEqual({ low: 7, high: 7 });
    expect(bootstrapInterval([2], known, { random: seededRandom(1) })).toBeNull();
    expect(bootstrapInterval([], mean, { random: seededRandom(1) })).toBeNull();
  });
});

describe('the difference of two systems', () => {
  const noise = uniform(60, 1);
  const valuesOf = (gain: (index: number) => number) =>
    new Map(noise.map((value, index) => [`q${index}`, value + gain(index)] as const));
  const base = valuesOf(() => 0);

  it('is sure when every query gains, however unlike the queries are', () => {
    const compared = pairedBootstrap(
      valuesOf(() => 0.01),
      base,
      { random: seededRandom(1) },
    );
    expect(compared.queries).toBe(60);
    expect(compared.difference).toBeCloseTo(0.01, 10);
    expect(compared.interval.low).toBeGreaterThan(0);
    expect(compared.shareNotBetter).toBe(0);
  });

  it('is unsure when half of the queries gain what the others lose', () => {
    const { interval, shareNotBetter } = pairedBootstrap(
      valuesOf((index) => (index % 2 === 0 ? 0.1 : -0.1)),
      base,
      {
        random: seededRandom(1),
      },
    );
    expect(interval.low).toBeLessThan(0);
    expect(interval.high).toBeGreaterThan(0);
    expect(shareNotBetter).toBeGreaterThan(0.2);
  });

  it('does not depend on the order in which the second was measured', () => {
    const reversed = new Map([...base].reverse());
    const first = valuesOf((index) => index / 1_000);
    expect(pairedBootstrap(first, reversed, { random: seededRandom(9) })).toEqual(
      pairedBootstrap(first, base, { random: seededRandom(9) }),
    );
  });

  it('is refused for other queries', () => {
    const options = { random: seededRandom(1) };
    expect(() => pairedBootstrap(new Map([['a', 1]]), new Map([['b', 1]]), options)).toThrow(/query a/);
    expect(() => pairedBootstrap(new Map(), new Map([['b', 1]]), options)).toThrow(/got 0 and 1/);
  });
});
