/** The texts of a document that snippets quote, each with the name of its field and its sentences. */
import { prepareSentences, type Sentence } from '../../models/best-sentences.ts';
import type { JobDocument, PersonDocument, TandemDocument } from '../../stores/documents.ts';
import type { SearchMemory } from '../memory.ts';
import { preparationOf } from '../rank/ranker-texts.ts';

export interface DocumentField {
  /** For example description or work[0].summary. */
  readonly name: string;
  readonly text: string;
  readonly sentences: readonly Sentence[];
  /** False for the line that every page shows anyway: it is quoted only when nothing else fits. */
  readonly isBody: boolean;
}

export function fieldsOf(document: TandemDocument, memory: SearchMemory): readonly DocumentField[] {
  return document.kind === 'job' ? jobFields(document, memory) : personFields(document);
}

/** The ranker's preparation opens with the description, so its sentences are at hand. */
function jobFields(job: JobDocument, memory: SearchMemory): readonly DocumentField[] {
  const { body } = preparationOf(job, memory);
  const isPrepared = body.text.startsWith(job.description);
  const sentences = isPrepared
    ? body.sentences.filter((sentence) => sentence.end <= job.description.length)
    : prepareSentences(job.description).sentences;
  return [headline('title', job.title), { name: 'description', text: job.description, sentences, isBody: true }];
}

function personFields(person: PersonDocument): readonly DocumentField[] {
  return [
    headline('headline', person.headline),
    body('summary', person.summary),
    ...person.work.map((work, index) => body(`work[${index}].summary`, work.summary)),
    body('skills', person.skills.join(', ')),
    body('certifications', person.certifications.join(', ')),
  ].filter((field) => field.text !== '');
}

function headline(name: string, text: string | null): DocumentField {
  return { ...body(name, text), isBody: false };
}

function body(name: string, text: string | null): DocumentField {
  return { name, text: text ?? '', sentences: prepareSentences(text ?? '').sentences, isBody: true };
}
