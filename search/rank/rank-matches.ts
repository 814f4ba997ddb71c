/** Decides whether the ranker reads the candidates of a search at all. */
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Execution } from '../execution.ts';
import type { Retrieved } from '../retrieve/retrieve.ts';
import type { SearchRequest } from '../types.ts';
import type { Understood } from '../understand/understand.ts';
import { type Ranking, rank, unranked } from './rank.ts';

export async function rankMatches(
  understood: Understood,
  request: SearchRequest,
  { candidates }: Pick<Retrieved, 'candidates'>,
  snapshot: IndexSnapshot,
  execution: Execution,
): Promise<Ranking> {
  const reason = reasonNotToRank(understood, request, candidates.length);
  if (reason !== null) return unranked(candidates, reason);
  return rank(textToRank(understood), candidates, snapshot, execution);
}

/** Abbreviations as typed, as people type them and the ranker learnt them; one that stands alone has no words beside it to be read by. */
function textToRank({ searchedText, rewrittenText }: Understood): string {
  return searchedText.includes(' ') ? searchedText : rewrittenText;
}

function reasonNotToRank(understood: Understood, request: SearchRequest, candidates: number): string | null {
  if (understood.searchedText === '') return 'browsing has no text to rank by';
  if (request.sort !== 'RELEVANCE') return `sorted by ${request.sort}`;
  if (understood.understanding.intent === 'NAME') return 'a name is found by its words';
  return candidates === 0 ? 'nothing was found' : null;
}
