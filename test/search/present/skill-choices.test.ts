/** Skills that a text gives as a choice. */
import { expect, it } from 'vitest';
import { skillChoices } from '../../../search/present/skill-choices.ts';
import type { UnderstoodFacet } from '../../../search/types.ts';

const skill = (sourceText: string): UnderstoodFacet => ({
  id: sourceText,
  field: 'skill',
  value: sourceText,
  sourceText,
  confidence: 1,
  isNegated: false,
  isHard: false,
});

it.each([
  ['developer with React, Java or Python', [['React', 'Java', 'Python']]],
  ['Java and/or Kotlin developer', [['Java', 'Kotlin']]],
  ['Java/Kotlin or Scala', [['Java', 'Kotlin', 'Scala']]],
  [
    'Go or Rust developer with AWS or Azure',
    [
      ['Go', 'Rust'],
      ['AWS', 'Azure'],
    ],
  ],
  ['React, Java and Python', []],
  ['Java/Kotlin developer', []],
  ['Python for shops or farms', []],
])('%s', (asked, choices) => {
  const known = ['React', 'Java', 'Python', 'Kotlin', 'Scala', 'Go', 'Rust', 'AWS', 'Azure'];
  const named = known.filter((name) => asked.includes(name)).sort((a, b) => asked.indexOf(a) - asked.indexOf(b));
  const groups = new Map<string, string[]>();
  for (const [id, first] of skillChoices(named.map(skill), asked))
    groups.set(first, [...(groups.get(first) ?? []), id]);
  expect([...groups.values()]).toEqual(choices);
});
