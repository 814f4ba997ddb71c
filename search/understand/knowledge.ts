/** What one index version knows beside its documents: words, employers, people's names, how many documents a place has. */
import { foldText } from '../../models/text.ts';
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { LabelColumn, Mask } from '../../stores/attributes.ts';
import type { Vertical } from '../../stores/documents.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import { hiddenPeople } from '../../stores/profile-visibility.ts';
import { foreignDocuments } from '../../stores/tenant-documents.ts';
import { createPeopleNames, type PeopleNames } from './people-names.ts';
import { publicVocabularyOf, type Vocabulary } from './vocabulary.ts';

export interface Employer {
  readonly id: string;
  readonly name: string;
}

export interface Knowledge {
  /** Of documents that everybody may see. */
  readonly vocabulary: Vocabulary;
  /** Employer by folded name, with and without its legal form. */
  readonly findEmployer: (folded: string) => Employer | null;
  /** Employers whose folded name begins with these words; none for a short beginning. */
  readonly employersByStart: (folded: string) => readonly Employer[];
  /** Of hidden profiles too: who may read it is for the caller of this to decide. */
  readonly employerById: (id: string) => Employer | null;
  readonly people: PeopleNames;
  /** The folded full name with the capitals and accents of the profile, as far as the index keeps them. */
  readonly nameAsWritten: (folded: string) => string;
  /** True for a folded word that is part of an employer's or a person's name. */
  readonly isNameWord: (folded: string) => boolean;
  /** True for folded words that are a title, skill, place or school of some document as a whole. */
  readonly isLabel: (folded: string) => boolean;
  /** Documents for everybody in the place or in what lies in it. */
  readonly documentsInPlace: (placeId: string) => number;
}

const COMPANY_FIELDS: Readonly<Record<Vertical, readonly string[]>> = {
  jobs: [JOB_COLUMNS.company],
  people: [PEOPLE_COLUMNS.currentCompany, PEOPLE_COLUMNS.pastCompany],
};

const LABEL_FIELDS: Readonly<Record<Vertical, readonly string[]>> = {
  jobs: [JOB_COLUMNS.title, JOB_COLUMNS.skill, JOB_COLUMNS.placeText],
  people: [PEOPLE_COLUMNS.title, PEOPLE_COLUMNS.skill, PEOPLE_COLUMNS.placeText, PEOPLE_COLUMNS.school],
};

/** The commonest of English-speaking countries, Germany, France and the Netherlands; one that is missing stays in the name. */
const LEGAL_FORM = /(?: (?:inc|llc|ltd|plc|gmbh|ag|sa|sas|bv|nv|co|corp|corporation|company|limited|incorporated))+$/;

/** A folded company name without its legal form; the whole name when nothing else is left. */
export function withoutLegalForm(folded: string): string {
  return folded.replace(LEGAL_FORM, '');
}

/** One pass over the words and name columns of a snapshot: tens of milliseconds, so it is kept with the snapshot. */
export function gatherKnowledge(snapshot: IndexSnapshot): Knowledge {
  const { attributes, vertical } = snapshot;
  const employers = employersOf(
    COMPANY_FIELDS[vertical].map((field) => attributes.labels(field)),
    snapshot,
  );
  const names = vertical === 'people' ? shownNames(snapshot) : new Map<string, string>();
  const people = createPeopleNames(names.keys());
  const employerWords = new Set([...employers.byName.keys()].flatMap((name) => name.split(' ')));
  const labels = new Set(LABEL_FIELDS[vertical].flatMap((field) => shownValues(attributes.labels(field), snapshot)));
  const places = countsByLabel(attributes.labels(JOB_COLUMNS.place), hiddenDocuments(snapshot));
  return {
    vocabulary: publicVocabularyOf(snapshot.keywords),
    findEmployer: (folded) => employers.byName.get(folded) ?? null,
    employersByStart: (folded) => employers.byStart.get(folded) ?? [],
    employerById: (id) => employers.byId.get(id) ?? null,
    people,
    nameAsWritten: (folded) => names.get(folded) ?? folded,
    isNameWord: (folded) => employerWords.has(folded) || people.hasWord(folded),
    isLabel: (folded) => labels.has(folded),
    documentsInPlace: (placeId) => places.get(placeId) ?? 0,
  };
}

/** Written names by folded name, without those of hidden profiles and of one tenant's own: nobody may learn from a reading that they exist. */
function shownNames(snapshot: IndexSnapshot): ReadonlyMap<string, string> {
  const { values, displayLabels, starts, codes } = snapshot.attributes.labels(PEOPLE_COLUMNS.name);
  const isHidden = hiddenDocuments(snapshot);
  const names = new Map<string, string>();
  for (let position = 0; position < snapshot.size; position++) {
    if (isHidden?.[position] === 1) continue;
    for (const code of codes.subarray(starts[position] ?? 0, starts[position + 1] ?? 0)) {
      const folded = values[code] ?? '';
      const written = displayLabels[code] ?? folded;
      names.set(folded, written === folded ? capitalised(folded) : written);
    }
  }
  return names;
}

const capitalised = (name: string): string => name.replace(/(?<=^| )\p{Ll}/gu, (letter) => letter.toUpperCase());

/** [size], 1 for hidden profiles and what one tenant alone may see; null where there are none. */
function hiddenDocuments(snapshot: IndexSnapshot): Mask | null {
  const [people, foreign] = [hiddenPeople(snapshot), foreignDocuments(snapshot)];
  return people === null || foreign === null ? (people ?? foreign) : people.map((one, at) => one | (foreign[at] ?? 0));
}

/** Values that a document has which everybody may see. */
function shownValues(column: LabelColumn, snapshot: IndexSnapshot): readonly string[] {
  const isHidden = hiddenDocuments(snapshot);
  if (isHidden === null) return column.values;
  const shown = codesOutside(column, isHidden);
  return column.values.filter((_, code) => shown.has(code));
}

interface Employers {
  readonly byName: ReadonlyMap<string, Employer>;
  readonly byId: ReadonlyMap<string, Employer>;
  readonly byStart: ReadonlyMap<string, readonly Employer[]>;
}

/** By id all of them, which is asked again who may see it; by what is typed those alone that a document names which everybody may see. */
function employersOf(columns: readonly LabelColumn[], snapshot: IndexSnapshot): Employers {
  const byId = new Map(
    columns.flatMap(({ values, displayLabels }) =>
      values.map((id, code): [string, Employer] => [id, { id, name: displayLabels[code] ?? id }]),
    ),
  );
  const shownIds = new Set(columns.flatMap((column) => shownValues(column, snapshot)));
  const shown = [...byId.values()].filter(({ id }) => shownIds.has(id));
  const byName = new Map<string, Employer>();
  for (const employer of shown) {
    const folded = foldText(employer.name);
    byName.set(folded, employer);
    const short = withoutLegalForm(folded);
    if (!byName.has(short)) byName.set(short, employer);
  }
  return { byName, byId, byStart: startsOf(shown) };
}

/** Codes of labels that a document outside of the mask has. */
function codesOutside({ starts, codes }: LabelColumn, mask: Mask): ReadonlySet<number> {
  const found = new Set<number>();
  mask.forEach((one, position) => {
    if (one === 1) return;
    for (const code of codes.subarray(starts[position] ?? 0, starts[position + 1] ?? 0)) found.add(code);
  });
  return found;
}

/** "netharbor" is enough for Netharbor IT. */
const SHORTEST_START = 4;

function startsOf(employers: Iterable<Employer>): ReadonlyMap<string, readonly Employer[]> {
  const starts = new Map<string, Employer[]>();
  for (const employer of employers) {
    const words = foldText(employer.name).replace(/^the /, '').split(' ');
    for (let count = 1; count <= words.length; count++) {
      const start = words.slice(0, count).join(' ');
      if (start.length < SHORTEST_START) continue;
      const known = starts.get(start);
      if (known === undefined) starts.set(start, [employer]);
      else known.push(employer);
    }
  }
  return starts;
}

function countsByLabel({ values, starts, codes }: LabelColumn, isHidden: Mask | null): ReadonlyMap<string, number> {
  const counts = new Uint32Array(values.length);
  for (let position = 0; position + 1 < starts.length; position++) {
    if (isHidden?.[position] === 1) continue;
    for (const code of codes.subarray(starts[position], starts[position + 1])) counts[code] = (counts[code] ?? 0) + 1;
  }
  return new Map(values.map((value, code) => [value, counts[code] ?? 0]));
}
