/** Reads how far around a place is meant: "within 10 miles of Leeds", "Paris, 20 km radius". */
import { words } from '../../models/text.ts';
import type { Facts, GazetteerPlace } from '../../stores/facts.ts';
import type { Predicate } from '../../stores/predicate.ts';
import { clausesOf, isJoining } from './exclusion-cues.ts';
import { placeCondition, placeName } from './facet-conditions.ts';
import { isPlaceThroughout, LONGEST_PLACE_WORDS } from './facets.ts';
import { type IgnoredPart, withoutParts } from './ignored-part.ts';
import { placeFacetId, type ReadFacet } from './read-facet.ts';
import { overlaps, type Place } from './text-spans.ts';

const KM_OF: readonly (readonly [RegExp, number])[] = [
  [/^k/i, 1],
  [/^m/i, 1.609344],
];
const PHRASE =
  /(?<![\p{L}\p{N}.,])(?:(?<far>(?:more|further|farther)\sthan|at\sleast|over|beyond)\s|(?<inside>within|inside)\s(?:of\s)?|(?:in|less\sthan|no\smore\sthan|at\smost|up\sto|under|about|around)\s)?(?:an?\s)?(?<before>radius(?:\sof|:)?\s|\+\s?)?(?:about\s|around\s)?(?<number>\d{1,4}(?:[.,]\d{1,2})?)[\s-]?(?<unit>km|kms|kilomet(?:re|er)s?|mi|miles?)(?<behind>[\s-]radius)?(?!\p{L})(?:\s(?:away\s)?(?<link>of|from|around|near|outside)(?!\p{L}))?/giu;
/** Who says so means a place that only a profile knows. */
const OWN = /^(?:me|here|home|us|my|our)\b/i;
const LARGEST_KM = 20_000;
const CONFIDENCE = 0.95;

interface Distance extends Place {
  readonly km: number;
  readonly isFar: boolean;
  /** It can mean nothing else, whatever stands beside it. */
  readonly isSure: boolean;
  readonly hasLink: boolean;
}

export interface Placed {
  readonly facets: readonly ReadFacet[];
  readonly ignored: readonly IgnoredPart[];
}

/** What was read, in the order of the text, with circles in the place of places and of whatever else took their numbers; the same list when the text names none. */
export function withRadius(text: string, facets: readonly ReadFacet[], facts: Facts): Placed {
  return [...text.matchAll(PHRASE)].reduce<Placed>(
    (placed, match) => placedBy(turned(distanceOf(match), text), text, placed, facts),
    { facets, ignored: [] },
  );
}

function distanceOf({ 0: all, index: start, groups }: RegExpExecArray): Distance {
  const { number = '', unit = '', far, inside, before, behind, link } = groups ?? {};
  const factor = KM_OF.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;
  return {
    start,
    end: start + all.length,
    km: Math.min(LARGEST_KM, Math.round(Number(number.replace(',', '.')) * factor * 10) / 10),
    isFar: far !== undefined,
    isSure: [inside, before, behind].some((part) => part !== undefined),
    hasLink: link !== undefined,
  };
}

/** Who wants nothing that is far wants what is near: "no jobs more than 10 miles from Leeds". */
function turned(distance: Distance, text: string): Distance {
  const by = clausesOf(text).find(({ items: [first] }) => {
    const isReached = first !== undefined && first.start <= distance.start && distance.start < first.end;
    return isReached && isJoining(text.slice(first.start, distance.start));
  });
  return distance.isFar && by !== undefined ? { ...distance, start: by.cue.start, isFar: false } : distance;
}

function placedBy(distance: Distance, text: string, { facets, ignored }: Placed, facts: Facts): Placed {
  const behind = distance.hasLink ? placeBehind(distance.end, text, facts) : null;
  const beside = behind === null && distance.isSure && !distance.hasLink ? nearestPlace(distance, facets, facts) : null;
  const found = behind ?? beside;
  if (found === null && (!distance.isSure || distance.km === 0)) return { facets, ignored };
  if (found === null) {
    const part = unplaced(distance, text);
    return { facets: withoutParts(facets, [part]), ignored: [...ignored, part] };
  }
  const circle = circleAt(spanOf(distance, found, text), found.place, distance, text, facts);
  const free = facets.filter(
    (facet) => !overlaps(facet, circle) && !overlaps(facet, distance) && facet !== beside?.facet,
  );
  return { facets: [...free, circle].sort((a, b) => a.start - b.start), ignored };
}

interface Found extends Place {
  readonly place: GazetteerPlace;
}

/** The longest name that begins there. */
function placeBehind(from: number, text: string, facts: Facts): Found | null {
  const [clause = ''] = text.slice(from).split(/[.;:!?()](?:\s|$)/u, 1);
  const found = words(clause).slice(0, LONGEST_PLACE_WORDS + 1);
  const first = /^(?:the|central|downtown)$/iu.test(found[0]?.text ?? '') ? 1 : 0;
  for (let last = found.length - 1; last >= first; last--) {
    const [start, end] = [found[first]?.start ?? 0, found[last]?.end ?? 0];
    const name = clause.slice(start, end);
    const place = OWN.test(name) ? null : facts.findPlace(name);
    if (place !== null && isPlaceThroughout(name, facts)) return { place, start: from + start, end: from + end };
  }
  return null;
}

/** The wanted place that stands nearest before the distance, or else behind it. */
function nearestPlace(
  distance: Distance,
  facets: readonly ReadFacet[],
  facts: Facts,
): (Found & { readonly facet: ReadFacet }) | null {
  const named = facets.filter(({ field, isNegated }) => field === 'location' && !isNegated);
  const free = named.filter((facet) => !overlaps(facet, distance));
  const facet = free.findLast(({ start }) => start < distance.start) ?? free[0];
  const place = facet === undefined ? null : facts.findPlace(facet.value);
  return facet === undefined || place === null ? null : { place, start: facet.start, end: facet.end, facet };
}

/** Both parts where nothing but signs stands between them; else the place alone, as the rest says other things. */
function spanOf(distance: Distance, found: Found, text: string): Place {
  const [first, last] = distance.start < found.start ? [distance, found] : [found, distance];
  const isOne = !/\p{L}{4,}/u.test(text.slice(first.end, last.start));
  return isOne ? { start: first.start, end: last.end } : found;
}

function circleAt(
  { start, end }: Place,
  place: GazetteerPlace,
  distance: Distance,
  text: string,
  facts: Facts,
): ReadFacet {
  const { id, latitude, longitude } = place;
  const { km: radiusKm, isFar } = distance;
  const own = placeCondition(id);
  const near: readonly Predicate[] =
    latitude === null || longitude === null ? [] : [{ kind: 'near', latitude, longitude, radiusKm }];
  return {
    id: placeFacetId(id, radiusKm),
    field: 'location',
    value: placeName(place, facts),
    radiusKm,
    sourceText: text.slice(start, end),
    start,
    end,
    confidence: CONFIDENCE,
    condition: { kind: 'any', of: [own, ...near] },
    nearCondition: placeCondition(...facts.placesAround(place).map((around) => around.id)),
    isNegated: isFar,
    isHard: false,
  };
}

/** With the name behind it, as far as it has capitals, or one word. */
function unplaced({ start, end, hasLink }: Distance, text: string): IgnoredPart {
  const name = hasLink
    ? (/^\s+(?:\p{Lu}[\p{L}'’-]*(?:\s\p{Lu}[\p{L}'’-]*)*|[\p{L}'’-]+)/u.exec(text.slice(end))?.[0] ?? '')
    : '';
  const part = { start, end: end + name.length };
  const words = text.slice(part.start, part.end);
  const why =
    name === '' || OWN.test(name.trim())
      ? 'it does not say around which place'
      : `no place called “${name.trim()}” is known`;
  return { ...part, message: `“${words}” was left out: ${why}. Name a town, such as “within 20 km of Leeds”.` };
}
