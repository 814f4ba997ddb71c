/** Finds the place that a text means: its name, read together with the region or country that stands beside it. */

import { LRUCache } from 'lru-cache';
import type { GazetteerPlace } from './facts.ts';
import type { FoldText, Gazetteer } from './gazetteer.ts';

/** A region is meant by a name that it shares with a town only when the town is small beside it; a city state as a country. */
const WEIGHTS: Readonly<Record<GazetteerPlace['kind'], number>> = { city: 1, region: 0.25, country: 1.5 };
/** "X, Y" with a Y that no place is called still means X, unless X is a small town and Y probably tells another. */
const MIN_POPULATION_BESIDE_UNKNOWN = 100_000;

const FRAME =
  /^(?:the |greater |metropolitan |metro |central |downtown |city of )+|(?: metropolitan area| metropolitan region| metro area| metroplex| metro| bay area| area| region| county| province| state| city)+$/g;

/** Codes stand alone only in capitals: "TX", never "in"; "DE" is Delaware, because who means Germany writes more of it. */
const LONE_CODE = /^[A-Z]{2,3}$/;

/** A text of many names asks for each of its words in several readings: 2,000 are the readings of four such texts. */
const MAX_RECENT_NAMES = 2_000;

export interface PlaceFinder {
  readonly findPlace: (text: string) => GazetteerPlace | null;
  readonly findSurroundings: (text: string) => GazetteerPlace | null;
}

export function createPlaceFinder(gazetteer: Gazetteer, foldText: FoldText): PlaceFinder {
  const rank = (place: GazetteerPlace): number => place.population * WEIGHTS[place.kind];
  const best = (places: readonly GazetteerPlace[]): GazetteerPlace | null =>
    places.reduce<GazetteerPlace | null>((top, place) => (top === null || rank(place) > rank(top) ? place : top), null);

  const recent = new LRUCache<string, readonly GazetteerPlace[]>({ max: MAX_RECENT_NAMES });
  /** Places called so; with "Greater", "Area" and the like taken off when nothing is. */
  const named = (text: string): readonly GazetteerPlace[] => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const folded = foldText(text);
    const exact = gazetteer.named(folded);
    const places = exact.length > 0 ? exact : gazetteer.named(folded.replace(FRAME, ''));
    recent.set(text, places);
    return places;
  };
  /** Regions and countries that a part after a comma may mean. */
  const around = (text: string): readonly GazetteerPlace[] => {
    const byName = named(text).filter((place) => place.kind !== 'city');
    return [...byName, ...gazetteer.coded(text.trim().replaceAll('.', '').toUpperCase())];
  };
  const within = (heads: readonly GazetteerPlace[], context: readonly string[]): GazetteerPlace | null => {
    const known = context.map(around).filter((places) => places.length > 0);
    const fitting = heads.filter((head) => known.every((places) => places.some((place) => liesIn(head, place))));
    const isGuess = context.length > 0 && known.length === 0;
    const found = best(fitting);
    return isGuess && found !== null && found.population < MIN_POPULATION_BESIDE_UNKNOWN ? null : found;
  };
  const whole = (text: string): GazetteerPlace | null => {
    const lone = LONE_CODE.test(text) ? gazetteer.coded(text) : [];
    const regions = lone.filter((place) => place.kind === 'region');
    return best([...named(text), ...(regions.length > 0 ? regions : lone)]);
  };
  /** "Lyon France": the longest name that is followed by where it lies. */
  const withoutComma = (text: string): GazetteerPlace | null => {
    const words = text.split(/\s+/);
    for (let count = words.length - 1; count > 0; count -= 1) {
      const context = words.slice(count).join(' ');
      if (around(context).length === 0) continue;
      const found = within(named(words.slice(0, count).join(' ')), [context]);
      if (found !== null) return found;
    }
    return null;
  };
  return {
    findPlace: (text) => {
      const [head, ...context] = partsOf(text);
      if (head === undefined) return null;
      return context.length === 0 ? (whole(head) ?? withoutComma(head)) : within(named(head), context);
    },
    findSurroundings: (text) => {
      const [, ...context] = partsOf(text);
      const found = context.map(whole).filter((place) => place !== null && place.kind !== 'city');
      return found[0] ?? null;
    },
  };
}

function partsOf(text: string): readonly string[] {
  return text
    .replace(/\([^)]*\)/g, ' ')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function liesIn(place: GazetteerPlace, container: GazetteerPlace): boolean {
  if (place.id === container.id) return true;
  if (place.countryCode !== container.countryCode) return false;
  return container.kind === 'country' || place.regionCode === container.regionCode;
}
