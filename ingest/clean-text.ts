/** Text as it is kept: no control characters, no mark-up, even white space; and for people no contact data. */

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

const EMAIL = /[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const LINK = /\b(?:https?:\/\/|www\.)\S+|\b(?:linkedin|github|facebook|twitter|instagram)\.com\/\S+/gi;
/** Seven to fifteen digits with the usual separators; years and amounts ("2011 - 2015", "1,250,000") have fewer or commas. */
const PHONE =
  /(?<![\p{L}\p{N}.,$€£])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?)?\d{2,4}(?:[ .-]\d{2,4}){1,4}(?![\p{L}\p{N}%])/gu;
const YEAR_SPAN = /^(?:19|20)\d{2}\s*[ .-]\s*(?:19|20)\d{2}$/;
const MIN_PHONE_DIGITS = 8;

/** Takes e-mail addresses, links and telephone numbers out of a person's text. */
export function withoutContacts(text: string): string {
  return text
    .replace(EMAIL, '')
    .replace(LINK, '')
    .replace(PHONE, (found) => {
      const digits = found.replace(/\D/g, '').length;
      return digits >= MIN_PHONE_DIGITS && !YEAR_SPAN.test(found) ? '' : found;
    });
}
