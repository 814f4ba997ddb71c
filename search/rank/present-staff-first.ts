/** A search for the people of an employer shows those who work there today before those who once did. */
import { PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import { companyIdsOf } from '../understand/facet-conditions.ts';
import type { Understood } from '../understand/understand.ts';
import type { RankedCandidate } from './order-candidates.ts';

/** Words by which a text asks for former staff too. */
const FORMER = /\b(?:former(?:ly)?|ex|past|previous(?:ly)?|once|used to|worked|alumni?|left)\b/i;

/** In the given order within each of the two groups; as it came for every other search. */
export function presentStaffFirst(
  candidates: readonly RankedCandidate[],
  { understanding, searchedText, facets }: Understood,
  snapshot: IndexSnapshot,
): readonly RankedCandidate[] {
  if (understanding.intent !== 'COMPANY' || snapshot.vertical !== 'people' || FORMER.test(searchedText))
    return candidates;
  const wanted = facets.filter(({ field, isNegated }) => field === 'company' && !isNegated);
  const values = wanted.flatMap(({ condition }) => companyIdsOf(condition));
  if (values.length === 0) return candidates;
  const isPresent = snapshot.attributes.evaluate({ kind: 'in', field: PEOPLE_COLUMNS.currentCompany, values });
  const [present, others]: [RankedCandidate[], RankedCandidate[]] = [[], []];
  for (const candidate of candidates) (isPresent[candidate.position] === 1 ? present : others).push(candidate);
  return [...present, ...others];
}
