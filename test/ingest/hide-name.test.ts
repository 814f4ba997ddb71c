/** A limited profile keeps nothing by which its name could be found. */
import { describe, expect, it } from 'vitest';
import { documentKeywords } from '../../ingest/document-keywords.ts';
import { normalisePerson } from '../../ingest/normalise-person.ts';
import { validatePerson } from '../../ingest/validate.ts';
import { testFacts } from '../helpers/test-search.ts';

const LINE = {
  id: 'p1',
  name: 'Ines Okafor',
  visibility: 'limited',
  summary: 'Ines is a nurse; Okafor Care is hers.',
  work: [{ title: 'Owner', company: 'Okafor Care' }],
  skills: ['Care'],
};

function personOf(line: object) {
  const checked = validatePerson(JSON.stringify(line));
  if (checked.kind === 'bad') throw new Error(checked.reason);
  return normalisePerson(checked.value, 'test', testFacts());
}

describe('a limited profile', () => {
  it('has initials for a name, in texts and employers too', () => {
    const person = personOf(LINE);
    expect(person).toMatchObject({ displayName: 'I. O.', visibility: 'LIMITED', skills: ['Care'] });
    expect(person.summary).toBe('I. is a nurse; O. Care is hers.');
    expect(person.work[0]?.company?.name).toBe('O. Care');
  });

  it('has no word of the name in the keyword index', () => {
    const indexed = [...documentKeywords(personOf(LINE))].map(({ word }) => word);
    expect(indexed).not.toContain('ines');
    expect(indexed).not.toContain('okafor');
  });
});

it('a profile without a level is public and shows the full name', () => {
  const person = personOf({ ...LINE, visibility: null });
  expect(person.displayName).toBe('Ines Okafor');
  expect(person.visibility).toBeUndefined();
});

it('a level that nobody knows is refused, so that nothing is shown by mistake', () => {
  expect(validatePerson(JSON.stringify({ ...LINE, visibility: 'friends' }))).toMatchObject({
    kind: 'bad',
    reason: expect.stringContaining('expected one of PUBLIC, LIMITED, HIDDEN'),
  });
});
