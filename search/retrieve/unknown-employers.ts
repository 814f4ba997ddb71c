/** Employers that a text names and no document has that its caller may see. */
import { foldText } from '../../models/text.ts';
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { Mask } from '../../stores/attributes.ts';
import type { Vertical } from '../../stores/documents.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Predicate } from '../../stores/predicate.ts';
import { withoutLegalForm } from '../understand/knowledge.ts';
import type { ReadFacet } from '../understand/read-facet.ts';

const COLUMNS: Readonly<Record<Vertical, readonly string[]>> = {
  jobs: [JOB_COLUMNS.company],
  people: [PEOPLE_COLUMNS.currentCompany, PEOPLE_COLUMNS.pastCompany],
};

/** As the text names them. `visible` is what the caller may see, null for everything. */
export function unknownEmployers(
  facets: readonly ReadFacet[],
  snapshot: IndexSnapshot,
  visible: Mask | null,
): readonly string[] {
  const wanted = facets.filter(({ field, isNegated }) => field === 'company' && !isNegated);
  const unknown = wanted.filter(({ value, condition }) => {
    const asked = condition ?? calledSo(value, snapshot);
    return !snapshot.attributes.evaluate(asked).some((isMet, at) => isMet === 1 && visible?.[at] !== 0);
  });
  return [...new Set(unknown.map(({ value }) => value))];
}

/** Documents of an employer of that name: what one tenant alone has is in no table of names. */
function calledSo(name: string, { attributes, vertical }: IndexSnapshot): Predicate {
  const asked = withoutLegalForm(foldText(name));
  const of = COLUMNS[vertical].map((field): Predicate => {
    const { values, displayLabels } = attributes.labels(field);
    const named = values.filter((id, code) => withoutLegalForm(foldText(displayLabels[code] ?? id)) === asked);
    return { kind: 'in', field, values: named };
  });
  return { kind: 'any', of };
}
