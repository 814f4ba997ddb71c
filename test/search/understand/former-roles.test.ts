/** Which roles of a text somebody who looks for a job has behind them. */
import { expect, it } from 'vitest';
import { withoutFormerRoles } from '../../../search/understand/former-roles.ts';
import type { ReadFacet } from '../../../search/understand/read-facet.ts';

function titleIn(text: string, title: string): ReadFacet {
  const start = text.indexOf(title);
  const shared = { field: 'title', value: title, sourceText: title, condition: null, isNegated: false } as const;
  return { ...shared, id: `title:${title}`, start, end: start + title.length, confidence: 1, isHard: false };
}

it.each([
  ['ex glass blower seeks quiet work', 'glass blower'],
  ['used to be a harbour pilot', 'harbour pilot'],
  ['weary potter hoping to move into teaching', 'potter'],
  ['beekeeper who left the hives behind', 'beekeeper'],
])('"%s" asks for no %s', (text, title) => {
  expect(withoutFormerRoles(text, [titleIn(text, title)])).toEqual([]);
});

it.each([
  ['potter moving to Delft', 'potter'],
  ['beekeeper wanted at once', 'beekeeper'],
])('"%s" asks for a %s', (text, title) => {
  expect(withoutFormerRoles(text, [titleIn(text, title)])).toHaveLength(1);
});
