/** What the places of a document say in attribute columns, the same for jobs and people. */

import { foldText } from '../models/text.ts';
import type { Label, Point } from '../stores/attribute-builder.ts';
import { JOB_COLUMNS } from '../stores/attribute-names.ts';
import type { Place, TandemDocument } from '../stores/documents.ts';
import type { Facts, GazetteerPlace } from '../stores/facts.ts';

export interface PlaceAttributes {
  readonly labels: Readonly<Record<string, readonly Label[]>>;
  readonly points: readonly Point[];
}

export function placeAttributes(places: readonly Place[], facts: Facts): PlaceAttributes {
  const labelOf = (place: GazetteerPlace): Label => ({ value: place.id, display: facts.placeLabel(place) });
  const around = places.flatMap((place) => placesOf(place, facts)).map(labelOf);
  const unknown = places.filter((place) => place.id === null).map((place) => place.name);
  const points = places.flatMap(({ latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [{ latitude, longitude }],
  );
  const labels = {
    [JOB_COLUMNS.place]: around,
    [JOB_COLUMNS.placeText]: places.flatMap((place) => textLabels(place.name)),
    [JOB_COLUMNS.location]: [...around, ...unknown],
  };
  return { labels, points };
}

/** The place itself, its region and its country, as far as they are known. */
function placesOf(place: Place, facts: Facts): readonly GazetteerPlace[] {
  const own = facts.placeById(place.id ?? `country:${place.countryCode ?? ''}`);
  return own === null ? [] : [own, ...facts.placesAround(own)];
}

/** What the facet LOCATION may show for the document: its own places, not all that they lie in. */
export function ownLocations(document: TandemDocument): readonly string[] {
  const places = document.kind === 'job' ? document.locations : document.location === null ? [] : [document.location];
  return places.map((place) => place.id ?? place.name);
}

function textLabels(name: string): readonly string[] {
  return [name, ...name.split(',')].map(foldText).filter((folded) => folded !== '');
}
