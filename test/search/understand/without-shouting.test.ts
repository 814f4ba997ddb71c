/** Capitals throughout say nothing; those of short forms stay, and so does every other text. */
import { expect, it } from 'vitest';
import { withoutShouting } from '../../../search/understand/without-shouting.ts';

it.each([
  ['REGISTERED NURSE IN LEEDS', 'registered nurse in leeds'],
  ['RN NIGHT SHIFT, IT SUPPORT', 'RN night shift, IT support'],
  ['Registered NURSE', 'Registered NURSE'],
  ['HR MANAGER', 'HR MANAGER'],
  ['SQL', 'SQL'],
  ['', ''],
  ['İZMİR İSTANBUL', 'İZMİR İSTANBUL'],
  ['УЧИТЕЛЬ МОСКВА', 'учитель москва'],
])('%s is read as %s', (text, read) => {
  expect(withoutShouting(text)).toBe(read);
});
