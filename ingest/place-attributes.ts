/** What the places of a document say in attribute columns, the same for jobs and people. */

import { foldText } from '../models/text.ts';
import type { Label, Point } from '../stores/attribute-builder.ts';
import { JOB_COLUMNS } from '../stores/attribute-names.ts';
import type { Place } from '../stores/documents.ts';
import type { Facts, GazetteerPlace } from '../stores/facts.ts';

export interface PlaceAttributes {
  readonly labels: Readonly<Record<string, readonly Label[]>>;
  readonly points: readonly Point[];
}

export function placeAttributes(places: readonly Place[], facts: Facts): PlaceAttributes {
  const known = places.flatMap((place) => (place.id === null ? [] : (facts.placeById(place.id) ?? [])));
  const labelOf = (place: GazetteerPlace): Label => ({ value: place.id, display: facts.placeLabel(place) });
  const labels = {
    [JOB_COLUMNS.place]: known.flatMap((place) => [place, ...facts.placesAround(place)]).map(labelOf),
    [JOB_COLUMNS.placeText]: places.flatMap((place) => textLabels(place.name)),
    [JOB_COLUMNS.location]: places.flatMap((place): readonly Label[] => {
      const found = place.id === null ? null : facts.placeById(place.id);
      return [found === null ? place.name : labelOf(found)];
    }),
  };
  const points = places.flatMap(({ latitude, longitude, id }) =>
    latitude === null || longitude === null || isWide(id) ? [] : [{ latitude, longitude }],
  );
  return { labels, points };
}

/** The middle of a country is no point that a job is near to. */
const isWide = (placeId: string | null): boolean => placeId !== null && !placeId.startsWith('geo:');

function textLabels(name: string): readonly string[] {
  return [name, ...name.split(',')].map(foldText).filter((folded) => folded !== '');
}
