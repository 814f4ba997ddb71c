/** Finds the one place whose name is a slip away from a word that nobody knows: "makaty" to Makati. */
import type { Facts } from '../../stores/facts.ts';
import type { Knowledge } from './knowledge.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** Shorter names are a slip away from too much. */
const SHORTEST_NAME = 5;
/** Without documents there, a town of this size is meant; smaller ones are a slip away from many a surname. */
const KNOWN_POPULATION = 100_000;

/** Made once for the tables: some megabytes. */
const vocabularies = new WeakMap<Facts, Vocabulary>();

/** Folded name, or null when none or several places are near. */
export function nearPlace(folded: string, facts: Facts, knowledge: Knowledge): string | null {
  if (folded.length < SHORTEST_NAME) return null;
  const near = vocabularyOf(facts)
    .near(folded, 1)
    .filter(({ word, documentFrequency }) => {
      if (word[0] !== folded[0]) return false;
      const place = facts.findPlace(word);
      return place !== null && (documentFrequency >= KNOWN_POPULATION || knowledge.documentsInPlace(place.id) > 0);
    });
  return near.length === 1 ? (near[0]?.word ?? null) : null;
}

/** Names of one plain word with the people of the largest place that is called so. */
function vocabularyOf(facts: Facts): Vocabulary {
  const known = vocabularies.get(facts);
  if (known !== undefined) return known;
  const made = createVocabulary(
    [...facts.placeNames()]
      .filter(([name]) => name.length >= SHORTEST_NAME && /^[a-z]+$/.test(name))
      .map(([name, places]) => [name, Math.max(...places.map(({ population }) => population))] as const),
  );
  vocabularies.set(facts, made);
  return made;
}
