/** The words of a document for the keyword index, each with the weight of the field it stands in. */

import { fold, isStopWord, stem, words } from '../models/text.ts';
import type { TandemDocument } from '../stores/documents.ts';
import type { KeywordOccurrence } from '../stores/keyword-builder.ts';

/** Weights of BM25F (Robertson, Zaragoza and Taylor 2004: fields are weighed before a word saturates); chosen on the train queries with BM25_K1. */
const TITLE = 6;
const NAMED = 2;
const BODY = 1;

type Field = readonly [text: string | null | undefined, weight: number];

export function* documentKeywords(document: TandemDocument): Generator<KeywordOccurrence> {
  for (const [text, weight] of fieldsOf(document)) {
    for (const { text: word } of words(text ?? '')) {
      const folded = fold(word);
      yield { word: folded, stem: isStopWord(word) ? null : stem(folded), weight };
    }
  }
}

function fieldsOf(document: TandemDocument): readonly Field[] {
  if (document.kind === 'job') {
    return [
      [document.title, TITLE],
      [document.company?.name, NAMED],
      ...document.locations.map((place): Field => [place.name, NAMED]),
      ...document.skills.map((skill): Field => [skill, NAMED]),
      [document.industry, BODY],
      [document.jobFunction, BODY],
      ...stated(document.workplaceType, document.employmentTypes),
      [document.description, BODY],
    ];
  }
  return [
    [document.displayName, TITLE],
    [document.headline, TITLE],
    [document.location?.name, NAMED],
    ...document.skills.map((skill): Field => [skill, NAMED]),
    ...document.certifications.map((certification): Field => [certification, NAMED]),
    ...document.languages.map((language): Field => [language, NAMED]),
    ...document.work.flatMap((work): readonly Field[] => [
      [work.title, NAMED],
      [work.company?.name, NAMED],
      [work.location, BODY],
      [work.summary, BODY],
    ]),
    ...document.education.flatMap((entry): readonly Field[] => [
      [entry.institution, BODY],
      [entry.area, BODY],
      [entry.studyType, BODY],
    ]),
    [document.jobFunction, BODY],
    [document.summary, BODY],
  ];
}

/** "remote" and "part-time" are often said by a field and nowhere in the text. */
function stated(workplaceType: string | null, employmentTypes: readonly string[]): readonly Field[] {
  return [workplaceType, ...employmentTypes].map((name): Field => [name?.toLowerCase().replaceAll('_', ' '), NAMED]);
}
