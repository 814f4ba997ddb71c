/** Queries written from the fields of real documents, each with its document and with others graded by the policy's rules on fields. */

import type { TandemDocument, Vertical } from '../../stores/documents.ts';
import type { Random } from '../random.ts';
import { varyQuery } from '../vary-query.ts';
import type { Asked } from './asked.ts';
import { gradeByFields } from './grade-by-fields.ts';
import type { Knowledge } from './knowledge.ts';
import { type DocumentsByFields, documentsByFields, otherDocuments } from './other-documents.ts';
import type { ShortForms } from './role-words.ts';
import { writeQuery } from './write-query.ts';

export interface FieldQuery {
  readonly vertical: Vertical;
  readonly text: string;
  /** External id of the document that the query was written from: the positive. */
  readonly document: string;
  /** The condition that the text states beside the role, or what else it is made of. */
  readonly kind: string;
  /** External ids of other documents with their grades, 0..4; empty where fields do not decide. */
  readonly graded: readonly (readonly [document: string, grade: number])[];
}

const VARIED_SHARE = 0.3;
/** A query whose own document the rules put lower says something that the document is not. */
const LEAST_OWN_GRADE = 3;

/** At most one query a document and pass; equal seeds give equal queries. All documents are of one vertical. */
export function fieldQueries(
  documents: readonly TandemDocument[],
  known: Knowledge,
  short: ShortForms,
  passes: number,
  random: Random,
): readonly FieldQuery[] {
  const index = documentsByFields(documents, known);
  const found: FieldQuery[] = [];
  for (let pass = 0; pass < passes; pass++) {
    for (const document of documents) {
      const query = fieldQuery(document, index, known, short, random);
      if (query !== null) found.push(query);
    }
  }
  return found;
}

function fieldQuery(
  document: TandemDocument,
  index: DocumentsByFields,
  known: Knowledge,
  short: ShortForms,
  random: Random,
): FieldQuery | null {
  const written = writeQuery(document, { known, short, random, other: random.pick(index.all) });
  if (written === null) return null;
  const vertical = document.kind === 'job' ? 'jobs' : 'people';
  const asked = { role: written.role, demands: written.demands };
  if (written.isGradable && (gradeByFields(asked, document, known) ?? LEAST_OWN_GRADE) < LEAST_OWN_GRADE) return null;
  const text = random.chance(VARIED_SHARE) ? varyQuery(written.text, vertical, random) : written.text;
  const graded = written.isGradable ? gradedOthers(asked, document, index, known, random) : [];
  return { vertical, text, document: document.externalId, kind: written.kind, graded };
}

function gradedOthers(
  asked: Asked,
  own: TandemDocument,
  index: DocumentsByFields,
  known: Knowledge,
  random: Random,
): FieldQuery['graded'] {
  return otherDocuments(asked, index, known, random).flatMap((document) => {
    const grade = document === own ? null : gradeByFields(asked, document, known);
    return grade === null ? [] : [[document.externalId, grade] as const];
  });
}
