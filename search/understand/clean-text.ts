/** Makes plain text of whatever was typed: nothing invisible, nothing that turns the direction of other text. */

const LINE_BREAKS_AND_CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Lone surrogates, direction marks and other format characters; the two joiners belong to words and emoji. */
const INVISIBLE = /(?![\u200C\u200D])[\p{Cf}\p{Cs}]/gu;

/** One line of well-formed text in NFC, single spaces, none at the ends; empty when nothing visible was typed. */
export function cleanText(text: string): string {
  return text
    .replace(LINE_BREAKS_AND_CONTROLS, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();
}
