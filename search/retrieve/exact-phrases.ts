/** A phrase in quotes is a condition: only documents in which its words stand side by side are found. */
import { setImmediate as breathe } from 'node:timers/promises';
import { contentStems, words } from '../../models/text.ts';
import { type Deadline, shareOf } from '../../runtime/deadline.ts';
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { DocumentStore, TandemDocument } from '../../stores/documents.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { SearchServices } from '../context.ts';
import { wantedPhrases } from '../understand/minus-words.ts';
import type { FilterPart } from './filters.ts';

/** Texts that are read before others have their turn. */
const READ_AT_ONCE = 250;
/** Reading ends after this share of the time that is left. */
const READING_SHARE = 0.3;

export interface ExactPhrases {
  /** One a phrase; a phrase of nothing but words such as "of the" asks for nothing. */
  readonly parts: readonly FilterPart[];
  /** False when the time was over before all documents with the words were read: those with most of them came first. */
  readonly isWhole: boolean;
}

/** The index keeps no order of words, so that the texts of all documents that have them are read, once an index version. */
export async function exactPhrases(
  text: string,
  snapshot: IndexSnapshot,
  { documents, memory }: Pick<SearchServices, 'documents' | 'memory'>,
  outer: Deadline,
): Promise<ExactPhrases> {
  const phrases = wantedPhrases(text).filter((phrase) => contentStems(phrase).length > 0);
  const deadline = shareOf(outer, READING_SHARE);
  const found = await Promise.all(
    phrases.map(async (phrase) => {
      const key = `${snapshot.vertical} ${snapshot.version} ${phrase}`;
      const known = memory.phrases.get(key);
      if (known !== undefined) return { ids: known, isWhole: true };
      const read = await idsWith(phrase, snapshot, documents, deadline);
      if (read.isWhole) memory.phrases.set(key, read.ids);
      return read;
    }),
  );
  return {
    parts: found.map(({ ids }) => ({
      facet: null,
      predicate: { kind: 'in', field: JOB_COLUMNS.id, values: ids },
      selected: [],
    })),
    isWhole: found.every(({ isWhole }) => isWhole),
  };
}

interface Read {
  readonly ids: readonly string[];
  readonly isWhole: boolean;
}

async function idsWith(
  phrase: string,
  snapshot: IndexSnapshot,
  documents: DocumentStore,
  deadline: Deadline,
): Promise<Read> {
  const keys = withAllWords(phrase, snapshot).map((position) => ({
    id: snapshot.ids[position] ?? '',
    version: snapshot.documentVersions[position] ?? '',
  }));
  const pattern = patternOf(phrase);
  const ids: string[] = [];
  for (let from = 0; from < keys.length; from += READ_AT_ONCE) {
    if (from > 0) await breathe();
    if (from > 0 && deadline.remainingMs() === 0) return { ids, isWhole: false };
    for (const document of await documents.getMany(keys.slice(from, from + READ_AT_ONCE)))
      if (document !== null && textsOf(document).some((text) => pattern.test(text))) ids.push(document.id);
  }
  return { ids, isWhole: true };
}

/** Positions, those with most of the words first. */
function withAllWords(phrase: string, { keywords, size }: IndexSnapshot): readonly number[] {
  const stems = [...new Set(contentStems(phrase))];
  const { scores, matched } = keywords.score(stems, null);
  const positions = Array.from({ length: size }, (_, position) => position).filter(
    (position) => matched[position] === stems.length,
  );
  return positions.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
}

/** Any case, and anything but letters and digits between the words. */
function patternOf(phrase: string): RegExp {
  const literal = words(phrase).map(({ text }) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal.join('[^\\p{L}\\p{N}]+')}(?![\\p{L}\\p{N}])`, 'iu');
}

type Text = string | null | undefined;

function textsOf(document: TandemDocument): readonly string[] {
  const texts: readonly Text[] =
    document.kind === 'job'
      ? [document.title, document.company?.name, document.description, ...document.skills]
      : [
          document.displayName,
          document.headline,
          document.summary,
          ...document.skills,
          ...document.certifications,
          ...document.work.flatMap(({ title, company, summary }) => [title, company?.name, summary]),
          ...document.education.flatMap(({ institution, area }) => [institution, area]),
        ];
  return texts.flatMap((text) => text ?? []);
}
