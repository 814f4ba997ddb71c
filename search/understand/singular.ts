/** The singular of English words. */

/** A folded role in the singular, as the tables have it. */
export function singular(folded: string): string {
  if (/(?:ss|us|is)$/.test(folded)) return folded;
  return folded
    .replace(/ies$/, 'y')
    .replace(/(ch|sh|x)es$/, '$1')
    .replace(/s$/, '');
}
