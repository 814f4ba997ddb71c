/** Look-ups with a right answer, and how they are drawn from documents with a seed. */

import { type RandomNumber, seededRandom } from '../runtime/random.ts';

export interface LookUpCase<Document> {
  readonly kind: string;
  readonly text: string;
  /** Whether the document is what was looked up. */
  readonly isRight: (found: Document) => boolean;
}

/** Makes a look-up of each kind from a document; null where it gives none. */
export type Makers<Document> = Readonly<
  Record<string, (document: Document, random: RandomNumber) => Omit<LookUpCase<Document>, 'kind'> | null>
>;

const MOST_DRAWN = 20;

/** `each` of every kind, kind by kind; fewer where the documents do not give more. */
export function drawCases<Document>(
  makers: Makers<Document>,
  documents: readonly Document[],
  each: number,
  seed: number,
): readonly LookUpCase<Document>[] {
  const random = seededRandom(seed);
  return Object.entries(makers).flatMap(([kind, make]) => {
    const cases: LookUpCase<Document>[] = [];
    for (let drawn = 0; cases.length < each && drawn < each * MOST_DRAWN; drawn++) {
      const document = documents[Math.floor(random() * documents.length)];
      const made = document === undefined ? null : make(document, random);
      if (made !== null) cases.push({ kind, ...made });
    }
    return cases;
  });
}
