/** Look-ups of postings that have one right answer: by employer, by whole title, by id. */

import { foldText } from '../models/text.ts';
import { drawCases, type LookUpCase, type Makers } from './look-up-case.ts';

export interface Posting {
  readonly id: string;
  readonly title: string;
  readonly company: { readonly id: string; readonly name: string } | null;
}

const MAKERS: Makers<Posting> = {
  'jobs of an employer': ({ company }) =>
    company && { text: `${company.name} jobs`, isRight: (found) => found.company?.id === company.id },
  'whole title': ({ title }) => ({ text: title, isRight: (found) => foldText(found.title) === foldText(title) }),
  id: ({ id }) => ({ text: id, isRight: (found) => found.id === id }),
};

/** `each` of every kind, kind by kind; fewer where the postings do not give more. */
export function jobCases(postings: readonly Posting[], each: number, seed: number): readonly LookUpCase<Posting>[] {
  return drawCases(MAKERS, postings, each, seed);
}
