/** What the places of a filter mean: the gazetteer's place, its middle, and the region and country around it. */
import { foldText } from '../../models/text.ts';
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { Mask } from '../../stores/attributes.ts';
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

/** Texts and ids that neither the gazetteer nor any document knows which the caller may see; `visible` is null for everything. */
export function unknownPlaces(
  filters: readonly LocationFilter[] | null | undefined,
  snapshot: IndexSnapshot,
  facts: Facts,
  visible: Mask | null,
): readonly string[] {
  const isLabel = (field: string, value: string): boolean =>
    snapshot.attributes
      .evaluate({ kind: 'in', field, values: [value] })
      .some((isMet, at) => isMet === 1 && visible?.[at] !== 0);
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
