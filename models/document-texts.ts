/** The texts of a document that may be quoted, in one order for ingest and serving: never contact data, sources or hidden fields. */
import type { TandemDocument } from '../stores/documents.ts';

export interface DocumentText {
  /** For example description or work[0].summary. */
  readonly name: string;
  readonly text: string;
  /** False for the line that every page shows anyway. */
  readonly isBody: boolean;
}

/** Phrases name a text by its place in this list: another order needs another PHRASE_FORMAT. */
export function documentTexts(document: TandemDocument): readonly DocumentText[] {
  if (document.kind === 'job') return [headline('title', document.title), body('description', document.description)];
  return [
    headline('headline', document.headline),
    body('summary', document.summary),
    ...document.work.map((work, index) => body(`work[${index}].summary`, work.summary)),
    body('skills', document.skills.join(', ')),
    body('certifications', document.certifications.join(', ')),
  ].filter(({ text }) => text !== '');
}

const headline = (name: string, text: string | null): DocumentText => ({ name, text: text ?? '', isBody: false });
const body = (name: string, text: string | null): DocumentText => ({ name, text: text ?? '', isBody: true });
