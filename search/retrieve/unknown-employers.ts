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
function calledSo(name: string, snapshot: IndexSnapshot): Predicate {
  const values = idsByName(snapshot).get(nameKey(name)) ?? [];
  return { kind: 'any', of: COLUMNS[snapshot.vertical].map((field) => ({ kind: 'in', field, values })) };
}

const nameKey = (name: string): string => withoutLegalForm(foldText(name));

type IdsByName = ReadonlyMap<string, readonly string[]>;
const known = new WeakMap<IndexSnapshot, IdsByName>();

/** Made once an index version: to fold 20,000 names takes tens of milliseconds. */
function idsByName(snapshot: IndexSnapshot): IdsByName {
  const ids = known.get(snapshot) ?? gatherIds(snapshot);
  known.set(snapshot, ids);
  return ids;
}

function gatherIds({ attributes, vertical }: IndexSnapshot): IdsByName {
  const ids = new Map<string, string[]>();
  for (const { values, displayLabels } of COLUMNS[vertical].map(attributes.labels)) {
    values.forEach((id, code) => {
      const key = nameKey(displayLabels[code] ?? id);
      const named = ids.get(key);
      if (named === undefined) ids.set(key, [id]);
      else if (!named.includes(id)) named.push(id);
    });
  }
  return ids;
}
