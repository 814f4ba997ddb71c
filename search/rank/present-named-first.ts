/** Shows what the text names before everything else: the posting by its id or whole title, the postings of an employer, its present staff before the former. */
import { PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Predicate } from '../../stores/predicate.ts';
import type { SearchRequest } from '../types.ts';
import { companyIdsOf } from '../understand/facet-conditions.ts';
import type { Understood } from '../understand/understand.ts';
import type { RankedCandidate } from './order-candidates.ts';

/** Words by which a text asks for former staff too. */
const FORMER = /\b(?:former(?:ly)?|ex|past|previous(?:ly)?|once|used to|worked|alumni?|left)\b/i;

/** In the given order within each of the two groups; as it came for every other search, and where another order was asked for. */
export function presentNamedFirst(
  candidates: readonly RankedCandidate[],
  understood: Understood,
  { sort }: Pick<SearchRequest, 'sort'>,
  snapshot: IndexSnapshot,
): readonly RankedCandidate[] {
  const isNamed = sort === 'RELEVANCE' ? namedIn(understood, snapshot) : null;
  if (isNamed === null) return candidates;
  const [named, others]: [RankedCandidate[], RankedCandidate[]] = [[], []];
  for (const candidate of candidates) (isNamed[candidate.position] === 1 ? named : others).push(candidate);
  return [...named, ...others];
}

/** Of each position 1 where the text names the document; null when it names none. */
export function namedIn(understood: Understood, snapshot: IndexSnapshot): Uint8Array | null {
  const condition = understood.exact?.condition ?? ofEmployer(understood, snapshot);
  return condition === null ? null : snapshot.attributes.evaluate(condition);
}

/** Null for every search but one for an employer and nothing else. */
function ofEmployer({ understanding, searchedText, facets }: Understood, snapshot: IndexSnapshot): Predicate | null {
  if (understanding.intent !== 'COMPANY') return null;
  const wanted = facets.filter(({ field, isNegated }) => field === 'company' && !isNegated);
  const conditions = wanted.flatMap(({ condition }) => condition ?? []);
  if (conditions.length === 0) return null;
  if (snapshot.vertical === 'jobs') return { kind: 'any', of: conditions };
  if (FORMER.test(searchedText)) return null;
  return { kind: 'in', field: PEOPLE_COLUMNS.currentCompany, values: conditions.flatMap(companyIdsOf) };
}
