/** Which roles of a text somebody who looks for a job has behind them. */
import { expect, it } from 'vitest';
import { formerRoles, isLikeFormer } from '../../../search/understand/former-roles.ts';
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
  ['I hate my job as a lamp lighter and want to be outdoors', 'lamp lighter'],
  ['fed up with being a potter, anything quiet', 'potter'],
  ['sick and tired of working as a crier', 'crier'],
  ['after 12 years as a beekeeper I want to write', 'beekeeper'],
  ['been a potter for ten years, now want to teach', 'potter'],
  ['I quit my job as a glass blower last week', 'glass blower'],
  ['burnt out beekeeper', 'beekeeper'],
  ['laid off from my position as a harbour pilot', 'harbour pilot'],
  ['moving on from potter roles into training', 'potter'],
  ['career change from crier to baker', 'crier'],
  ['no longer want to be a lamp lighter', 'lamp lighter'],
  ['I would like to stop being a potter', 'potter'],
  ['spent 8 years as a harbour pilot, want to be a librarian', 'harbour pilot'],
])('"%s" asks for no %s', (text, title) => {
  expect(formerRoles(text, [titleIn(text, title)])).toHaveLength(1);
});

it.each([
  ['potter moving to Delft', 'potter'],
  ['beekeeper wanted at once', 'beekeeper'],
  ['parental leave cover potter', 'potter'],
  ['hate crime officer', 'officer'],
  ['stop smoking adviser', 'adviser'],
  ['I left Delft and need a potter job', 'potter'],
  ['career change from crier to baker', 'baker'],
  ['after school beekeeper', 'beekeeper'],
  ['ten years of work, still a potter', 'potter'],
  ['I love being a lamp lighter', 'lamp lighter'],
])('"%s" asks for a %s', (text, title) => {
  expect(formerRoles(text, [titleIn(text, title)])).toEqual([]);
});

it('a role that is over takes those that end like it with it, when roles are guessed', () => {
  const former = [titleIn('tired of being a nurse', 'nurse')];
  expect(['registered nurse', 'nurse', 'librarian'].map((role) => isLikeFormer(role, former))).toEqual([
    true,
    true,
    false,
  ]);
});
