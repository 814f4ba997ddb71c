/** The keyword index of a segment followed by that of the changes to it, as one. */

import { createInvertedIndex, type InvertedIndex } from './inverted-index.ts';
import type { KeywordIndex } from './keyword-index.ts';

/**
 * Scores are what one index over the documents of both would give, but that documents of the base that no longer count still
 * count in how rare a word is, and the average length of a document is the base's.
 */
export function joinKeywords(base: InvertedIndex, changes: InvertedIndex): KeywordIndex {
  const size = base.size + changes.size;
  const added = createInvertedIndex(changes.arrays, base.averageLength);
  const documentFrequency = (stem: string): number => base.documentFrequency(stem) + added.documentFrequency(stem);
  const collection = { size, documentFrequency };
  const words = () => joinWords(base.words(), added.words());
  const isAllPublic = base.publicWords === base.words && added.publicWords === added.words;
  return {
    size,
    documentFrequency,
    score: (stems, mask) => {
      const [first, second] = [
        base.score(stems, mask?.subarray(0, base.size) ?? null, collection),
        added.score(stems, mask?.subarray(base.size) ?? null, collection),
      ];
      const [scores, matched] = [new Float32Array(size), new Uint8Array(size)];
      scores.set(first.scores);
      scores.set(second.scores, base.size);
      matched.set(first.matched);
      matched.set(second.matched, base.size);
      return { scores, matched };
    },
    words,
    publicWords: isAllPublic ? words : () => joinWords(base.publicWords(), added.publicWords()),
  };
}

/** Each word once. */
function* joinWords(
  base: Iterable<readonly [string, number]>,
  added: Iterable<readonly [string, number]>,
): Iterable<readonly [string, number]> {
  const others = new Map(added);
  for (const [word, frequency] of base) {
    yield [word, frequency + (others.get(word) ?? 0)];
    others.delete(word);
  }
  yield* others;
}
