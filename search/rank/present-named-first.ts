/** Shows what the text names before everything else: the posting by its id or whole title, the postings of an employer, its present staff before the former, or the former where they are asked for. */
import { PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Predicate } from '../../stores/predicate.ts';
import type { SearchRequest } from '../types.ts';
import { companyIdsOf } from '../understand/facet-conditions.ts';
import type { ReadFacet } from '../understand/read-facet.ts';
import type { Understood } from '../understand/understand.ts';
import type { RankedCandidate } from './order-candidates.ts';

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

/** Null for every search but one for former staff, or for an employer and nothing else. */
function ofEmployer({ understanding, facets }: Understood, { vertical }: IndexSnapshot): Predicate | null {
  const wanted = facets.filter(({ field, isNegated }) => field === 'company' && !isNegated);
  const over = conditionsOf(wanted.filter(({ tense }) => tense === 'over'));
  if (over !== null || understanding.intent !== 'COMPANY') return over;
  const of = conditionsOf(wanted);
  if (of === null || vertical === 'jobs') return of;
  if (wanted.some(({ tense }) => tense === 'ever')) return null;
  return { kind: 'in', field: PEOPLE_COLUMNS.currentCompany, values: companyIdsOf(of) };
}

/** One of them is enough; null when there is none. */
function conditionsOf(facets: readonly ReadFacet[]): Predicate | null {
  const of = facets.flatMap(({ condition }) => condition ?? []);
  return of.length === 0 ? null : { kind: 'any', of };
}
