/** Joins the cosine, the keyword score and what was understood into one score by which candidates are ordered. */
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Route } from '../types.ts';
import type { FacetField, ReadFacet } from '../understand/read-facet.ts';
import type { KeywordEvidence } from './keyword.ts';

interface Weights {
  readonly meaning: number;
  readonly keyword: number;
}

/**
 * Equal shares were best on the training queries of both verticals, also for vague texts, where more meaning was tried
 * (nDCG@10 of the judged lists, `tandem eval --stage fused`, one weight changed at a time; 309 jobs, 159 people queries).
 */
const BOTH: Weights = { meaning: 0.5, keyword: 0.5 };

const WEIGHTS: Readonly<Record<Route, Weights>> = {
  HYBRID: BOTH,
  SEMANTIC: BOTH,
  KEYWORD: { meaning: 0, keyword: 1 },
  EXPLAIN: BOTH,
  REFUSE: { meaning: 0, keyword: 0 },
};

/**
 * Added when the document meets what was understood; the two sides together reach 1. Chosen in the same way: titles, places
 * and workplaces earn most, more than this costs recall.
 */
const BOOSTS: Readonly<Record<FacetField, number>> = {
  name: 2,
  company: 0.3,
  location: 0.2,
  title: 0.15,
  workplace: 0.2,
  employmentType: 0.2,
  seniority: 0.05,
  skill: 0.05,
};

/** Fused score [size] of the documents of the mask; 0 for the others. `cosines` is null when `ebr` is away. */
export function fuse(
  cosines: Float32Array | null,
  keyword: KeywordEvidence,
  mask: Uint8Array,
  facets: readonly ReadFacet[],
  route: Route,
  floor: number,
  snapshot: IndexSnapshot,
): Float32Array {
  const weights = WEIGHTS[route];
  const best = bestOf(cosines, mask);
  const boosts = boostsOf(facets, snapshot);
  const fused = new Float32Array(snapshot.size);
  for (let position = 0; position < fused.length; position++) {
    if (mask[position] !== 1) continue;
    const meaning = share((cosines?.[position] ?? Number.NaN) - floor, best - floor);
    const words = share(keyword.scores[position] ?? 0, keyword.best);
    fused[position] = weights.meaning * meaning + weights.keyword * words + (boosts[position] ?? 0);
  }
  return fused;
}

/** 0..1; what is unknown or below the floor adds nothing. */
function share(value: number, whole: number): number {
  return value > 0 && whole > 0 ? Math.min(1, value / whole) : 0;
}

function bestOf(cosines: Float32Array | null, mask: Uint8Array): number {
  let best = 0;
  cosines?.forEach((cosine, position) => {
    if (mask[position] === 1 && cosine > best) best = cosine;
  });
  return best;
}

/** Taken off when the document has what the text does not want. */
const NEGATED = -0.3;

/** One value of a field is enough: "Cardiff or Bristol" is met by either. */
function boostsOf(facets: readonly ReadFacet[], snapshot: IndexSnapshot): Float32Array {
  const boosts = new Float32Array(snapshot.size);
  for (const field of new Set(facets.map((facet) => facet.field))) {
    const own = facets.filter((facet) => facet.field === field);
    addWhere(
      boosts,
      own.filter((facet) => !facet.isNegated),
      BOOSTS[field],
      snapshot,
    );
    addWhere(
      boosts,
      own.filter((facet) => facet.isNegated),
      NEGATED,
      snapshot,
    );
  }
  return boosts;
}

function addWhere(boosts: Float32Array, facets: readonly ReadFacet[], boost: number, snapshot: IndexSnapshot): void {
  const of = facets.flatMap((facet) => (facet.condition === null ? [] : [facet.condition]));
  if (of.length === 0) return;
  snapshot.attributes.evaluate({ kind: 'any', of }).forEach((isMet, position) => {
    if (isMet === 1) boosts[position] = (boosts[position] ?? 0) + boost;
  });
}
