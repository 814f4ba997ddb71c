/** Whether a document is in the place that was asked, near it, elsewhere, or says too little to tell. */
import { fold, foldText, words } from '../../models/text.ts';
import { distanceKm } from '../../stores/attribute-columns.ts';
import type { Place, TandemDocument } from '../../stores/documents.ts';
import type { Facts, GazetteerPlace } from '../../stores/facts.ts';
import type { UnderstoodFacet } from '../types.ts';
import { placesMeant } from '../understand/facet-conditions.ts';
import { placeIdOf } from '../understand/read-facet.ts';
import { alternatives, broken, type Finding, met, open, type Subject } from './finding.ts';
import { bodyOf, nameIn } from './mention.ts';

interface AskedPlace {
  readonly name: string;
  /** Null for what the gazetteer does not have: "Europe". */
  readonly known: GazetteerPlace | null;
}

export function placeFinding(facet: UnderstoodFacet, { document, facts }: Subject): Finding {
  const places = placesOf(document);
  if (places.length === 0) return unlistedFinding(facet.value, document);
  const known = placeOf(facet, facts);
  const circle = facet.radiusKm === undefined ? null : circleFinding(places, known, facet.radiusKm);
  if (circle?.verdict === 'MET') return circle;
  const meant = known === null ? [null] : placesMeant(known, facet.sourceText ?? facet.value, facts);
  const asked = meant.map((one) => ({ name: facet.value, known: one }));
  const [best] = alternatives(places.flatMap((place) => asked.map((one) => held(place, one, facts))));
  // The place itself counts, however far its ends are from its middle.
  if (circle !== null && best?.verdict !== 'MET') return circle;
  return best ?? open('LOCATION', 'No place listed');
}

/** A text may name a place as where the work is, or as where an office stands. */
function unlistedFinding(value: string, document: TandemDocument): Finding {
  const named = nameIn(bodyOf(document), value);
  return open('LOCATION', named === null ? 'No place listed' : `No place listed, but the text names “${named}”`);
}

/** Tables have some cities with the word alone: "Makati City". */
function placeOf(facet: UnderstoodFacet, facts: Facts): GazetteerPlace | null {
  const { value } = facet;
  return facts.placeById(placeIdOf(facet)) ?? facts.findPlace(value) ?? facts.findPlace(`${value} City`);
}

function placesOf(document: TandemDocument): readonly Place[] {
  if (document.kind === 'job') return document.locations;
  return document.location === null ? [] : [document.location];
}

function held(place: Place, asked: AskedPlace, facts: Facts): Finding {
  const known = place.id === null ? null : facts.placeById(place.id);
  const around = known ?? facts.findSurroundings(place.name);
  const text = `In ${place.name}`;
  if (around !== null && asked.known !== null && liesIn(around, asked.known, facts)) return met('LOCATION', text);
  if ((known === null || !isNamedFirst(known, place.name)) && namesIt(place.name, asked, facts))
    return met('LOCATION', text);
  if (asked.known === null || around === null)
    return open('LOCATION', around === null ? `The place is given as “${place.name}”` : text);
  if (liesIn(asked.known, around, facts)) {
    const isWider = !place.name.includes(',') || isNamedFirst(around, place.name);
    return open('LOCATION', isWider ? `The place is given as “${place.name}”` : text);
  }
  if (isNear(place, asked.known)) return open('LOCATION', `${text}, near ${asked.name}`);
  return broken('LOCATION', text, asked.name);
}

/** By the nearest place that states where it lies; null where none does, or the middle of what was asked is not known. */
function circleFinding(places: readonly Place[], centre: GazetteerPlace | null, radiusKm: number): Finding | null {
  if (centre === null) return null;
  const [nearest] = places
    .flatMap((place) => {
      const km = kmBetween(place, centre);
      return km === null ? [] : [{ place, km }];
    })
    .sort((a, b) => a.km - b.km);
  if (nearest === undefined) return null;
  const { place, km } = nearest;
  const text = `In ${place.name}, ${Math.round(km)} km from ${centre.name}`;
  return km <= radiusKm ? met('LOCATION', text) : broken('LOCATION', text, `within ${radiusKm} km`);
}

/** The same place, or a place in the region or country. */
function liesIn(place: GazetteerPlace, region: GazetteerPlace, facts: Facts): boolean {
  return place.id === region.id || facts.placesAround(place).some((around) => around.id === region.id);
}

/** The gazetteer's place is what the text begins with, and not only the region around it. */
function isNamedFirst(known: GazetteerPlace, name: string): boolean {
  return foldText(name.split(',')[0] ?? '') === foldText(known.name);
}

/** What may stand beside the name of a city or region that the whole is part of, or says again: "North London", "Makati City". Written by hand. */
const PARTS: ReadonlySet<string> = new Set(
  'north south east west northern southern eastern western central inner outer greater city downtown metro metropolitan area of borough'.split(
    ' ',
  ),
);

/** One of the parts between commas is the place, or a part of it. */
function namesIt(name: string, asked: AskedPlace, facts: Facts): boolean {
  const wanted = new Set([asked.name, asked.known?.name ?? asked.name].map(withoutParts));
  return name.split(',').some((part, index) => {
    const isRegion = index > 0 && asked.known !== null && facts.findPlace(part.trim())?.id === asked.known.id;
    return isRegion || wanted.has(withoutParts(part));
  });
}

function withoutParts(name: string): string {
  const folded = words(name).map((word) => fold(word.text));
  const own = folded.filter((word) => !PARTS.has(word));
  return (own.length > 0 ? own : folded).join(' ');
}

/** Inside one metropolitan area; farther is another town. */
const NEAR_KM = 25;

function isNear(place: Place, asked: GazetteerPlace): boolean {
  const km = asked.kind === 'city' ? kmBetween(place, asked) : null;
  return km !== null && km <= NEAR_KM;
}

function kmBetween(
  { latitude, longitude }: Place,
  { latitude: north, longitude: east }: GazetteerPlace,
): number | null {
  if (latitude === null || longitude === null || north === null || east === null) return null;
  return distanceKm(latitude, longitude, north, east);
}
