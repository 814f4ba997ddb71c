/** A phrase in quotes is a condition: only documents in which its words stand side by side are found. */
import { contentStems, words } from '../../models/text.ts';
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { DocumentStore, TandemDocument } from '../../stores/documents.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import { quotedPhrases } from '../understand/quoted-phrases.ts';
import type { FilterPart } from './filters.ts';

/** The index keeps no order of words, so that so many texts are read for a phrase, those with most of its words first. */
const MOST_READ = 1_000;

/** One part a phrase; a phrase of nothing but words such as "of the" asks for nothing. */
export async function exactPhrases(
  text: string,
  snapshot: IndexSnapshot,
  documents: DocumentStore,
): Promise<readonly FilterPart[]> {
  const phrases = quotedPhrases(text).filter((phrase) => contentStems(phrase).length > 0);
  return Promise.all(
    phrases.map(async (phrase): Promise<FilterPart> => {
      const values = await idsWith(phrase, snapshot, documents);
      return { facet: null, predicate: { kind: 'in', field: JOB_COLUMNS.id, values }, selected: [] };
    }),
  );
}

async function idsWith(phrase: string, snapshot: IndexSnapshot, documents: DocumentStore): Promise<readonly string[]> {
  const positions = withAllWords(phrase, snapshot);
  const keys = positions.map((position) => ({
    id: snapshot.ids[position] ?? '',
    version: snapshot.documentVersions[position] ?? '',
  }));
  const pattern = patternOf(phrase);
  const found = await documents.getMany(keys);
  return found.flatMap((document) =>
    document !== null && textsOf(document).some((text) => pattern.test(text)) ? [document.id] : [],
  );
}

function withAllWords(phrase: string, { keywords, size }: IndexSnapshot): readonly number[] {
  const stems = [...new Set(contentStems(phrase))];
  const { scores, matched } = keywords.score(stems, null);
  const positions = Array.from({ length: size }, (_, position) => position).filter(
    (position) => matched[position] === stems.length,
  );
  return positions.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0)).slice(0, MOST_READ);
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
