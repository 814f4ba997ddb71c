/** What the places of a filter mean: the gazetteer's place, its middle, and the region and country around it. */
import { foldText } from '../../models/text.ts';
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { Facts, GazetteerPlace } from '../../stores/facts.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { LocationFilter } from '../filters.ts';

interface Centre {
  readonly latitude: number;
  readonly longitude: number;
}

/** Null for a point, and for what the gazetteer lacks. */
export function placeOfFilter({ placeId, text }: LocationFilter, facts: Facts): GazetteerPlace | null {
  if (placeId) return facts.placeById(placeId);
  return text ? facts.findPlace(text) : null;
}

/** The point, or the middle of the place; null for a place that has none. */
export function centreOfFilter(filter: LocationFilter, facts: Facts): Centre | null {
  if (filter.point) return filter.point;
  const { latitude = null, longitude = null } = placeOfFilter(filter, facts) ?? {};
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

/** Texts and ids that neither the gazetteer nor any document of the index knows. */
export function unknownPlaces(
  filters: readonly LocationFilter[] | null | undefined,
  snapshot: IndexSnapshot,
  facts: Facts,
): readonly string[] {
  const isLabel = (column: string, value: string): boolean => snapshot.attributes.labels(column).values.includes(value);
  return (filters ?? []).flatMap((filter) => {
    const { placeId, text, point } = filter;
    const isKnown =
      point ||
      placeOfFilter(filter, facts) !== null ||
      (placeId && isLabel(JOB_COLUMNS.place, placeId)) ||
      (text && isLabel(JOB_COLUMNS.placeText, foldText(text)));
    return isKnown ? [] : [placeId || text || ''];
  });
}
