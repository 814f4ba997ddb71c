/** Finds what an operation about people was asked with, and keeps it out of the log of this process. */

import { type DocumentNode, Kind, visit } from 'graphql';
import { privateTexts, textsIn } from '../runtime/private-texts.ts';

/** peopleSearch, peopleSuggestions and person, whatever they are called in the answer. */
const ABOUT_PEOPLE = /^(people|person)/;
const MOST_TEXTS = 100;

/** Literals of a document; null where it asks nothing about people. */
const literalsOf = new WeakMap<DocumentNode, readonly string[] | null>();

export function keepPeopleTexts(document: DocumentNode, variables: unknown): void {
  if (!literalsOf.has(document)) literalsOf.set(document, peopleLiterals(document));
  const literals = literalsOf.get(document) ?? null;
  if (literals !== null) privateTexts.keep([...textsIn(variables), ...literals].slice(0, MOST_TEXTS));
}

function peopleLiterals(document: DocumentNode): readonly string[] | null {
  const literals: string[] = [];
  let isAboutPeople = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      isAboutPeople ||= ABOUT_PEOPLE.test(name.value);
    },
    [Kind.STRING]: ({ value }) => {
      literals.push(value);
    },
  });
  return isAboutPeople ? literals : null;
}
