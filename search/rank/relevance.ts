/** The ranker's reading of one match, as the record keeps it. */
import { expectedGrade } from '../../models/manifest.ts';
import type { SearchContext } from '../context.ts';
import { openedMatch } from '../matches.ts';
import type { Relevance } from '../types.ts';
import { scoreBreakdown } from './blend.ts';

/** Null when the ranker did not read the pair, or for an id that is none of ours. */
export async function relevanceOf(matchId: string, context: SearchContext): Promise<Relevance | null> {
  const match = await openedMatch(matchId, context);
  if (match === null) return null;
  const { score, rankScore, retrievalScore, stage, isCached } = match.result;
  if (score === null || rankScore === null || stage === null) return null;
  const grade = Math.round(expectedGrade(context.services.manifest, score));
  const breakdown = scoreBreakdown(score, retrievalScore, rankScore);
  return { score, rankScore, grade, stage, isCached, modelVersion: match.record.modelVersion, breakdown };
}
