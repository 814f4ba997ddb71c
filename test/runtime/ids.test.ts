/** Signed tokens open only where they were sealed; ids are well formed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSigner, randomId, requestIdFrom, stableId } from '../../runtime/ids.ts';

const signer = createSigner('a secret of the test suite');

describe('a signed token', () => {
  it('gives back the parts it was sealed with, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (parts) => {
        expect(signer.open('cursor', signer.seal('cursor', parts))).toEqual(parts);
      }),
    );
  });

  it('does not open after any of 300 changes: characters replaced, put in, taken out, or another kind beside its own', () => {
    const KINDS = ['cursor', 'match', 'job', 'saved'] as const;
    const change = fc.record({
      kind: fc.constantFrom(...KINDS),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      taken: fc.integer({ min: 0, max: 3 }),
      put: fc.stringMatching(/^[A-Za-z0-9_=-]{0,3}$/),
    });
    fc.assert(
      fc.property(change, ({ kind, at, taken, put }) => {
        const token = signer.seal(kind, ['s1', '20']);
        const from = Math.floor(at * token.length);
        const changed = token.slice(0, from) + put + token.slice(from + taken);
        if (changed !== token) expect(signer.open(kind, changed)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('does not open as another kind, under another secret, or when it is no token', () => {
    const token = signer.seal('cursor', ['s1']);
    expect(signer.open('match', token)).toBeNull();
    expect(createSigner('another secret, as long').open('cursor', token)).toBeNull();
    for (const text of ['', 'nonsense', 'bm9uc2Vuc2U=', '=', '💥']) expect(signer.open('cursor', text)).toBeNull();
  });
});

describe('ids', () => {
  it('a stable id depends on every part and on where one ends', () => {
    expect(stableId('a', 'b')).toBe(stableId('a', 'b'));
    expect(stableId('a', 'b')).not.toBe(stableId('ab'));
  });

  it('a request id is taken over when it is 1 to 64 safe characters, else made', () => {
    expect(requestIdFrom('trace_1-A')).toBe('trace_1-A');
    for (const bad of [undefined, '', 'a b', 'x'.repeat(65), 'ü']) expect(requestIdFrom(bad)).toMatch(/^[\w-]{22}$/);
  });

  it('random ids do not repeat', () => {
    expect(new Set(Array.from({ length: 1000 }, randomId)).size).toBe(1000);
  });
});
