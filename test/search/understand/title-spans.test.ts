/** One span of roles parted into those that the text lists. */
import { describe, expect, it } from 'vitest';
import { partedTitles } from '../../../search/understand/title-spans.ts';

const TITLES = new Set('cook|kitchen manager|specialist|health and safety officer|officer'.split('|'));

function parts(text: string, field = 'title'): readonly string[] {
  const span = { field, start: 0, end: text.length, confidence: 0.9, isNegated: false };
  return partedTitles([span], text, (folded) => TITLES.has(folded)).map(({ start, end }) => text.slice(start, end));
}

describe('a span of roles', () => {
  it('is parted where "and" stands between two roles', () => {
    expect(parts('cooks and kitchen managers')).toEqual(['cooks', 'kitchen managers']);
  });

  it('is always parted at "or" and a slash', () => {
    expect(parts('SEO / PPC specialist')).toEqual(['SEO', 'PPC specialist']);
    expect(parts('cook or porter')).toEqual(['cook', 'porter']);
  });

  it('stays whole where the whole is a role, or a part is none', () => {
    expect(parts('health and safety officer')).toEqual(['health and safety officer']);
    expect(parts('food and safety officer')).toEqual(['food and safety officer']);
    expect(parts('cook or porter', 'skill')).toEqual(['cook or porter']);
  });
});
