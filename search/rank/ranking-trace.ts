/** What ranking did for a search, for support and tuning. */
import type { SearchContext } from '../context.ts';
import { searchRecordOf } from '../records.ts';
import type { RankingTrace } from '../types.ts';

/** Null when the search is gone. */
export async function rankingTraceOf(searchId: string, context: SearchContext): Promise<RankingTrace | null> {
  return (await searchRecordOf(searchId, context))?.trace ?? null;
}
