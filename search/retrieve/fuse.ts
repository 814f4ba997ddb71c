/** Joins the cosine, the keyword score and what was understood into one score by which candidates are ordered. */
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Predicate } from '../../stores/predicate.ts';
import type { FacetField, ReadFacet } from '../understand/read-facet.ts';
import type { KeywordEvidence } from './keyword.ts';

interface Weights {
  readonly meaning: number;
  readonly keyword: number;
}

/**
 * Equal shares were best on the training queries of both verticals, also for vague texts, where more meaning was tried
 * (nDCG@10 of the judged lists, `tandem eval --stage fused`, one weight changed at a time; 309 jobs, 159 people queries).
 * For texts of the route SEMANTIC alone, meaning at 0.7 and at 1 left fewer on the dev queries (`--stage ranked`,
 * ndcg@10_judged: jobs .8917 and .8923 against .8932, people .9003 and .8969 against .9021), so the route changes no share.
 */
const BOTH: Weights = { meaning: 0.5, keyword: 0.5 };

/** A name that the tables know is found by its words. */
const KEYWORD_ALONE: Weights = { meaning: 0, keyword: 1 };

/**
 * Added when the document meets what was understood; the two sides together reach 1. Chosen in the same way: titles, places
 * and workplaces earn most, more than this costs recall. Hours earn what an employer does, as who names them can use no
 * other; the measures cannot tell 0.2 from 0.5 there (`--stage ranked`, ndcg@10_judged of the training queries: .9316, .9317).
 */
const BOOSTS: Readonly<Record<FacetField, number>> = {
  name: 2,
  company: 0.3,
  location: 0.2,
  title: 0.15,
  workplace: 0.2,
  employmentType: 0.3,
  seniority: 0.05,
  skill: 0.05,
  industry: 0,
  salaryMin: 0.1,
  postedWithinDays: 0,
  yearsExperienceMin: 0.1,
  degree: 0,
  school: 0.3,
  openToWork: 0,
};

/** Fused score [size] of the documents of the mask; 0 for the others. `cosines` is null when `ebr` is away. */
export function fuse(
  cosines: Float32Array | null,
  keyword: KeywordEvidence,
  mask: Uint8Array,
  facets: readonly ReadFacet[],
  isExact: boolean,
  floor: number,
  snapshot: IndexSnapshot,
): Float32Array {
  const weights = isExact ? KEYWORD_ALONE : BOTH;
  const best = bestOf(cosines, mask);
  const { own, circumstances, hasRole } = boostsOf(facets, snapshot);
  const read = new Float32Array(snapshot.size);
  for (let position = 0; position < read.length; position++) {
    if (mask[position] !== 1) continue;
    const meaning = share((cosines?.[position] ?? Number.NaN) - floor, best - floor);
    // Another role in the right place earns nothing by the name of the place (product policy: role before everything).
    const scores = hasRole[position] === 1 ? keyword.scores : keyword.roleScores;
    const words = share(scores[position] ?? 0, keyword.best);
    read[position] = weights.meaning * meaning + weights.keyword * words;
  }
  const enough = ENOUGH_SHARE * bestOf(read, mask);
  return read.map((evidence, position) => {
    if (mask[position] !== 1) return 0;
    const isAbout = hasRole[position] === 1 || evidence >= enough;
    return evidence + (own[position] ?? 0) + (isAbout ? 1 : BESIDE_SHARE) * (circumstances[position] ?? 0);
  });
}

/** 0..1; what is unknown or below the floor adds nothing. */
function share(value: number, whole: number): number {
  return value > 0 && whole > 0 ? Math.min(1, value / whole) : 0;
}

function bestOf(values: Float32Array | null, mask: Uint8Array): number {
  let best = 0;
  values?.forEach((value, position) => {
    if (mask[position] === 1 && value > best) best = value;
  });
  return best;
}

/** A role comes before its circumstances: who has neither the role nor this share of the best evidence is beside the point. */
const ENOUGH_SHARE = 0.5;
/** What is beside the point earns this part of a place, an employer or a kind of work. */
const BESIDE_SHARE = 0.25;
/** The region or the country of the town that was asked, as part of the town's boost. */
const NEAR_SHARE = 1 / 3;

/** Fields that say where and how, not what. */
const CIRCUMSTANCES: readonly FacetField[] = ['company', 'location', 'workplace', 'employmentType', 'seniority'];

interface Boosts {
  /** [size] each. */
  readonly own: Float32Array;
  readonly circumstances: Float32Array;
  /** 1 where the role that the text names is met; all ones when it names none. */
  readonly hasRole: Uint8Array;
}

/** What is not wanted is left out by the filters (`facet-policy.ts`). One value of a field is enough: "Cardiff or Bristol" is met by either. */
function boostsOf(facets: readonly ReadFacet[], snapshot: IndexSnapshot): Boosts {
  const own = new Float32Array(snapshot.size);
  const circumstances = new Float32Array(snapshot.size);
  const wanted = facets.filter((facet) => !facet.isNegated);
  for (const field of new Set(wanted.map((facet) => facet.field))) {
    const ofField = wanted.filter((facet) => facet.field === field);
    const boosts = CIRCUMSTANCES.includes(field) ? circumstances : own;
    const met = metBy(
      ofField.map(({ condition }) => condition),
      snapshot,
    );
    const near = metBy(
      ofField.map(({ nearCondition }) => nearCondition),
      snapshot,
    );
    boosts.forEach((boost, position) => {
      const share = met?.[position] === 1 ? 1 : near?.[position] === 1 ? NEAR_SHARE : 0;
      boosts[position] = boost + share * BOOSTS[field];
    });
  }
  const roles = wanted.filter((facet) => facet.field === 'title').map(({ condition }) => condition);
  return { own, circumstances, hasRole: metBy(roles, snapshot) ?? new Uint8Array(snapshot.size).fill(1) };
}

/** [size] 1 where one of the conditions holds; null when there is none. */
function metBy(conditions: readonly (Predicate | null | undefined)[], snapshot: IndexSnapshot): Uint8Array | null {
  const of = conditions.flatMap((condition) => condition ?? []);
  return of.length === 0 ? null : snapshot.attributes.evaluate({ kind: 'any', of });
}
