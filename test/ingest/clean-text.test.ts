/** Text loses what is no text, and nothing else. */
import { expect, test } from 'vitest';
import { cleanLine, cleanText } from '../../ingest/clean-text.ts';

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
