/** What an index version can suggest: the titles, skills, employers, places and names of the documents that can be found. */
import { foldText } from '../../models/text.ts';
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { LabelColumn, Mask } from '../../stores/attributes.ts';
import { type Vertical, WITHHELD_NAME } from '../../stores/documents.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import { allOf, type Predicate } from '../../stores/predicate.ts';
import { namelessPredicate } from '../../stores/profile-visibility.ts';
import { passing } from '../retrieve/matches.ts';
import { openJobs } from '../retrieve/open-jobs.ts';
import type { SuggestionEntry, SuggestionKind } from './suggestion.ts';

interface Source {
  readonly kind: SuggestionKind;
  readonly column: string;
  readonly filterField: string | null;
  /** The filter takes a label as it is read, not its id. */
  readonly isByText: boolean;
  /** What fewer documents say is not suggested: a line of one profile is that person's own. */
  readonly minimumDocuments: number;
}

/** Where a place is called by its name in `place` and by what the document wrote in `location`, the first stays. */
const SOURCES: Readonly<Record<Vertical, readonly Source[]>> = {
  jobs: [
    { kind: 'TITLE', column: JOB_COLUMNS.title, filterField: 'titles', isByText: true, minimumDocuments: 1 },
    { kind: 'SKILL', column: JOB_COLUMNS.skill, filterField: 'skills', isByText: true, minimumDocuments: 1 },
    { kind: 'COMPANY', column: JOB_COLUMNS.company, filterField: 'companyIds', isByText: false, minimumDocuments: 1 },
    { kind: 'LOCATION', column: JOB_COLUMNS.place, filterField: 'locations', isByText: false, minimumDocuments: 1 },
    { kind: 'LOCATION', column: JOB_COLUMNS.location, filterField: 'locations', isByText: false, minimumDocuments: 1 },
  ],
  people: [
    { kind: 'PERSON', column: PEOPLE_COLUMNS.name, filterField: null, isByText: true, minimumDocuments: 1 },
    { kind: 'TITLE', column: PEOPLE_COLUMNS.title, filterField: 'titles', isByText: true, minimumDocuments: 2 },
    { kind: 'SKILL', column: PEOPLE_COLUMNS.skill, filterField: 'skills', isByText: true, minimumDocuments: 2 },
    {
      kind: 'COMPANY',
      column: PEOPLE_COLUMNS.currentCompany,
      filterField: 'currentCompanyIds',
      isByText: false,
      minimumDocuments: 1,
    },
  ],
};

/** Longer ones are sentences, and nobody types them to their end. */
const MAX_CHARACTERS = 80;

/** Entries by falling number of documents. `nowMs`: wall time; what expired before it counts for nothing, nor does what `visible` leaves out. */
export function suggestionEntries(
  snapshot: IndexSnapshot,
  nowMs: number,
  visible: readonly Predicate[] = [],
): readonly SuggestionEntry[] {
  const found = findable(snapshot, nowMs, visible);
  const nameless = namelessPredicate(snapshot);
  const named = nameless === null ? found : findable(snapshot, nowMs, [...visible, { kind: 'not', of: nameless }]);
  const entries = new Map<string, SuggestionEntry>();
  for (const source of SOURCES[snapshot.vertical]) {
    const documents = source.kind === 'PERSON' ? named : found;
    for (const entry of entriesOf(source, snapshot.attributes.labels(source.column), documents)) {
      const name = `${entry.kind} ${entry.folded}`;
      const other = entries.get(name);
      if (other === undefined || other.documents < entry.documents) entries.set(name, entry);
    }
  }
  return [...entries.values()].sort((a, b) => b.documents - a.documents || (a.folded < b.folded ? -1 : 1));
}

function findable(snapshot: IndexSnapshot, nowMs: number, visible: readonly Predicate[]): Mask {
  const open = snapshot.vertical === 'jobs' ? openJobs(snapshot, nowMs) : null;
  return passing(allOf([...(open === null ? [] : [open]), ...visible]), snapshot);
}

function entriesOf(source: Source, column: LabelColumn, found: Mask): readonly SuggestionEntry[] {
  const { kind, filterField, isByText, minimumDocuments } = source;
  return [...documentsByCode(column, found)].flatMap((documents, code) => {
    const value = column.values[code] ?? '';
    const text = column.displayLabels[code] ?? value;
    const isSuggested = documents >= minimumDocuments && text.length <= MAX_CHARACTERS && text !== WITHHELD_NAME;
    const folded = isSuggested ? foldText(text) : '';
    return folded === '' ? [] : [{ kind, text, folded, value: isByText ? text : value, filterField, documents }];
  });
}

function documentsByCode({ values, starts, codes }: LabelColumn, found: Mask): Uint32Array {
  const counts = new Uint32Array(values.length);
  for (let position = 0; position < found.length; position++) {
    if (found[position] === 0) continue;
    for (let at = starts[position] ?? 0; at < (starts[position + 1] ?? 0); at++) {
      const code = codes[at] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
  return counts;
}
