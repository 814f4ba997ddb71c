/** Text loses what is no text; people's text loses contact data; nothing else is lost. */
import { expect, test } from 'vitest';
import { cleanLine, cleanText, withoutContacts } from '../../ingest/clean-text.ts';

test('control characters, mark-up and uneven white space go', () => {
  expect(cleanText(' a\u0000b\u0007 \t c\r\n\r\n\r\n\r\nd\u00a0 e\ud800 ')).toBe('ab c\n\nd e');
  expect(cleanText('<p>One<br/>two</p><ul><li><b>three</b></li></ul>')).toBe('One\ntwo\n\nthree');
  expect(cleanLine(' a \n b ')).toBe('a b');
});

test('accents are composed, emoji and comparison signs stay', () => {
  expect(cleanText('cafe\u0301 👩‍🍳 a < b > c')).toBe('café 👩‍🍳 a < b > c');
});

test.each(['', ' \n ', '\u0000'])('%j is nothing', (text) => {
  expect(cleanText(text)).toBeNull();
  expect(cleanLine(text)).toBeNull();
});

test.each([
  ['mail me: ada.l+jobs@example.co.uk now', 'mail me:  now'],
  ['call +41 79 123 45 67 or (212) 555-0199', 'call  or '],
  ['see https://example.org/ada?x=1 and linkedin.com/in/ada', 'see  and '],
  ['phone 555.010.9999', 'phone '],
])('%j loses its contact data', (text, expected) => {
  expect(withoutContacts(text)).toBe(expected);
});

test.each([
  'from 2011 - 2015 with 1,250,000 users',
  'raised $12 500 000',
  'saved 30% of 4000 hours in 24 7 shifts',
  'ISO 9001 and C#',
])('%j has none', (text) => {
  expect(withoutContacts(text)).toBe(text);
});
