/** How a search asks for less, step by step: what it could not have been meant to insist on goes first. */
import type { Facts } from '../../stores/facts.ts';
import type { LocationFilter } from '../filters.ts';
import type { JobSearchRequest, SearchRequest } from '../types.ts';
import type { Understood } from '../understand/understand.ts';
import { placeOfFilter } from './filter-places.ts';

export interface Question {
  readonly understood: Understood;
  readonly request: JobSearchRequest;
}

interface Step {
  /** For people to read, behind "Few jobs match, so the list goes on ". */
  readonly told: string;
  /** Null when the step changes nothing. */
  readonly relax: (question: Question, facts: Facts) => Question | null;
}

/** Each step keeps what the ones before it relaxed. Exclusions of text and filter stay, and all that a filter says but for places. */
const STEPS: readonly Step[] = [
  { told: 'without what the text was understood to require', relax: withoutHardFacets },
  { told: 'with the region around', relax: (question, facts) => widened(question, around(facts, 'region')) },
  { told: 'with the country around', relax: (question, facts) => widened(question, around(facts, 'country')) },
  { told: 'with other places', relax: (question) => widened(question, () => null) },
  { told: 'with other jobs of that role', relax: roleAlone },
];

/** A search that asks for less. */
export interface Relaxation {
  readonly understood: Understood;
  readonly request: SearchRequest;
  readonly told: string;
}

/** The steps that change something, in order. */
export function* relaxations(question: Question, facts: Facts): Generator<Relaxation> {
  let widest = question;
  for (const { told, relax } of STEPS) {
    const wider = relax(widest, facts);
    if (wider === null) continue;
    widest = wider;
    yield { ...wider, told };
  }
}

function withoutHardFacets({ understood, request }: Question): Question | null {
  const facets = understood.facets.filter((facet) => !facet.isHard || facet.isNegated);
  return facets.length === understood.facets.length ? null : { understood: { ...understood, facets }, request };
}

function widened(
  { understood, request }: Question,
  widen: (location: LocationFilter) => LocationFilter | null,
): Question | null {
  const given = request.filter.locations ?? [];
  const wide = given.map(widen);
  if (given.length === 0 || wide.every((location, index) => location === given[index])) return null;
  // Anywhere is wider than the rest of them.
  const locations = wide.some((location) => location === null) ? null : wide.flatMap((location) => location ?? []);
  return { understood, request: { ...request, filter: { ...request.filter, locations } } };
}

/** A circle has no region: it grows, by as much as regions and countries are larger than towns. */
const LARGER_CIRCLE = 4;
const LARGEST_RADIUS_KM = 20_000;

const around =
  (facts: Facts, kind: 'region' | 'country') =>
  (location: LocationFilter): LocationFilter => {
    if (location.point) {
      const radiusKm = Math.min(LARGEST_RADIUS_KM, (location.radiusKm ?? 0) * LARGER_CIRCLE);
      return { point: location.point, radiusKm };
    }
    const place = placeOfFilter(location, facts) ?? (location.text ? facts.findSurroundings(location.text) : null);
    const found = place === null ? undefined : [place, ...facts.placesAround(place)].find((one) => one.kind === kind);
    return found === undefined ? location : { placeId: found.id };
  };

/** The role that the text names, without what stands around it; what it excludes stays excluded. */
function roleAlone({ understood, request }: Question): Question | null {
  const titles = understood.facets.filter((facet) => facet.field === 'title' && !facet.isNegated);
  const role = titles.map((facet) => facet.sourceText).join(' ');
  if (role === '' || understood.isExact || role === understood.searchedText) return null;
  const excluded = understood.facets.filter((facet) => facet.isNegated);
  // Their words are not in the role, so that they stand nowhere.
  const facets = [...titles, ...excluded].map((facet) => ({ ...facet, start: 0, end: 0 }));
  return { understood: { ...understood, searchedText: role, rewrittenText: role, facets }, request };
}
