/** Whether a document's places are where a query wants them, by the policy's rule on places. */

import { foldText } from '../../models/text.ts';
import { distanceKm } from '../../stores/attribute-columns.ts';
import type { Place, TandemDocument } from '../../stores/documents.ts';
import type { State } from './asked.ts';
import type { Knowledge } from './knowledge.ts';

/** About the reach of one metropolitan area. */
const METROPOLITAN_KM = 40;

export function placeState(asked: Place, document: TandemDocument, places: Knowledge['places']): State {
  const own = document.kind === 'job' ? document.locations : document.location === null ? [] : [document.location];
  const states = own.map((place) => stateAt(asked, place, places));
  const best = (['met', 'near', 'open'] as const).find((state) => states.includes(state));
  if (best === 'met' || document.kind !== 'job' || document.workplaceType !== 'REMOTE') {
    return best ?? (states.length === 0 ? 'open' : 'broken');
  }
  // Remote work is done from anywhere in its country; from elsewhere, nobody says.
  return best === 'near' ? 'met' : 'open';
}

function stateAt(asked: Place, place: Place, places: Knowledge['places']): State {
  if (foldText(asked.name) === foldText(place.name) || (asked.id !== null && asked.id === place.id && isPoint(asked)))
    return 'met';
  if (isRegion(asked)) return regionState(asked, place, places);
  const km = kilometresBetween(asked, place);
  if (km !== null && km <= METROPOLITAN_KM) return 'met';
  if (asked.countryCode === null || place.countryCode === null) return 'open';
  return asked.countryCode === place.countryCode ? 'near' : 'broken';
}

const isPoint = (place: Place): boolean => place.latitude !== null;

/** A region or country itself, not a town that is known only by what it lies in. */
function isRegion({ id, name }: Place): boolean {
  return id !== null && /^(?:region|country):/.test(id) && !name.includes(',');
}

function regionState(asked: Place, place: Place, places: Knowledge['places']): State {
  const known = place.id === null ? null : places.placeById(place.id);
  if (known?.id === asked.id || (known && places.placesAround(known).some(({ id }) => id === asked.id))) return 'met';
  if (known === null) return place.countryCode === null || place.countryCode === asked.countryCode ? 'open' : 'broken';
  return known.kind === 'country' && known.countryCode === asked.countryCode ? 'open' : 'broken';
}

function kilometresBetween(one: Place, other: Place): number | null {
  if (one.latitude === null || one.longitude === null || other.latitude === null || other.longitude === null)
    return null;
  return distanceKm(one.latitude, one.longitude, other.latitude, other.longitude);
}
