/** Text as it is kept: no control characters, no mark-up, even white space. */

/** Control characters but tab and line feed, halves of surrogate pairs, and characters that are never text. */
const NO_TEXT = /(?![\t\n])\p{Cc}|[\ufeff\ufffe\uffff]|\p{Cs}/gu;
const BLOCK_TAG = /<\/?(?:p|br|li|ul|ol|div|tr|table|h[1-6])\b[^<>]*>/gi;
const INLINE_TAG = /<\/?(?:span|b|i|u|em|strong|a|font|td|th)\b[^<>]*>/gi;

/** One line: white space becomes single blanks. Null when nothing is left. */
export function cleanLine(text: string): string | null {
  const cleaned = cleanCharacters(text).replace(/\s+/g, ' ').trim();
  return cleaned === '' ? null : cleaned;
}

/** Several lines: at most one empty line between two. Null when nothing is left. */
export function cleanText(text: string): string | null {
  const cleaned = cleanCharacters(text.replace(/\r\n?/g, '\n'))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return cleaned === '' ? null : cleaned;
}

function cleanCharacters(text: string): string {
  const plain = text.includes('<') ? text.replace(BLOCK_TAG, '\n').replace(INLINE_TAG, '') : text;
  return plain.replace(NO_TEXT, '').normalize('NFC');
}
