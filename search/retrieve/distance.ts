/** How far jobs are from the places of the filter, for the sort by distance. */
import { badInput } from '../../runtime/errors.ts';
import { distanceKm } from '../../stores/attribute-columns.ts';
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { Facts } from '../../stores/facts.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { JobFilter } from '../filters.ts';
import { centreOfFilter } from './filter-places.ts';

/**
 * [size], minus the kilometres from the nearest place of the filter to the job's nearest place, so that the nearest comes
 * first; NaN where the job or its mask has none. Throws BAD_USER_INPUT when no place of the filter has a position.
 */
export function nearness(filter: JobFilter, mask: Uint8Array, snapshot: IndexSnapshot, facts: Facts): Float64Array {
  const centres = (filter.locations ?? []).flatMap((location) => centreOfFilter(location, facts) ?? []);
  if (centres.length === 0) {
    throw badInput('sort DISTANCE needs a point or a place of the gazetteer in filter.locations, got none');
  }
  const keys = new Float64Array(snapshot.size).fill(Number.NaN);
  const points = snapshot.attributes.columns[JOB_COLUMNS.point];
  if (points?.kind !== 'points') return keys;
  const { starts, coordinates } = points;
  for (let position = 0; position < keys.length; position++) {
    if (mask[position] !== 1) continue;
    for (let at = starts[position] ?? 0; at < (starts[position + 1] ?? 0); at++) {
      const [latitude, longitude] = [coordinates[2 * at] ?? Number.NaN, coordinates[2 * at + 1] ?? Number.NaN];
      for (const centre of centres) {
        const near = -distanceKm(centre.latitude, centre.longitude, latitude, longitude);
        if (!(near <= (keys[position] ?? Number.NaN))) keys[position] = near;
      }
    }
  }
  return keys;
}
