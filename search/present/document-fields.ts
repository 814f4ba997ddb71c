/** The texts of a document that snippets quote, each with its sentences; sentences with contact data are left out. */
import { prepareSentences, type Sentence } from '../../models/best-sentences.ts';
import { type DocumentText, documentTexts } from '../../models/document-texts.ts';
import { contentStems } from '../../models/text.ts';
import { withoutContacts } from '../../runtime/contact-data.ts';
import type { TandemDocument } from '../../stores/documents.ts';
import type { SearchMemory } from '../memory.ts';
import { preparationOf } from '../rank/ranker-texts.ts';

export interface DocumentField extends DocumentText {
  readonly sentences: readonly Sentence[];
}

/** In the order of `documentTexts`. */
export function fieldsOf(document: TandemDocument, memory: SearchMemory): readonly DocumentField[] {
  return documentTexts(document).map((field) => ({
    ...field,
    sentences: sentencesOf(field, document, memory).filter(({ start, end }) => {
      const sentence = field.text.slice(start, end);
      return withoutContacts(sentence) === sentence;
    }),
  }));
}

/** Of what a list shows of every document beside its passages: headline, employer, place, name. */
export function stemsShownAnyway(document: TandemDocument): ReadonlySet<string> {
  const shown =
    document.kind === 'job'
      ? [document.title, document.company?.name, ...document.locations.map(({ name }) => name)]
      : [document.headline, document.displayName, document.work[0]?.company?.name, document.location?.name];
  return new Set(shown.flatMap((text) => contentStems(text ?? '')));
}

/** The ranker's preparation opens with the description, so its sentences are at hand. */
function sentencesOf(
  { name, text }: DocumentText,
  document: TandemDocument,
  memory: SearchMemory,
): readonly Sentence[] {
  if (name !== 'description') return prepareSentences(text).sentences;
  const { body } = preparationOf(document, memory);
  if (!body.text.startsWith(text)) return prepareSentences(text).sentences;
  return body.sentences.filter((sentence) => sentence.end <= text.length);
}
