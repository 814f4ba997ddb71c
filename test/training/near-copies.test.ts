/** Near copies of held-out queries are found however they are typed, and other queries are let be. */

import { describe, expect, it } from 'vitest';
import { nearCopies } from '../../training/near-copies.ts';

const heldOut = [{ name: 'h1', text: 'night nurse in Bern' }];
const found = (text: string): string | undefined => nearCopies([{ name: 'q1', text }], heldOut)[0]?.how;

describe('a query is a near copy of a held-out one', () => {
  it('when it has the same words in another order, case or accent', () => {
    expect(found('BERN, in: night nurse')).toBe('same words');
  });

  it('when it shares most words', () => {
    expect(found('night nurse in Bern please')).toBe('most words');
  });

  it('when few letters differ', () => {
    expect(found('nigt nurse in bern')).toBe('most words');
    expect(found('nigtnurse in bern')).toBe('few letters apart');
  });

  it('and never when it asks for something else', () => {
    expect(found('night porter at a hotel')).toBeUndefined();
    expect(found('nurse')).toBeUndefined();
  });
});

it('a query is reported once, with the held-out one it copies', () => {
  const twice = [...heldOut, { name: 'h2', text: 'night nurse Bern in' }];
  const copies = nearCopies([{ name: 'q1', text: 'night nurse in bern' }], twice);
  expect(copies.map(({ query, heldOut: other }) => [query.name, other.name])).toEqual([['q1', 'h1']]);
});

it('texts without a word are no copies of each other', () => {
  expect(nearCopies([{ name: 'q1', text: '?!' }], [{ name: 'h1', text: '…' }])).toEqual([]);
});
