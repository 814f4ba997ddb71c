/** What a word that no document has may stand for: words that it begins, and words one or two slips away. */
import { stem } from '../../models/text.ts';
import type { KeywordIndex } from '../../stores/keyword-index.ts';
import { editDistance } from '../understand/edit-distance.ts';

/** A beginning of fewer letters begins too much; a shorter word is near to too many. */
const SHORTEST_START = 3;
const SHORTEST_WITH_SLIP = 4;
const LENGTH_FOR_TWO_SLIPS = 9;
const MOST_WORDS = 10;
/** What a word counts that the text did not quite say. */
const NEAR_SHARE = 0.5;
/** Each look-up reads all words of the index. */
const MOST_LOOKED_UP = 4;

/** Stems of the likeliest words: fewest slips first, then those of most documents. */
function nearStems(typed: string, keywords: KeywordIndex): readonly string[] {
  const limit = typed.length >= LENGTH_FOR_TWO_SLIPS ? 2 : 1;
  const found: { readonly word: string; readonly slips: number; readonly frequency: number }[] = [];
  for (const [word, frequency] of keywords.words()) {
    if (word[0] !== typed[0]) continue;
    const isBegun = typed.length >= SHORTEST_START && word.startsWith(typed);
    const slips = isBegun || typed.length < SHORTEST_WITH_SLIP ? 0 : editDistance(typed, word, limit);
    if (isBegun || (slips > 0 && slips <= limit)) found.push({ word, slips, frequency });
  }
  found.sort((a, b) => a.slips - b.slips || b.frequency - a.frequency);
  return [...new Set(found.slice(0, MOST_WORDS).map(({ word }) => stem(word)))];
}

/** As `keywords.score` without a mask, but a stem of no document counts in part where a word near to it stands. */
export function scoreTolerantly(
  stems: readonly string[],
  keywords: KeywordIndex,
): { readonly scores: Float32Array; readonly matched: Uint8Array } {
  const { scores, matched } = keywords.score(stems, null);
  const unknown = [...new Set(stems)].filter((one) => keywords.documentFrequency(one) === 0);
  for (const typed of unknown.slice(0, MOST_LOOKED_UP)) {
    const near = keywords.score(nearStems(typed, keywords), null);
    near.matched.forEach((count, position) => {
      if (count === 0) return;
      scores[position] = (scores[position] ?? 0) + (NEAR_SHARE * (near.scores[position] ?? 0)) / count;
      matched[position] = (matched[position] ?? 0) + 1;
    });
  }
  return { scores, matched };
}
