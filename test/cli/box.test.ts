/** The box of `npm start` keeps its right edge straight and wraps long values. */
import { describe, expect, it } from 'vitest';
import { box } from '../../cli/box.ts';

describe('the box', () => {
  it('has lines of one width, whatever the values', () => {
    const drawn = box('Tandem', [
      ['GraphQL', 'http://127.0.0.1:4000/graphql'],
      ['Models', Array.from({ length: 30 }, (_, index) => `model-${index}`).join(' ')],
    ]);
    expect(new Set(drawn.split('\n').map((line) => [...line].length)).size).toBe(1);
    expect(drawn.split('\n').length).toBeGreaterThan(4);
    expect(drawn).toContain('model-29');
  });
});
