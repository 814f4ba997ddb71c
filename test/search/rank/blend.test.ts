/** The number to sort by joins calibrated objectives and the retrieval score; relevance decides. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLEND_WEIGHTS, createBlend } from '../../../search/rank/blend.ts';

const PACKED = { kind: 'packed', version: 'r', itemVersion: 'i', slots: 2 } as const;
const FULL_TEXT = { kind: 'full-text', version: 'f' } as const;
const halved = { relevance: [[0, 0] as [number, number], [1, 0.5] as [number, number]] };
const p = fc.float({ min: 0, max: 1, noNaN: true });

describe('the blend', () => {
  it('takes p as it is without a calibration, and only the objectives that are there', () => {
    const blend = createBlend({}, PACKED);
    expect(blend(Float32Array.of(0.5), 0.5)).toEqual({ relevance: 0.5, rankScore: 0.75 });
    const { rankScore } = blend(Float32Array.of(0.5, 1, 1), 0.5);
    expect(rankScore).toBeCloseTo(0.75 + BLEND_WEIGHTS.click + BLEND_WEIGHTS.apply, 6);
  });

  it('calibrates each objective of the packed ranker by its own curve, full text by none', () => {
    expect(createBlend({ calibration: halved }, PACKED)(Float32Array.of(0.5), 0).relevance).toBe(0.25);
    expect(createBlend({ calibration: halved }, FULL_TEXT)(Float32Array.of(0.5), 0).relevance).toBe(0.5);
    const click = { click: halved.relevance };
    const { relevance, rankScore } = createBlend({ calibration: click }, PACKED)(Float32Array.of(0.5, 1), 0);
    expect([relevance, rankScore]).toEqual([0.5, 0.5 + BLEND_WEIGHTS.click / 2]);
  });

  it('never puts clicks and applications above a fifth of relevance', () => {
    const blend = createBlend({}, PACKED);
    fc.assert(
      fc.property(p, p, p, p, fc.float({ min: 0, max: Math.fround(0.8), noNaN: true }), (a, b, c, d, low) => {
        const better = blend(Float32Array.of(low + 0.2, a, b), 0);
        expect(better.rankScore).toBeGreaterThan(blend(Float32Array.of(low, c, d), 0).rankScore);
      }),
    );
  });
});
