/** What one index version and the tables know of the words of a text, as spelling asks for it. */
import { stem } from '../../models/text.ts';
import type { Mask } from '../../stores/attributes.ts';
import { isCurrencyWord } from '../../stores/currencies.ts';
import type { Facts } from '../../stores/facts.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import { isEnglish, isRightWord } from './english-words.ts';
import type { Knowledge } from './knowledge.ts';
import { nearPlace } from './near-place.ts';
import { quotedWords } from './quoted-phrases.ts';
import { wordsOfNames } from './read-name.ts';
import type { SpellingKnowledge } from './spelling.ts';
import { vocabularyOf } from './vocabulary.ts';

/**
 * What spelling of a text may rely on: the words of the documents and of the tables, and those that it keeps as they are.
 * `visible` is what the caller may see, null for everything: a word that other documents hold than those for everybody is right
 * for who sees one of them.
 */
export function spellingKnowledge(
  text: string,
  facts: Facts,
  knowledge: Knowledge,
  { vertical, keywords }: IndexSnapshot,
  visible: Mask | null = null,
): SpellingKnowledge {
  let kept: ReadonlySet<string> | null = null;
  /** Asked last: most texts have no word that only this one keeps, and reading their names costs more than all the rest. */
  const isKept = (word: string): boolean => {
    kept ??= new Set([...wordsOfNames(text, facts, knowledge), ...quotedWords(text)]);
    return kept.has(word);
  };
  const isOwn = (word: string): boolean =>
    vocabularyOf(keywords).documentFrequency(word) > knowledge.vocabulary.documentFrequency(word) &&
    keywords.score([stem(word)], visible).matched.includes(1);
  const isListed = (word: string): boolean => isEnglish(word) || facts.isWord(word) || knowledge.isNameWord(word);
  const isKnown = (folded: string): boolean =>
    isRightWord(folded, isListed) ||
    facts.expand(folded) !== null ||
    facts.findPlace(folded) !== null ||
    isRightWord(folded, isKept) ||
    isCurrencyWord(folded) ||
    isOwn(folded);
  return {
    vocabulary: knowledge.vocabulary,
    isKnown,
    isTitle: facts.isTitle,
    isTerm: (folded) =>
      knowledge.isLabel(folded) || knowledge.findEmployer(folded) !== null || facts.findSkill(folded) !== null,
    isOnlyName: (folded) => knowledge.people.hasWord(folded) && !isEnglish(folded) && !facts.isWord(folded),
    nearPlace: (folded) => nearPlace(folded, facts, knowledge),
    population: (folded) =>
      facts.isTitle(folded) || facts.isWord(folded) ? 0 : (facts.findPlace(folded)?.population ?? 0),
    keepsCapitalised: vertical === 'people',
  };
}
