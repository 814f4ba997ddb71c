/** The ranker's reading of one match, as the record keeps it. */
import type { SearchContext } from '../context.ts';
import { openedMatch } from '../matches.ts';
import type { Relevance } from '../types.ts';
import { scoreBreakdown } from './blend.ts';
import { gradeOf } from './grade.ts';

/** Null when the ranker did not read the pair, or for an id that is none of ours. */
export async function relevanceOf(matchId: string, context: SearchContext): Promise<Relevance | null> {
  const match = await openedMatch(matchId, context);
  if (match === null) return null;
  const { score, rankScore, retrievalScore, stage, isCached } = match.result;
  if (score === null || rankScore === null || stage === null) return null;
  const grade = gradeOf(context.services.manifest, score);
  const breakdown = scoreBreakdown(score, retrievalScore, rankScore);
  return { score, rankScore, grade, stage, isCached, modelVersion: match.record.modelVersion, breakdown };
}
