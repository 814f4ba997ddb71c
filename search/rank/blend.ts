/** One number to sort by: the calibrated objectives of the ranker and the retrieval score, each with its weight. */
import { type Manifest, onCurve } from '../../models/manifest.ts';
import type { ScoreComponent } from '../types.ts';
import type { RankerChoice } from './rankers.ts';

/** In the order in which the ranker answers them; a ranker may know only the first ones. */
const OBJECTIVES = ['relevance', 'click', 'apply'] as const;
type Objective = (typeof OBJECTIVES)[number];

/**
 * Relevance decides. Retrieval knows what was understood and the whole text: `tandem eval --stage ranked` of full text on dev
 * printed for its share (ndcg@10_judged, jobs and people): 0 gives .827 and .876, 0.5 gives .843 and .891, 1 gives .846 and
 * .888. Click and apply part documents of equal relevance, and never lift one over another that is a fifth more relevant.
 */
export const BLEND_WEIGHTS: Readonly<Record<Objective | 'retrieval', number>> = {
  relevance: 1,
  retrieval: 0.5,
  click: 0.05,
  apply: 0.1,
};

/** Value times weight of all components is the rankScore; click and apply are one component, as records keep their sum alone. */
export function scoreBreakdown(relevance: number, retrieval: number, rankScore: number): readonly ScoreComponent[] {
  const { relevance: relevanceWeight, retrieval: retrievalWeight } = BLEND_WEIGHTS;
  const engagement = rankScore - relevanceWeight * relevance - retrievalWeight * retrieval;
  return [
    { name: 'relevance', value: relevance, weight: relevanceWeight },
    { name: 'retrieval', value: retrieval, weight: retrievalWeight },
    { name: 'engagement', value: engagement, weight: 1 },
  ];
}

export interface Blended {
  /** Calibrated p_yes, 0..1. */
  readonly relevance: number;
  readonly rankScore: number;
}

/** `scores` [objectives] as the ranker gave them, `retrieval` the fused retrieval score. */
export type Blend = (scores: Float32Array, retrieval: number) => Blended;

/** The manifest's calibration is of the default ranker; full text is taken as it is. */
export function createBlend({ calibration = {} }: Pick<Manifest, 'calibration'>, { kind }: RankerChoice): Blend {
  const curves = kind === 'packed' ? calibration : {};
  const calibrated = (objective: Objective, p: number): number => {
    const curve = curves[objective];
    return curve === undefined ? p : onCurve(curve, p);
  };
  return (scores, retrieval) => {
    const parts = OBJECTIVES.slice(0, scores.length).map((objective, at) => {
      return BLEND_WEIGHTS[objective] * calibrated(objective, scores[at] ?? 0);
    });
    const rankScore = parts.reduce((sum, part) => sum + part, BLEND_WEIGHTS.retrieval * retrieval);
    return { relevance: calibrated('relevance', scores[0] ?? 0), rankScore };
  };
}
