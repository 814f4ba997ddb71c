/** Facts that the program uses (places, occupation titles, skills, abbreviations), read from data/facts. */

import type { Place } from './documents.ts';

/** A town, region or country of the gazetteer. */
export interface GazetteerPlace extends Place {
  readonly id: string;
  readonly kind: 'city' | 'region' | 'country';
  readonly countryCode: string;
  /** Code of the region within the country, for example TX. */
  readonly regionCode: string | null;
  readonly population: number;
}

export interface Facts {
  /**
   * The place most people mean by the text ("Paris", "Austin, TX", "Lyon, France", "uk"), or null. Accents do not matter,
   * nor does case, but for codes of two or three letters that are words or other codes too ("IN", "AND").
   */
  readonly findPlace: (text: string) => GazetteerPlace | null;
  /** What the text says around an unknown name: "Marfa, TX" to Texas, "Somewhere, Germany" to Germany; else null. */
  readonly findSurroundings: (text: string) => GazetteerPlace | null;
  readonly placeById: (id: string) => GazetteerPlace | null;
  /** The region and country that a place lies in, as far as the gazetteer has them; never the place itself. */
  readonly placesAround: (place: GazetteerPlace) => readonly GazetteerPlace[];
  /** How a person reads a place: "Austin, TX", "Lyon, France", "Bavaria, Germany", "France". */
  readonly placeLabel: (place: GazetteerPlace) => string;
  /** All places that go by a folded name; none for a text with its region beside it. */
  readonly placesNamed: (folded: string) => readonly GazetteerPlace[];
  /** Every folded name of a place, with the places that go by it. */
  readonly placeNames: () => Iterable<readonly [folded: string, places: readonly GazetteerPlace[]]>;
  /** True for a folded occupation title ("registered nurse"), also an alternate one. */
  readonly isTitle: (folded: string) => boolean;
  /** O*NET-SOC codes of the occupations that go by a folded title; several when it is ambiguous, none when it is no title. */
  readonly occupationsOf: (folded: string) => readonly string[];
  /** Display form of a skill, or null. */
  readonly findSkill: (folded: string) => string | null;
  /** Display form of a skill that names one thing in any text: a tool of several words, or one of the common skills; else null. */
  readonly findDistinctSkill: (folded: string) => string | null;
  /** Long form of an abbreviation ("rn" to "registered nurse"), or null. */
  readonly expand: (folded: string) => string | null;
  /** The one name of an industry that goes by the folded text ("banks" to "banking"), or null. */
  readonly findIndustry: (folded: string) => string | null;
  /** Folded: the text itself, and every industry that it names ("hospitals and health care" to "hospital" and "healthcare"). */
  readonly industryLabels: (folded: string) => readonly string[];
  /** The school that is called so, in full or by the first words that no other school begins with; or null. */
  readonly findSchool: (folded: string) => string | null;
  /** True for a folded word that some title or skill of the tables has: a word that is spelled right. */
  readonly isWord: (folded: string) => boolean;
  /** Longest entry of each gazetteer in words: how far a scan has to look. */
  readonly longestWords: number;
}
