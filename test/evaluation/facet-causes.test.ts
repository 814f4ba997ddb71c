/** Why values are missed or read for nothing. */
import { describe, expect, it } from 'vitest';
import { countCauses, mistakesOf } from '../../evaluation/facet-causes.ts';
import type { GoldFacet } from '../../evaluation/understanding-files.ts';
import { contentStems } from '../../models/text.ts';

const stated = (field: string, value: string): GoldFacet => ({ field, value, isNegated: false });
const causesOf = (text: string, gold: readonly GoldFacet[], read: readonly GoldFacet[]): readonly string[] =>
  mistakesOf(text, gold, read, (_field, left, right) => left === right, contentStems).map(
    ({ field, kind, cause }) => `${field} ${kind} ${cause}`,
  );

describe('a mistake', () => {
  it('tells a value that stands in the text from one that stands there in part or not at all', () => {
    expect(causesOf('a seasoned welder', [stated('title', 'welder')], [])).toEqual(['title missed said']);
    expect(causesOf('a seasoned welder', [stated('title', 'pipe welder')], [])).toEqual(['title missed partlySaid']);
    expect(causesOf('fixes broken pipes', [stated('title', 'plumber')], [])).toEqual(['title missed unsaid']);
  });

  it('is one of the value, of the field or of what is wanted where something was read instead', () => {
    expect(causesOf('x', [stated('title', 'cook')], [stated('title', 'chef')])).toEqual([
      'title missed otherValue',
      'title false otherValue',
    ]);
    expect(causesOf('x', [stated('title', 'cook')], [stated('skill', 'cook')])).toContain('skill false otherField');
    expect(causesOf('x', [stated('title', 'cook')], [{ ...stated('title', 'cook'), isNegated: true }])).toEqual([
      'title missed negation',
      'negated false negation',
    ]);
  });

  it('is an extra value where gold has none left, and right values are none', () => {
    expect(causesOf('x', [stated('title', 'cook')], [stated('title', 'cook'), stated('skill', 'baking')])).toEqual([
      'skill false extra',
    ]);
  });
});

it('causes are counted by field, the most frequent first', () => {
  const missed = { kind: 'missed', cause: 'unsaid', value: 'x' } as const;
  expect(
    countCauses([
      { ...missed, field: 'skill' },
      { ...missed, field: 'title' },
      { ...missed, field: 'title' },
    ]),
  ).toEqual({ 'title missed unsaid': 2, 'skill missed unsaid': 1 });
});
