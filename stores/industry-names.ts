/** Industries by the names that people and postings give them: one name of a text, or all that a posting's industry line holds. */

import type { Facts } from './facts.ts';
import type { FoldText } from './gazetteer.ts';

/** Rows of an industry and its other names, parted by bars. */
export function createIndustryNames(
  rows: readonly (readonly string[])[],
  fold: FoldText,
): Pick<Facts, 'findIndustry' | 'industryLabels'> {
  const industries = new Map<string, string>();
  for (const [industry = '', names = ''] of rows) {
    for (const name of [industry, ...names.split('|')])
      if (!industries.has(fold(name))) industries.set(fold(name), industry);
  }
  const findIndustry = (folded: string): string | null => industries.get(folded) ?? null;
  const longestWords = Math.max(0, ...[...industries.keys()].map((name) => name.split(' ').length));
  return {
    findIndustry,
    industryLabels: (folded) => {
      const named = namesIn(folded.split(' '), longestWords, findIndustry);
      return [...new Set([folded, ...named.map(fold)])];
    },
  };
}

/** From the left, the longest name first: in "staffing agency" the agency alone is none. */
function namesIn(
  words: readonly string[],
  longestWords: number,
  find: (folded: string) => string | null,
): readonly string[] {
  const found: string[] = [];
  for (let first = 0; first < words.length; ) {
    let [count, industry]: [number, string | null] = [Math.min(longestWords, words.length - first), null];
    while (count > 0) {
      industry = find(words.slice(first, first + count).join(' '));
      if (industry !== null) break;
      count -= 1;
    }
    if (industry !== null) found.push(industry);
    first += Math.max(1, count);
  }
  return found;
}
