/** Says whether the models can read a text: they were trained on English and know the Latin alphabet. */

/** A text is foreign when more than this share of its letters is of another alphabet. */
const FOREIGN_SHARE = 0.5;

/** `stated` is the caller's BCP 47 tag, believed over what the letters say. */
export function isReadable(text: string, stated: string | null): boolean {
  if (stated !== null && stated.trim() !== '') return /^en(?:-|$)/i.test(stated.trim());
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return letters === 0 || (letters - latin) / letters <= FOREIGN_SHARE;
}
