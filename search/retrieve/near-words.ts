/** What a word that no document has may stand for: words that it begins, and words one or two slips away. */
import { stem } from '../../models/text.ts';
import type { KeywordIndex } from '../../stores/keyword-index.ts';
import { vocabularyOf } from '../understand/vocabulary.ts';

/** A beginning of fewer letters begins too much; a shorter word is near to too many. */
const SHORTEST_START = 3;
const SHORTEST_WITH_SLIP = 4;
const LENGTH_FOR_TWO_SLIPS = 9;
const MOST_WORDS = 10;
/** What a word counts that the text did not quite say. */
const NEAR_SHARE = 0.5;
/** Names have few words: who mistypes more of them has not written a name. */
const MOST_LOOKED_UP = 4;

/** Stems of the likeliest words: fewest slips first, then those of most documents. */
function nearStems(typed: string, keywords: KeywordIndex): readonly string[] {
  const vocabulary = vocabularyOf(keywords);
  const slips = typed.length < SHORTEST_WITH_SLIP ? 0 : typed.length < LENGTH_FOR_TWO_SLIPS ? 1 : 2;
  const begun = typed.length < SHORTEST_START ? [] : vocabulary.startingWith(typed);
  const near = vocabulary
    .near(typed, slips)
    .filter(({ word }) => word[0] === typed[0] && !begun.some((one) => one.word === word));
  const found = [...begun, ...near].sort((a, b) => a.edits - b.edits || b.documentFrequency - a.documentFrequency);
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
