/** What a word that no document has may stand for: words that it begins, and words one or two slips away. */
import { stem } from '../../models/text.ts';
import type { Mask } from '../../stores/attributes.ts';
import type { KeywordIndex } from '../../stores/keyword-index.ts';
import { publicVocabularyOf, vocabularyOf } from '../understand/vocabulary.ts';

/** A beginning of fewer letters begins too much; a shorter word is near to too many. */
const SHORTEST_START = 3;
const SHORTEST_WITH_SLIP = 4;
const LENGTH_FOR_TWO_SLIPS = 9;
const MOST_WORDS = 10;
/** What a word counts that the text did not quite say. */
const NEAR_SHARE = 0.5;
/** Names have few words: who mistypes more of them has not written a name. */
const MOST_LOOKED_UP = 4;

/** Stems of the likeliest words of documents that may be seen: fewest slips first, then those of most documents. */
function nearStems(typed: string, keywords: KeywordIndex, visible: Mask | null): readonly string[] {
  const vocabulary = vocabularyOf(keywords);
  const slips = typed.length < SHORTEST_WITH_SLIP ? 0 : typed.length < LENGTH_FOR_TWO_SLIPS ? 1 : 2;
  const begun = typed.length < SHORTEST_START ? [] : vocabulary.startingWith(typed);
  const near = vocabulary
    .near(typed, slips)
    .filter(({ word }) => word[0] === typed[0] && !begun.some((one) => one.word === word));
  const found = [...begun, ...near].sort((a, b) => a.edits - b.edits || b.documentFrequency - a.documentFrequency);
  const seen = found.filter(({ word }) => isSeen(word, keywords, visible));
  return [...new Set(seen.slice(0, MOST_WORDS).map(({ word }) => stem(word)))];
}

/** Asks documents only for a word that none for everybody has. */
function isSeen(word: string, keywords: KeywordIndex, visible: Mask | null): boolean {
  if (visible === null || publicVocabularyOf(keywords).documentFrequency(word) > 0) return true;
  return keywords.score([stem(word)], visible).matched.includes(1);
}

/** As `keywords.score`, but a stem of no document that may be seen counts in part where a word near to it stands. */
export function scoreTolerantly(
  stems: readonly string[],
  keywords: KeywordIndex,
  visible: Mask | null,
): { readonly scores: Float32Array; readonly matched: Uint8Array } {
  const { scores, matched } = keywords.score(stems, visible);
  const unknown = [...new Set(stems)].filter(
    (one) =>
      keywords.documentFrequency(one) === 0 ||
      (visible !== null && !keywords.score([one], visible).matched.includes(1)),
  );
  for (const typed of unknown.slice(0, MOST_LOOKED_UP)) {
    const near = keywords.score(nearStems(typed, keywords, visible), visible);
    near.matched.forEach((count, position) => {
      if (count === 0) return;
      scores[position] = (scores[position] ?? 0) + (NEAR_SHARE * (near.scores[position] ?? 0)) / count;
      matched[position] = (matched[position] ?? 0) + 1;
    });
  }
  return { scores, matched };
}
